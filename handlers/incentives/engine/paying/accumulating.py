"""Rules whose rows are reached by a running total: each transaction pays what it adds."""

from __future__ import annotations

import numpy as np

from handlers.incentives.engine.columns.exact import Array, Exact
from handlers.incentives.engine.paying.alone import Function
from handlers.incentives.engine.paying.worked import Due, Lives
from handlers.incentives.engine.plan import Component, Measure
from handlers.incentives.engine.selling.case import Case
from handlers.incentives.engine.selling.returns import Held
from handlers.incentives.engine.selling.totals import prior_of


def accumulating(
    case: Case, component: Component, measure: Measure, found: Held, rule: tuple[Function, Array]
) -> Due:
    """A function of the total after each entry, less what it was before; it is nothing until the
    first entry, and nothing again when a total has come back to where it began."""
    function, paid = rule
    cut = case.cut(measure.window)
    groups = case.groups(component.earner, cut, measure.date)
    steps = found.state.step.only(paid)
    until = groups.running(steps)
    back = paid & (until.top != 0) & (until.top + steps.top == 0)
    prior = prior_of(case, measure, case.windows(cut, measure.date))
    before = until.plus(prior)
    begun = (groups.since(paid.astype(np.int64), back) > 0) | (prior.top != 0)
    gross = function(before.plus(steps)).minus(function(before).only(begun))
    lives = Lives(found.alive, found.lived)
    return Due(steps, gross, Exact.none(len(gross)), before, None, back, lives)
