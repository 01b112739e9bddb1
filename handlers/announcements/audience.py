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
    and who read one of the languages; what is empty does not matter."""

    kinds: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
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
        return self.everyone or any((self.kinds, self.tiers, self.regions, self.languages))

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
    return [person for person in found if audience.reads(person)]
