"""What the books should say: of every line that is not nothing its amount, and what is held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

from handlers.incentives.calculating.evaluated import Evaluated, Part
from handlers.incentives.calculating.holding import held as waiting
from handlers.incentives.engine.columns import windows
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
        self.days, self.ends = _Days(), _Ends(self.case.cut(Within.PERIOD))
        self.on_totals = paid.worked is None or paid.worked.on_totals

    def wanted(self) -> Iterator[Wanted]:
        found: dict[tuple[int, int, date], Wanted] = {}
        for earner, window, day, sale, want in self._rows():
            due = self._due(window, day)
            key = earner, window, due
            if key not in found:
                head = self._head(earner, window)
                if head is None:
                    continue
                found[key] = Wanted(head, due, self.paid.component, {})
            lines = found[key].lines
            lines[sale] = want if sale not in lines else _both(lines[sale], want)
        yield from found.values()

    def _rows(self) -> Iterator[tuple[int, int, date, int | None, Want]]:
        paid = self.paid
        kept = np.flatnonzero((paid.amount != 0) | (paid.gross.top != 0))
        columns = (paid.earner, paid.window, paid.day, paid.entry)
        figures = (paid.amount, paid.rounded, waiting(paid, self.today), paid.why)
        picked = (column[kept].tolist() for column in (*columns, *figures))
        sales, roots = self._sales()
        for earner, window, number, entry, minor, gross, held, why in zip(*picked, strict=True):
            day = self.days[number]
            sale, root = (None, None) if entry == TOTAL else (sales[entry], roots[entry])
            back = root if root != sale else None
            yield (
                earner,
                window,
                day,
                sale,
                Want(minor, gross, held, REASONS[why].value, day, back),
            )

    def _sales(self) -> tuple[Sequence[int], Sequence[int]]:
        """The transaction of each entry, and the one in whose place it counts."""
        entries, ids = self.case.entries, self.case.sales.texts("id")
        known = [int(value) if value.isdecimal() else 0 for value in ids.values]
        numbers = np.array([*known, 0], dtype=np.int64)[ids.codes][entries.row]
        return numbers.tolist(), numbers[entries.root].tolist()

    def _head(self, earner: int, window: int) -> Head | None:
        whose = self.part.earners.get(self.names[earner]) if earner >= 0 else None
        if whose is None:
            return None
        plan, component = self.part.plan, self.paid.component
        fund = component.fund if component.pays is Pays.FUND else ""
        name = self.paid.cut.name(window)
        rule = (plan.id, plan.version, self.paid.id, name, plan.currency)
        return Head(*rule, whose.partner_id, whose.member_id, fund)

    def _due(self, window: int, day: date) -> date:
        """A sale's line is final when the plan's period ends, a total's when its window does."""
        if not self.on_totals:
            return self.ends[day]
        return self.paid.cut.last(window) if self.paid.cut.months else day


def _both(one: Want, two: Want) -> Want:
    """Who is credited twice with a sale earns both."""
    sums = (one.minor + two.minor, one.gross + two.gross, one.held + two.held)
    return Want(*sums, one.reason or two.reason, one.day, one.sale)


class _Days(dict[int, date]):
    """Days by their number."""

    def __missing__(self, number: int) -> date:
        self[number] = windows.day(number)
        return self[number]


class _Ends(dict[date, date]):
    """The ends of the periods that days are in."""

    def __init__(self, cut: Cut) -> None:
        self._cut = cut

    def __missing__(self, day: date) -> date:
        self[day] = self._cut.last(self._cut.window(day))
        return self[day]
