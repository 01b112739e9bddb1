"""What the books should say: of every line that is not nothing its amount, and what is held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

from handlers.incentives.calculating.evaluated import Evaluated, Part
from handlers.incentives.calculating.holding import held
from handlers.incentives.engine.columns import windows
from handlers.incentives.engine.columns.exact import Array
from handlers.incentives.engine.columns.windows import Cut
from handlers.incentives.engine.paying.paid import Paid
from handlers.incentives.engine.paying.reasons import REASONS
from handlers.incentives.engine.paying.worked import TOTAL
from handlers.incentives.engine.plan import Component, Pays, Within
from storage.sums import Head


class Want(NamedTuple):
    """A line as it should be: `sale` is the transaction that this one takes back."""

    minor: int
    gross: int
    held: int
    reason: str
    day: date
    sale: int | None = None


WORDS = [each.value for each in REASONS]
#: By transaction; None is a total.
Wants = dict[int | None, Want]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The lines of one heading, when they are due, and the component that pays them."""

    head: Head
    due_on: date
    component: Component
    lines: Wants


def wanted(evaluated: Evaluated, today: date) -> Iterator[Wanted]:
    """Zeros that a rule or a limit made are kept, with their reason; that a sale is not a
    component's at all can be seen without."""
    for part in evaluated.parts:
        for paid in part.lines.paid:
            if len(paid):
                yield from _Block(part, paid, today).wanted()


class _Block:
    """The lines of one name, column by column."""

    def __init__(self, part: Part, paid: Paid, today: date) -> None:
        self.part, self.paid, self.today = part, paid, today
        self.case = paid.case
        self.names = self.case.earner(paid.component.earner).values
        self.days = _Days()
        self.on_totals = paid.worked is None or paid.worked.on_totals

    def wanted(self) -> Iterator[Wanted]:
        paid = self.paid
        kept = np.flatnonzero((paid.amount != 0) | (paid.gross.top != 0))
        cut, due = self._due()
        waiting, sales = held(paid, self.today), self._sales()
        for some in _alike(paid.earner[kept], paid.window[kept], due[kept]):
            rows = kept[some]
            first = rows[0]
            head = self._head(int(paid.earner[first]), int(paid.window[first]))
            if head is not None:
                last = cut.last(int(due[first])) if cut else self.days[int(due[first])]
                lines = self._lines(rows, waiting, sales)
                yield Wanted(head, last, paid.component, lines)

    def _lines(self, rows: Array, held: Array, named: tuple[Array, Array]) -> Wants:
        """By transaction; who is credited twice with one earns both."""
        paid, entries = self.paid, self.paid.entry[rows]
        nobody: list[int | None] = [None] * len(rows)
        on_total = entries[0] == TOTAL
        sales, backs = (nobody if on_total else each[entries].tolist() for each in named)
        figures = (column[rows].tolist() for column in (paid.amount, paid.rounded, held))
        reasons = [WORDS[why] for why in paid.why[rows].tolist()]
        days = [self.days[number] for number in paid.day[rows].tolist()]
        wants = list(map(Want._make, zip(*figures, reasons, days, backs, strict=True)))
        lines = dict(zip(sales, wants, strict=True))
        return lines if len(lines) == len(wants) else _merged(sales, wants)

    def _sales(self) -> tuple[Array, Array]:
        """The transaction of each entry, and the one in whose place it counts."""
        entries, ids = self.case.entries, self.case.sales.texts("id")
        known = [int(value) if value.isdecimal() else 0 for value in ids.values]
        numbers = np.array([*known, 0], dtype=np.int64)[ids.codes][entries.row]
        roots = numbers[entries.root]
        return numbers, np.where(roots == numbers, np.array(None), roots)

    def _head(self, earner: int, window: int) -> Head | None:
        whose = self.part.earners.get(self.names[earner]) if earner >= 0 else None
        if whose is None:
            return None
        plan, component = self.part.plan, self.paid.component
        fund = component.fund if component.pays is Pays.FUND else ""
        name = self.paid.cut.name(window)
        rule = (plan.id, plan.version, self.paid.id, name, plan.currency)
        return Head(*rule, whose.partner_id, whose.member_id, fund)

    def _due(self) -> tuple[Cut | None, Array]:
        """A sale's line is final when the plan's period ends, a total's when its window does:
        the window of each line, or (where time is not cut) its day."""
        paid = self.paid
        if not self.on_totals:
            cut = self.case.cut(Within.PERIOD)
            return cut, cut.windows(paid.day)
        return (paid.cut, paid.window) if paid.cut.months else (None, paid.day)


def _alike(*columns: Array) -> Iterator[Array]:
    """The places of the lines that have all of these in common, in their order."""
    if not len(columns[0]):
        return
    order = np.lexsort(columns[::-1])
    fresh = np.zeros(len(order) - 1, dtype=bool)
    for column in columns:
        fresh |= column[order][1:] != column[order][:-1]
    yield from np.split(order, np.flatnonzero(fresh) + 1)


def _merged(sales: Sequence[int | None], wants: Sequence[Want]) -> Wants:
    lines: Wants = {}
    for sale, want in zip(sales, wants, strict=True):
        lines[sale] = _both(lines[sale], want) if sale in lines else want
    return lines


def _both(one: Want, two: Want) -> Want:
    """Who is credited twice with a sale earns both."""
    sums = (one.minor + two.minor, one.gross + two.gross, one.held + two.held)
    return Want(*sums, one.reason or two.reason, one.day, one.sale)


class _Days(dict[int, date]):
    """Days by their number."""

    def __missing__(self, number: int) -> date:
        self[number] = windows.day(number)
        return self[number]
