"""What a draft would have paid: for whom, against its budget, and what looks odd."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from handlers.incentives.calculating.cliffs import Cliff, cliffs
from handlers.incentives.calculating.earners import Earner
from handlers.incentives.calculating.evaluated import Evaluated
from handlers.incentives.calculating.patterns import Odd, Sold, odd
from handlers.incentives.calculating.tallying import Tally, tallied
from handlers.incentives.engine.columns import windows
from handlers.incentives.engine.columns.texts import Texts
from handlers.incentives.engine.paying.reasons import Reason
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.selling.sales import Flaw, Sales
from storage.values import Money, Period


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
    found, paid_now = tallied(draft), {who: each.amount for who, each in tallied(now).items()}
    everything = _Everything()
    outcomes = [
        _outcome(plan, who, everything.of(each), each, paid_now.get(who, 0))
        for who, each in found.items()
    ]
    gone = [
        _outcome(plan, who, [], Tally(), minor)
        for who, minor in paid_now.items()
        if who not in found
    ]
    kept = [each for each in (*outcomes, *gone) if each.amount.minor or each.now.minor]
    paid = {each.whose for each in outcomes if each.sales or each.amount.minor}
    left = [out for who, each in found.items() if who not in paid for out in _left(each)]
    ordered = sorted(kept, key=lambda each: (-each.amount.minor, -each.now.minor, _key(each)))
    return Simulated(plan, period, tuple(ordered), tuple(left), tuple(cliffs(plan)), draft.flaws)


def _outcome(plan: Plan, whose: Earner, sold: Sequence[Sold], tally: Tally, now: int) -> Outcome:
    return Outcome(
        whose,
        Money(tally.amount, plan.currency),
        Money(now, plan.currency),
        Money(tally.cut, plan.currency),
        sum((sale.quantity for sale in sold), Decimal(0)),
        len(sold),
        tuple(odd(sale for sale in sold if sale.quantity > 0)),
    )


class _Everything:
    """The sales of a replay: the member's and the partner's are the same."""

    def __init__(self) -> None:
        self._sold: dict[Sales, list[Sold]] = {}

    def of(self, tally: Tally) -> list[Sold]:
        """Those that it is paid on, each once."""
        return [
            self._all(sales)[row]
            for sales, some in tally.paid_on.items()
            for row in np.unique(np.concatenate(some)).tolist()
        ]

    def _all(self, sales: Sales) -> list[Sold]:
        if sales not in self._sold:
            self._sold[sales] = _sold(sales)
        return self._sold[sales]


def _sold(sales: Sales) -> list[Sold]:
    known = {number: windows.day(number) for number in set(sales.days("date")[0].tolist())}
    amounts, quantities = _decimals(sales.texts("amount")), _decimals(sales.texts("quantity"))
    back = sales.texts("kind").holding(lambda kind: kind == "refund").tolist()
    columns = (
        _words(sales.texts("id")),
        [known[number] for number in sales.days("date")[0].tolist()],
        _words(sales.texts("customer")),
        _words(sales.texts("product")),
        [-abs(n) if refund else n for n, refund in zip(quantities, back, strict=True)],
        amounts,
    )
    return list(map(Sold._make, zip(*columns, strict=True)))


def _words(texts: Texts) -> list[str]:
    """The last is for those who say nothing."""
    values = (*texts.values, "")
    return [values[code] for code in texts.codes.tolist()]


def _decimals(texts: Texts) -> list[Decimal]:
    values = (*map(Decimal, texts.values), Decimal(0))
    return [values[code] for code in texts.codes.tolist()]


def _left(tally: Tally) -> Iterator[LeftOut]:
    """By the sale that came furthest."""
    line = tally.furthest
    if line is None:
        return
    told = next((step for step in line.steps if step["step"] == "reason"), {})
    said = told.get("said")
    field = str(told.get("field", ""))
    yield LeftOut(line.whose, line.line.reason, field, None if said is None else str(said))


def _key(each: Outcome) -> tuple[int, int]:
    return each.whose.partner_id, each.whose.member_id or 0
