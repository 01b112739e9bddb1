"""What a draft would have paid: for whom, against its budget, and what looks odd."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from handlers.incentives.calculating.cliffs import Cliff, cliffs
from handlers.incentives.calculating.earners import Earner
from handlers.incentives.calculating.evaluated import Evaluated, EvaluatedLine
from handlers.incentives.calculating.patterns import Odd, Sold, odd
from handlers.incentives.engine.columns import windows
from handlers.incentives.engine.paying.bases import base
from handlers.incentives.engine.paying.matching import reasons
from handlers.incentives.engine.paying.reasons import Reason
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.selling.sales import Flaw, Sales
from storage.values import Money, Period

#: A sale that never came so far as to a rule says nothing about who is left out.
OUTSIDE = (Reason.OUTSIDE_PLAN, Reason.COMMISSION_FREE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One earner: what they would get, and get `now` by what the draft would replace; `cut` is
    what limits took; `units` and `sales` are what it is paid on."""

    whose: Earner
    amount: Money
    now: Money
    cut: Money
    units: Decimal
    sales: int
    odd: tuple[Odd, ...] = ()

    @property
    def capped(self) -> bool:
        return self.cut.minor > 0

    @property
    def change(self) -> Money:
        return self.amount - self.now


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Who sold something and would get nothing for it, and what kept them out: the field that a
    test asked for, and what it says of them (None: nobody knows)."""

    whose: Earner
    reason: Reason
    field: str = ""
    said: str | None = None


@dataclass(frozen=True, slots=True)
class Simulated:
    """`plan` is the draft as it was replayed: on the days of `period`. Most first."""

    plan: Plan
    period: Period
    outcomes: tuple[Outcome, ...]
    left_out: tuple[LeftOut, ...]
    cliffs: tuple[Cliff, ...]
    flaws: tuple[Flaw, ...] = ()

    @property
    def total(self) -> Money:
        nothing = Money(0, self.plan.currency)
        return sum((each.amount for each in self.outcomes), nothing)

    @property
    def budget(self) -> Money | None:
        budget = self.plan.budget
        return None if budget is None else Money.of(budget, self.plan.currency)

    @property
    def under_budget(self) -> Money | None:
        """Below zero when it costs more."""
        budget = self.budget
        return None if budget is None else budget - self.total

    @property
    def capped(self) -> tuple[Outcome, ...]:
        return tuple(each for each in self.outcomes if each.capped)

    @property
    def gainers(self) -> tuple[Outcome, ...]:
        return tuple(each for each in self.outcomes if each.change.minor > 0)

    @property
    def losers(self) -> tuple[Outcome, ...]:
        return tuple(each for each in self.outcomes if each.change.minor < 0)

    @property
    def odd(self) -> tuple[tuple[Outcome, Odd], ...]:
        return tuple((each, one) for each in self.outcomes for one in each.odd)


def summed(plan: Plan, period: Period, draft: Evaluated, now: Evaluated) -> Simulated:
    """What the draft gives, beside what there is now."""
    lines = _by_earner(draft.each())
    paid_now = {whose: _amount(some) for whose, some in _by_earner(now.each()).items()}
    outcomes = [
        _outcome(plan, whose, some, paid_now.get(whose, 0)) for whose, some in lines.items()
    ]
    gone = [
        _outcome(plan, whose, [], minor) for whose, minor in paid_now.items() if whose not in lines
    ]
    kept = [each for each in (*outcomes, *gone) if each.amount.minor or each.now.minor]
    paid = {each.whose for each in outcomes if each.sales or each.amount.minor}
    left = [each for whose, some in lines.items() if whose not in paid for each in _left(some)]
    ordered = sorted(kept, key=lambda each: (-each.amount.minor, -each.now.minor, _key(each)))
    found = (tuple(ordered), tuple(left), tuple(cliffs(plan)), draft.flaws)
    return Simulated(plan, period, *found)


def _by_earner(lines: Iterable[EvaluatedLine]) -> dict[Earner, list[EvaluatedLine]]:
    found: defaultdict[Earner, list[EvaluatedLine]] = defaultdict(list)
    for line in lines:
        found[line.whose].append(line)
    return found


def _outcome(plan: Plan, whose: Earner, lines: Sequence[EvaluatedLine], now: int) -> Outcome:
    sold = _sold(lines)
    return Outcome(
        whose,
        Money(_amount(lines), plan.currency),
        Money(now, plan.currency),
        Money(_cut(lines), plan.currency),
        sum((sale.quantity for sale in sold.values()), Decimal(0)),
        len(sold),
        tuple(odd(sale for sale in sold.values() if sale.quantity > 0)),
    )


def _amount(lines: Iterable[EvaluatedLine]) -> int:
    return sum(line.amount.minor for line in lines)


def _cut(lines: Iterable[EvaluatedLine]) -> int:
    """What limits took; a floor adds lines of its own."""
    cut = 0
    for line in lines:
        block, row = line.line.place
        if line.line.reason is Reason.LIMIT_REACHED:
            cut += int(line.part.lines.paid[block].rounded[row]) - line.amount.minor
    return cut


def _sold(lines: Iterable[EvaluatedLine]) -> Mapping[int, Sold]:
    """The sales that lines are paid on, each once."""
    found: dict[int, Sold] = {}
    for line in lines:
        if line.line.gross:
            sales = line.part.lines.case.sales
            found |= {row: _sale(sales, row) for row in _rows(line) if row not in found}
    return found


def _rows(line: EvaluatedLine) -> Sequence[int]:
    """A line's sale, or all that a total is of."""
    if line.line.row is not None:
        return (line.line.row,)
    block, place = line.line.place
    paid, case = line.part.lines.paid[block], line.part.lines.case
    found = base(case.plan, paid.component)
    if found.measure is None or paid.worked is None:
        return ()
    mine = case.earner(paid.component.earner).codes == paid.earner[place]
    there = case.windows(found.cut, found.on) == paid.window[place]
    counted = mine & there & (reasons(case, paid.component) == 0)
    rows: list[int] = case.entries.row[counted].tolist()
    return rows


def _sale(sales: Sales, row: int) -> Sold:
    back = sales.texts("kind").at(row) == "refund"
    quantity = Decimal(sales.texts("quantity").at(row) or 0)
    return Sold(
        sales.id(row),
        windows.day(int(sales.days("date")[0][row])),
        sales.texts("customer").at(row) or "",
        sales.texts("product").at(row) or "",
        -abs(quantity) if back else quantity,
        Decimal(sales.texts("amount").at(row) or 0),
    )


def _left(lines: Sequence[EvaluatedLine]) -> Iterator[LeftOut]:
    """By the sale that came furthest."""
    asked = [line for line in lines if line.line.reason not in OUTSIDE and line.line.reason]
    if not asked:
        return
    line = max(asked, key=lambda line: line.line.reason.code)
    told = next((step for step in line.steps if step["step"] == "reason"), {})
    said = told.get("said")
    field = str(told.get("field", ""))
    yield LeftOut(line.whose, line.line.reason, field, None if said is None else str(said))


def _key(each: Outcome) -> tuple[int, int]:
    return each.whose.partner_id, each.whose.member_id or 0
