"""The least and the most that a single transaction is paid."""

from __future__ import annotations

import numpy as np

from handlers.incentives.engine.columns.exact import Array
from handlers.incentives.engine.columns.rounding import rounded
from handlers.incentives.engine.columns.running import Groups
from handlers.incentives.engine.paying.paid import Paid, minor
from handlers.incentives.engine.paying.worked import Worked
from handlers.incentives.engine.plan import At, Limit
from handlers.incentives.engine.selling.case import Case
from handlers.incentives.engine.selling.measures import signs

Bounds = tuple[int | None, int | None]


def clipped(case: Case, worked: Worked, own: Paid, limit: Limit) -> Array:
    """Each sale between the least and the most, what is left of it after a return likewise; with
    a running total a whole return takes back what its sale was paid."""
    lives, rounding, places = worked.lives, case.plan.rounding, case.exponent
    linked = case.entries.root != worked.entry
    empty = (case.entries.spread(signs(case.sales)) < 0) & (worked.base.top == 0) & ~linked
    bounds, paid = _bounds(case, limit), (worked.why == 0) & ~empty
    if lives is None or worked.total is not None or rounding.at is At.STATEMENT:
        amount = _between(own.amount, bounds, paid & ~linked)
        if lives is None or not linked.any():
            return amount
        chains = Groups.of(case.entries.root, case.order(None))
        return taken_back(chains, amount, linked & ~lives.alive & lives.lived)
    after = rounded(worked.after, rounding.mode, places)
    before = rounded(worked.before, rounding.mode, places)
    amount = _between(after, bounds, paid & lives.alive)
    return amount - _between(before, bounds, paid & lives.lived)


def taken_back(groups: Groups, amount: Array, back: Array) -> Array:
    """Some lines take back exactly what was posted before them, since the last such line."""
    others = np.where(back, 0, amount)
    return np.where(back, -groups.since(others, back), amount)


def _bounds(case: Case, limit: Limit) -> Bounds:
    least = None if limit.min is None else minor(case, limit.min)
    return least, None if limit.max is None else minor(case, limit.max)


def _between(amount: Array, bounds: Bounds, paid: Array) -> Array:
    """Sizes between the least (of those that are paid) and the most; signs stay."""
    least, most = bounds
    size = np.abs(amount)
    if most is not None:
        size = np.minimum(size, most)
    if least is not None:
        size = np.where(paid, np.maximum(size, least), size)
    return np.where(amount < 0, -size, size)
