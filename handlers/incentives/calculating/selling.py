"""The rows of several partners, and who earns by them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from handlers.incentives.calculating.earners import Earner, partner_name
from handlers.incentives.calculating.facts import Facts
from handlers.incentives.calculating.rows import Row
from handlers.incentives.engine.selling.sales import Sales


@dataclass(frozen=True, eq=False)
class Selling:
    """`earners` are all that the rows name: partners, those credited, and members."""

    rows: Sequence[Row]
    earners: Mapping[str, Earner]

    @cached_property
    def sales(self) -> Sales:
        return Sales.of(self.rows)

    def without(self, refused: frozenset[str]) -> Selling:
        return Selling([row for row in self.rows if row["id"] not in refused], self.earners)

    @classmethod
    def of(cls, rows: Iterable[Row], facts: Facts) -> Selling:
        kept = list(rows)
        partners = {name for row in kept for name in credited(row)}
        members = {row["member"] for row in kept if "member" in row}
        return cls(kept, {name: facts.earner(name) for name in sorted(partners | members)})

    def those(self, partner_ids: frozenset[int]) -> frozenset[str]:
        """The earners of these partners."""
        return frozenset(
            name for name, each in self.earners.items() if each.partner_id in partner_ids
        )

    def by_partner(self, partner_ids: Iterable[int]) -> Iterator[Selling]:
        """Each partner's rows by themselves, with its members only."""
        found: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            for name in credited(row):
                found[name].append(row)
        for partner_id in sorted(partner_ids):
            if rows := found.get(partner_name(partner_id)):
                yield Selling(rows, self._at(partner_id))

    def sold_by(self, name: str) -> Selling:
        """A partner's rows, or those that a member sold."""
        earner = self.earners[name]
        if earner.member_id is None:
            return self
        return Selling([row for row in self.rows if row.get("member") == name], {name: earner})

    def _at(self, partner_id: int) -> dict[str, Earner]:
        return {name: each for name, each in self.earners.items() if each.partner_id == partner_id}


def credited(row: Row) -> Iterable[str]:
    """The partners that a row brings something to: its own, or those who share it."""
    if "credits" not in row:
        return (row["partner"],)
    return {row["partner"], *(credit["partner"] for credit in json.loads(row["credits"]))}
