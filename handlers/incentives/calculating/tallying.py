"""What the lines of each earner come to, column by column: a replay has hundreds of thousands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from handlers.incentives.calculating.earners import Earner
from handlers.incentives.calculating.evaluated import Evaluated, EvaluatedLine, Part
from handlers.incentives.engine.columns.exact import Array
from handlers.incentives.engine.paying.bases import base
from handlers.incentives.engine.paying.matching import reasons
from handlers.incentives.engine.paying.paid import Paid
from handlers.incentives.engine.paying.reasons import Reason
from handlers.incentives.engine.paying.worked import TOTAL
from handlers.incentives.engine.selling.sales import Sales

#: A sale that never came so far as to a rule says nothing about who is left out.
UNASKED = [each.code for each in (Reason.NONE, Reason.OUTSIDE_PLAN, Reason.COMMISSION_FREE)]


@dataclass(slots=True)
class Tally:
    """One earner's: `cut` is what limits took, `paid_on` the rows of the sales that it is paid
    on, `furthest` the line whose reason to pay nothing came furthest."""

    amount: int = 0
    cut: int = 0
    paid_on: dict[Sales, list[Array]] = field(default_factory=dict)
    furthest: EvaluatedLine | None = None


def tallied(evaluated: Evaluated) -> dict[Earner, Tally]:
    found: defaultdict[Earner, Tally] = defaultdict(Tally)
    for part in evaluated.parts:
        for place, paid in enumerate(part.lines.paid):
            block = _Block(part, place, paid)
            for whose, rows in block.by_earner():
                block.add(found[whose], rows)
                block.go_further(found[whose], whose, rows)
    return dict(found)


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of one name."""

    part: Part
    place: int
    paid: Paid

    def by_earner(self) -> Iterator[tuple[Earner, Array]]:
        order = np.argsort(self.paid.earner, kind="stable")
        cuts = np.flatnonzero(np.diff(self.paid.earner[order])) + 1
        names = self.paid.case.earner(self.paid.component.earner).values
        for rows in np.split(order, cuts) if len(order) else ():
            code = int(self.paid.earner[rows[0]])
            whose = self.part.earners.get(names[code]) if code >= 0 else None
            if whose is not None:
                yield whose, rows

    def add(self, tally: Tally, rows: Array) -> None:
        """A floor adds lines of its own."""
        paid = self.paid
        tally.amount += int(paid.amount[rows].sum())
        limited = rows[paid.why[rows] == Reason.LIMIT_REACHED.code]
        tally.cut += int((paid.rounded[limited] - paid.amount[limited]).sum())
        worth = rows[paid.gross.top[rows] != 0]
        on_total = paid.entry[worth] == TOTAL
        sold = [paid.case.entries.row[paid.entry[worth[~on_total]]]]
        sold += [self._counted(row) for row in worth[on_total].tolist()]
        tally.paid_on.setdefault(paid.case.sales, []).extend(sold)

    def go_further(self, tally: Tally, whose: Earner, rows: Array) -> None:
        why = np.where(np.isin(self.paid.why[rows], UNASKED), 0, self.paid.why[rows])
        first = int(np.argmax(why))
        before = tally.furthest.line.reason.code if tally.furthest else 0
        if why[first] > before:
            line = self.part.lines.line(self.place, int(rows[first]))
            tally.furthest = EvaluatedLine(self.part, line, whose)

    def _counted(self, place: int) -> Array:
        """The sales that a total is of."""
        paid, case = self.paid, self.paid.case
        found = base(case.plan, paid.component)
        if found.measure is None or paid.worked is None:
            return np.zeros(0, dtype=np.int64)
        mine = case.earner(paid.component.earner).codes == paid.earner[place]
        there = case.windows(found.cut, found.on) == paid.window[place]
        rows: Array = case.entries.row[mine & there & (reasons(case, paid.component) == 0)]
        return rows
