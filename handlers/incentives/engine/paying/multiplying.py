"""So much per cent of what other components have paid."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from handlers.incentives.engine.columns.exact import Exact
from handlers.incentives.engine.paying.bases import base
from handlers.incentives.engine.paying.paid import Paid
from handlers.incentives.engine.paying.summing import summed
from handlers.incentives.engine.paying.worked import Due, Stretches, Worked, on_totals
from handlers.incentives.engine.plan import Component
from handlers.incentives.engine.rules import Multiplier
from handlers.incentives.engine.selling.case import Case


def multiplied(
    case: Case, component: Component, rule: Multiplier, others: Sequence[Paid]
) -> Worked:
    """One line for each earner and window in which they have any."""
    found = base(case.plan, component)
    paid = [line for line in others if line.component.id in rule.of]
    sums = summed(case, component, found.cut, paid)
    amounts = Exact(sums.amounts, 10**case.exponent)
    due = amounts.times(Fraction(rule.pct) / 100)
    stretches = Stretches(sums.keys, np.zeros(len(sums.keys), dtype=np.int8))
    return on_totals(component, found, stretches, Due(amounts, due, Exact.none(len(due))))
