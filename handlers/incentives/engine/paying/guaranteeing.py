"""A draw: what is missing to the least is paid in advance, and owed back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from handlers.incentives.engine.columns.exact import Exact, integers
from handlers.incentives.engine.columns.running import pair
from handlers.incentives.engine.columns.windows import Cut
from handlers.incentives.engine.paying.bases import base
from handlers.incentives.engine.paying.paid import Paid, minor
from handlers.incentives.engine.paying.summing import summed
from handlers.incentives.engine.paying.worked import Due, Stretches, Worked, on_totals
from handlers.incentives.engine.plan import Component, Earner, Pays
from handlers.incentives.engine.rules import Claim, Guarantee, Recover
from handlers.incentives.engine.selling.case import Case


@dataclass(frozen=True, slots=True)
class Draw:
    """One window: what the others paid, what was owed before it, and what it pays."""

    key: int
    earned: int
    owed: int
    amount: int


def guaranteed(
    case: Case, component: Component, rule: Guarantee, others: Sequence[Paid]
) -> Worked:
    """One line for each earner and each period from the first with sales to the last."""
    found = base(case.plan, component)
    paid = [line for line in others if _counts(component, line.component)]
    earned = summed(case, component, found.cut, paid).by_key()
    mine = case.counts(None) & case.holds(component.when)
    earners = np.unique(case.earner(component.earner).codes[mine])
    draws = [
        draw for earner in earners for draw in _drawn(case, component, rule, (int(earner), earned))
    ]
    keys = integers([draw.key for draw in draws])
    bottom = 10**case.exponent
    due = Due(
        Exact(integers([draw.earned for draw in draws]), bottom),
        Exact(integers([draw.amount for draw in draws]), bottom),
        Exact.none(len(draws)),
        Exact(integers([draw.owed for draw in draws]), bottom),
    )
    stretches = Stretches(keys, np.zeros(len(keys), dtype=np.int8))
    return on_totals(component, found, stretches, due)


def _counts(guarantee: Component, other: Component) -> bool:
    """Neither another guarantee, nor what is no pay, nor for a member what their partner is
    paid."""
    theirs = guarantee.earner in (Earner.PARTNER, other.earner)
    cash = other.pays is Pays.CASH and not isinstance(other.rule, Guarantee | Claim)
    return theirs and cash


def _drawn(
    case: Case, component: Component, rule: Guarantee, whose: tuple[int, dict[int, int]]
) -> Iterator[Draw]:
    earner, earned = whose
    cut = base(case.plan, component).cut
    least = minor(case, rule.amount)
    owed = minor(case, case.before(f"owed:{component.id}"))
    before = minor(case, case.before(f"earned:{component.id}"))
    for window in range(case.first_window(cut, None), case.last_window(cut, None) + 1):
        key = int(pair(np.array([earner]), np.array([window]))[0])
        gross, before = earned.get(key, 0) + before, 0
        amount = max(least - gross, 0) or -min(owed, max(gross - least, 0))
        if amount < 0 and not _recovers(case, rule, cut, window):
            amount = 0
        yield Draw(key, gross, owed, amount)
        owed += amount


def _recovers(case: Case, rule: Guarantee, cut: Cut, window: int) -> bool:
    """Whether what is owed is taken back in a window, the plan's first counted as 1."""
    nth = window - cut.window(case.plan.effective_from) + 1
    return rule.recover is not Recover.NO and nth >= rule.recover_from_period
