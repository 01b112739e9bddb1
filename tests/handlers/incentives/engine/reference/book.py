"""Sales as they are credited, one entry for each partner's part, and in which order they count."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from handlers.incentives.engine.conditions import Op, Test, When
from handlers.incentives.engine.plan import Earner, On, Plan, Within
from tests.handlers.incentives.engine.reference import facts, times
from tests.handlers.incentives.engine.reference.times import Stretch

Row = Mapping[str, str]
FREE = When((Test("product.commission_free", Op.IS_TRUE),))


@dataclass(eq=False)
class Entry:
    """A row, or the `slot`th credit of it; a return's `sale` is the entry in whose place it
    counts, and a sale's `chain` are its returns, the first first."""

    row: Row
    at: int
    slot: int
    partner: str | None
    member: str | None
    sale: Entry = field(init=False)
    chain: list[Entry] = field(default_factory=list)

    @property
    def linked(self) -> bool:
        return self.sale is not self

    @property
    def sign(self) -> int:
        """1 for a sale, -1 for a refund, 0 for a correction."""
        return {"refund": -1, "correction": 0}.get(self.row.get("kind") or "sale", 1)

    @property
    def corrects(self) -> bool:
        return self.row.get("kind") == "correction"

    def earner(self, kind: Earner) -> str | None:
        return self.partner if kind is Earner.PARTNER else self.member


@dataclass(eq=False)
class Book:
    plan: Plan
    rows: Sequence[Row]
    partner: Mapping[str, str]
    prior: Mapping[str, Decimal]
    rates: Mapping[str, Decimal]

    @cached_property
    def columns(self) -> set[str]:
        return {name for row in self.rows for name in row}

    @cached_property
    def entries(self) -> list[Entry]:
        """Those of a return are credited as its sale is."""
        found: list[Entry] = []
        slots: dict[tuple[str, int], Entry] = {}
        for row in self.rows:
            for slot, (partner, member) in enumerate(whose(self.root(row))):
                entry = Entry(row, len(found), slot, partner, member)
                slots[row["id"], slot] = entry
                found.append(entry)
        for entry in found:
            entry.sale = slots[self.root(entry.row)["id"], entry.slot]
        for entry in sorted(found, key=lambda each: max(self.day(each), self.day(each.sale))):
            if entry.linked:
                entry.sale.chain.append(entry)
        return found

    def root(self, row: Row) -> Row:
        """The sale that a return is of, also by way of other returns; its own where that is in
        no file."""
        known = {each["id"]: each for each in self.rows}
        while row.get("of") in known:
            row = known[row["of"]]
        return row

    def day(self, entry: Entry, on: On | None = None) -> date:
        return times.day((on and entry.row.get(on.value)) or entry.row["date"])

    def place(self, entry: Entry, on: On | None) -> date:
        return self.day(entry.sale, on)

    def stretch(self, entry: Entry, within: Within, on: On | None) -> Stretch:
        """In which it counts: the one of its sale."""
        months = times.months(within, self.plan.period)
        return Stretch.of(months, self.place(entry, on))

    def ordered(self, on: On | None) -> list[Entry]:
        """By day, then as in the file; a return never before its sale."""

        def key(entry: Entry) -> tuple[date, int, bool, int]:
            day = max(self.day(entry, on), self.place(entry, on))
            return day, max(entry.at, entry.sale.at), entry.linked, entry.at

        return sorted(self.entries, key=key)

    def holds(self, entry: Entry, when: When) -> bool:
        return facts.holds(when, entry.sale.row, self.columns, self.partner)

    def in_force(self, entry: Entry, on: On | None) -> bool:
        return self.plan.in_force(self.place(entry, on))

    def free(self, entry: Entry) -> bool:
        return self.holds(entry, FREE)

    def eligible(self, entry: Entry) -> bool:
        return self.holds(entry, self.plan.eligible) and not self.free(entry)

    def counts(self, entry: Entry, on: On | None) -> bool:
        return self.in_force(entry, on) and self.eligible(entry)

    def stretches(self, within: Within, on: On | None) -> list[Stretch]:
        """Those with sales of the plan."""
        mine = [entry for entry in self.entries if self.in_force(entry, on)]
        return sorted({self.stretch(entry, within, on) for entry in mine})

    def before(self, name: str) -> Fraction:
        return Fraction(self.prior.get(name, 0))

    def prior_of(self, name: str, stretch: Stretch, within: Within, on: On | None) -> Fraction:
        """What was before the sales belongs to the first stretch with any."""
        return self.before(name) if [stretch] == self.stretches(within, on)[:1] else Fraction(0)


def whose(sale: Row) -> list[tuple[str | None, str | None]]:
    """The partner and the member of each part."""
    own, seller = sale.get("partner") or None, sale.get("member") or None
    if not sale.get("credits"):
        return [(own, seller)]
    return [
        (each["partner"], each.get("member") or (seller if each["partner"] == own else None))
        for each in json.loads(sale["credits"])
    ]
