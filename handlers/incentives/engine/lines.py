"""What a plan pays, as columns: a line for each transaction, component and earner, or total."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from handlers.incentives.engine.paying.paid import Paid
from handlers.incentives.engine.paying.reasons import REASONS, Reason
from handlers.incentives.engine.paying.worked import TOTAL
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.selling.case import Case
from storage.values import Money


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `component` may be `ID:floor` or `ID:carried`, `transaction` is none where it is
    on a total, `row` the place of the transaction among the sales, `gross` what the rule says
    before rounding and limits, `reason` why it pays nothing or less. `place` says where in the
    lines it is, for its trace."""

    component: str
    transaction: str | None
    earner: str | None
    window: str
    amount: Money
    gross: Fraction
    reason: Reason
    row: int | None
    place: tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """All lines of an evaluation, component by component, each in the order of the sales."""

    case: Case
    paid: tuple[Paid, ...]

    def __len__(self) -> int:
        return sum(map(len, self.paid))

    @property
    def plan(self) -> Plan:
        return self.case.plan

    def each(self) -> Iterator[Line]:
        """Every line as a value, one after the other."""
        for block, paid in enumerate(self.paid):
            yield from self._of(block, paid)

    def line(self, block: int, row: int) -> Line:
        paid = self.paid[block]
        entry = int(paid.entry[row])
        of = None if entry == TOTAL else int(self.case.entries.row[entry])
        return Line(
            paid.id,
            None if of is None else self.case.sales.id(of),
            self._earner(paid, int(paid.earner[row])),
            paid.cut.name(int(paid.window[row])),
            Money(int(paid.amount[row]), self.plan.currency),
            paid.gross.at(row),
            REASONS[int(paid.why[row])],
            of,
            (block, row),
        )

    def totals(self) -> dict[str, Money]:
        """What each component pays in all, floors and what is carried over by their own names."""
        totals: dict[str, Money] = {}
        for paid in self.paid:
            amount = Money(_sum(paid), self.plan.currency)
            totals[paid.id] = totals[paid.id] + amount if paid.id in totals else amount
        return totals

    def total(self) -> Money:
        return Money(sum(map(_sum, self.paid)), self.plan.currency)

    def _of(self, block: int, paid: Paid) -> Iterator[Line]:
        for row in range(len(paid)):
            yield self.line(block, row)

    def _earner(self, paid: Paid, code: int) -> str | None:
        return None if code < 0 else self.case.earner(paid.component.earner).values[code]


def _sum(paid: Paid) -> int:
    return int(paid.amount.sum()) if len(paid) else 0
