"""Rules whose rows are reached by a running total: each transaction pays what it adds."""

from __future__ import annotations

import numpy as np

from handlers.incentives.engine.columns.exact import Array, Exact
from handlers.incentives.engine.columns.running import Groups, pair
from handlers.incentives.engine.paying.alone import Function
from handlers.incentives.engine.paying.worked import Due, Lives
from handlers.incentives.engine.plan import Component, Measure
from handlers.incentives.engine.selling.case import Case
from handlers.incentives.engine.selling.measures import signs
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
    due = Due(steps, function(before.plus(steps)), function(before).only(begun), before)
    return Due(
        due.base, due.after, due.before, due.total, None, back, Lives(found.alive, found.lived)
    )


def once(case: Case, component: Component, amount: Exact, paid: Array) -> Due:
    """Once for each customer of an earner, as long as something of a sale to it is left."""
    entries = case.entries
    customers = entries.rooted(entries.spread(case.sales.texts("customer").codes))
    keys = pair(case.earner(component.earner).codes, customers + 1)
    groups = Groups.of(keys, case.order(None))
    live = entries.alive.astype(np.int64) - entries.lived
    own = entries.root == np.arange(len(entries))
    steps = np.where(own, entries.spread(signs(case.sales)), live) * paid
    until = groups.before(steps)
    gross = amount.only(until + steps > 0).minus(amount.only(until > 0))
    return Due(Exact(steps), gross, Exact.none(len(gross)), Exact(until))
