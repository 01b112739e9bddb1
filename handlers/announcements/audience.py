"""Whom an announcement is for: an expression over partners and members, and who that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from storage.partners import Partner, Tier
from storage.people import Person
from storage.store import Records


@dataclass(frozen=True, slots=True)
class Audience:
    """Members whose partner has one of the kinds, one of the tiers and one of the regions,
    who read one of the languages and are certified in one of the courses, which stand here
    by their titles; what is empty does not matter."""

    kinds: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    certified: tuple[str, ...] = ()
    everyone: bool = False

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Audience:
        lists = {name: tuple(values) for name, values in document.items() if name != "everyone"}
        return cls(**lists, everyone=document["everyone"])

    @property
    def document(self) -> dict[str, Any]:
        return {
            name: value if name == "everyone" else list(value)
            for name, value in asdict(self).items()
        }

    @property
    def is_named(self) -> bool:
        """Did somebody say whom? Nothing said is nobody, never everybody."""
        named = (self.kinds, self.tiers, self.regions, self.languages, self.certified)
        return self.everyone or any(named)

    def has(self, partner: Partner, tier: Tier | None) -> bool:
        return (
            self._any(self.kinds, partner.kind)
            and self._any(self.tiers, tier)
            and self._any(self.regions, partner.region)
        )

    def reads(self, person: Person) -> bool:
        return self._any(self.languages, person.language)

    def _any(self, wanted: tuple[str, ...], found: str | None) -> bool:
        return not wanted or found in wanted


def members(records: Records, audience: Audience, day: date) -> Sequence[Person]:
    """The active members who are in the audience that day."""
    if not audience.is_named:
        return ()
    partners = [
        partner
        for partner in records.partners.all()
        if audience.has(partner, records.partners.tier(partner.id, day))
    ]
    found = (person for partner in partners for person in records.people.at(partner.id))
    people = [person for person in found if audience.reads(person)]
    return _certified(records, people, audience, day) if audience.certified else people


def titles(records: Records, day: date) -> dict[str, str]:
    """What the courses that bring certificates are called, in any language; and their keys."""
    return {
        title: course.key
        for course in records.training.courses(day)
        for title in course.document["titles"].values()
    }


def _certified(
    records: Records, people: Sequence[Person], audience: Audience, day: date
) -> Sequence[Person]:
    called = titles(records, day)
    keys = {called[title] for title in audience.certified if title in called}
    return [p for p in people if keys & records.training.certified_in(p.id, day)]
