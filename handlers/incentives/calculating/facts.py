"""What plans may ask about a sale, as it was on the day of the sale."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from handlers.incentives.calculating.earners import Earner, member_name, partner_name, read
from storage.history import Held
from storage.people import Person
from storage.store import Records

YES = "yes"


class Facts:
    """Fetched once for some partners; each fact of a day is worked out once."""

    def __init__(self, records: Records, partner_ids: Iterable[int]) -> None:
        ids = sorted(set(partner_ids))
        self._partners = {each.id: each for each in records.partners.all()}
        history = records.history
        self._tiers = history.tiers(ids)
        self._people: dict[int, Person] = {each.id: each for each in history.people(ids)}
        self._staff: defaultdict[int | None, list[int]] = defaultdict(list)
        for person in self._people.values():
            self._staff[person.partner_id].append(person.id)
        self._certificates = history.certificates(ids)
        self._deals = history.deals(ids)
        self._skus = {each.name: each.sku for each in records.products.all()}
        installation = records.installation.this()
        self._zone = ZoneInfo(installation.zone if installation else "UTC")
        self._known: dict[tuple[str, int, date], dict[str, str]] = {}

    def partner(self, partner_id: int, day: date) -> dict[str, str]:
        key = "partner", partner_id, day
        if key not in self._known:
            self._known[key] = self._partner(partner_id, day)
        return self._known[key]

    def member(self, member_id: int, partner_id: int, day: date) -> dict[str, str]:
        key = f"member of {partner_id}", member_id, day
        if key not in self._known:
            self._known[key] = self._member(member_id, partner_id, day)
        return self._known[key]

    def product(self, name: str) -> dict[str, str]:
        sku = self._skus.get(name)
        return {"product.sku": sku} if sku else {}

    def deal(self, reference: str, partner_id: int, day: date) -> dict[str, str]:
        """Registered is what was approved before the sale and still protected on its day."""
        found = self._deals.get(reference)
        holds = (
            found is not None
            and found.partner_id == partner_id
            and found.approved.astimezone(self._zone).date() <= day <= found.until
        )
        return {"deal.registered": "true" if holds else "false"}

    def name(self, member_id: int, partner_id: int) -> str:
        person = self._people.get(member_id)
        return member_name(member_id, partner_id, person.partner_id if person else None)

    def earner(self, name: str) -> Earner:
        kind, found, at = read(name)
        if kind == "partner":
            return Earner(found)
        person = self._people.get(found)
        works_for = person.partner_id if person else None
        return Earner(at or works_for or 0, found)

    def _partner(self, partner_id: int, day: date) -> dict[str, str]:
        partner = self._partners[partner_id]
        held = (each.name for each in self._tiers.get(partner_id, ()) if each.on(day))
        tier = next(held, "")
        there = self._staff.get(partner_id, ())
        courses = {course for person_id in there for course in self._courses(person_id, day)}
        return {
            "partner": partner_name(partner_id),
            "partner.id": partner.name,
            "partner.name": partner.name,
            "partner.type": partner.kind.value,
            "partner.tier": str(tier),
            "partner.region": partner.region,
            "partner.country": partner.country,
            "partner.currency": partner.currency,
            **_certified("partner", courses),
        }

    def _member(self, member_id: int, partner_id: int, day: date) -> dict[str, str]:
        person = self._people.get(member_id)
        named = {"member.id": person.handle, "member.name": person.name} if person else {}
        courses = self._courses(member_id, day)
        return {
            "member": self.name(member_id, partner_id),
            **named,
            **_certified("member", courses),
        }

    def _courses(self, member_id: int, day: date) -> set[str]:
        held: Iterable[Held] = self._certificates.get(member_id, ())
        return {each.name for each in held if each.on(day)}


def _certified(whose: str, courses: Iterable[str]) -> dict[str, str]:
    """`member.certified` says whether in any course, `member.certified.COURSE` in this one."""
    named = {f"{whose}.certified.{course}": YES for course in sorted(courses)}
    return named | {f"{whose}.certified": YES if named else "no"}
