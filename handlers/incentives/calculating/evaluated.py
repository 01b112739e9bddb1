"""What plans pay for the sales of the store: lines of every version, whose they are, and sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from handlers.incentives.calculating.earners import Earner
from handlers.incentives.engine.columns import windows
from handlers.incentives.engine.lines import Line, Lines
from handlers.incentives.engine.paying.paid import Paid
from handlers.incentives.engine.plan import Component, Plan
from handlers.incentives.engine.selling.sales import Flaw
from handlers.incentives.engine.tracing import trace
from handlers.incentives.engine.tracing.steps import Steps
from storage.values import Money, Period


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One version of a plan, worked out; only the lines of these earners count."""

    plan: Plan
    lines: Lines
    earners: Mapping[str, Earner]

    def each(self) -> Iterator[EvaluatedLine]:
        for line in self.lines.each():
            whose = self.earners.get(line.earner or "")
            if whose is not None:
                yield EvaluatedLine(self, line, whose)

    def found(self, component: str, window: str, whose: Earner) -> Iterator[EvaluatedLine]:
        """The lines of one earner's window, without a look at all the others."""
        names = [name for name, each in self.earners.items() if each == whose]
        for block, paid in enumerate(self.lines.paid):
            if paid.id == component:
                for row in _rows(paid, names, window):
                    yield EvaluatedLine(self, self.lines.line(block, row), whose)


@dataclass(frozen=True, slots=True, eq=False)
class EvaluatedLine:
    """A line, the version that pays it and whom."""

    part: Part
    line: Line
    whose: Earner

    @property
    def plan(self) -> Plan:
        """The version as it was published."""
        return self.part.plan

    @property
    def component(self) -> Component:
        """A floor's and a carried line's is the one that they belong to."""
        return self.part.lines.paid[self.line.place[0]].component

    @property
    def amount(self) -> Money:
        return self.line.amount

    @property
    def transaction_id(self) -> int | None:
        """None for a total, and for a sale that nobody has made."""
        named = self.line.transaction
        return int(named) if named is not None and named.isdecimal() else None

    @property
    def day(self) -> date:
        """Its transaction's, or the last of its window."""
        block, row = self.line.place
        return windows.day(int(self.part.lines.paid[block].day[row]))

    @property
    def steps(self) -> Steps:
        return trace(self.part.lines, self.line)


@dataclass(frozen=True, slots=True, eq=False)
class Evaluated:
    """`flaws` are the rows that could not be counted, such as those without a rate; `flawed` the
    plan and the transaction of each."""

    parts: tuple[Part, ...]
    flaws: tuple[Flaw, ...] = ()
    flawed: tuple[tuple[str, str], ...] = ()

    def each(self) -> Iterator[EvaluatedLine]:
        for part in self.parts:
            yield from part.each()

    def of(self, earner: Earner) -> list[EvaluatedLine]:
        """A partner's own lines, or a member's."""
        return [line for line in self.each() if line.whose == earner]

    def at(self, partner_id: int) -> list[EvaluatedLine]:
        """A partner's and those of its members."""
        return [line for line in self.each() if line.whose.partner_id == partner_id]


def _rows(paid: Paid, names: Sequence[str], window: str) -> list[int]:
    known = paid.case.earner(paid.component.earner).values
    codes = [code for code, name in enumerate(known) if name in names]
    mine = np.isin(paid.earner, codes)
    numbers = [each for each in np.unique(paid.window).tolist() if paid.cut.name(each) == window]
    rows: list[int] = np.flatnonzero(mine & np.isin(paid.window, numbers)).tolist()
    return rows


def total(lines: list[EvaluatedLine], currency: str) -> Money:
    """Of the lines in this currency."""
    amounts = (line.amount for line in lines if line.amount.currency == currency)
    return sum(amounts, Money(0, currency))


def during(lines: list[EvaluatedLine], period: Period) -> list[EvaluatedLine]:
    return [line for line in lines if line.day in period]
