"""The least that a window or the plan pays: what is missing is one line more."""

from __future__ import annotations

import numpy as np

from handlers.incentives.engine.columns.exact import Array
from handlers.incentives.engine.columns.running import Groups, pair, unpaired
from handlers.incentives.engine.columns.windows import Cut
from handlers.incentives.engine.paying.capping import prior_in
from handlers.incentives.engine.paying.paid import Paid, added, minor, prior_paid
from handlers.incentives.engine.paying.reasons import Reason
from handlers.incentives.engine.plan import Limit
from handlers.incentives.engine.selling.case import Case


def per_period(case: Case, lines: list[Paid], groups: Groups, limit: Limit) -> list[Paid]:
    """For every earner and window of whom and which the plan counts anything."""
    if limit.min is None or not len(groups):
        return []
    own, *others = lines
    sums = groups.totals(own.amount) + prior_in(case, own, groups.keys)
    for line in others:
        places = np.searchsorted(groups.keys, pair(line.earner, line.window))
        inside = places < len(groups.keys)
        inside[inside] = groups.keys[places[inside]] == pair(line.earner, line.window)[inside]
        np.add.at(sums, places[inside], line.amount[inside])
    missing = np.where(_counted(own, groups), minor(case, limit.min) - sums, 0)
    earner, window = unpaired(groups.keys)
    return _lines(own, own.cut, (earner, window, missing))


def per_plan(case: Case, lines: list[Paid], limit: Limit) -> list[Paid]:
    """For every earner of whom the plan counts anything."""
    own = lines[0]
    if limit.min is None or not len(own):
        return []
    groups = Groups.of(own.earner)
    sums = groups.totals(own.amount) + prior_paid(case, own.component)
    for line in lines[1:]:
        np.add.at(sums, np.searchsorted(groups.keys, line.earner), line.amount)
    missing = np.where(_counted(own, groups), minor(case, limit.min) - sums, 0)
    return _lines(own, Cut(0), (groups.keys, np.zeros(len(groups), dtype=np.int32), missing))


def _counted(own: Paid, groups: Groups) -> Array:
    counts = (own.why == 0) | (own.why > Reason.NOT_ELIGIBLE.code)
    return groups.totals(counts.astype(np.int64)) > 0


def _lines(own: Paid, cut: Cut, found: tuple[Array, Array, Array]) -> list[Paid]:
    earner, window, missing = found
    short = missing > 0
    if not short.any():
        return []
    return [added(own, "floor", cut, (earner[short], window[short], missing[short]))]
