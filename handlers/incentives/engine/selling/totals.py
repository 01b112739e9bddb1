"""A measure's total of each earner in each window."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from handlers.incentives.engine.columns.exact import Array, Exact
from handlers.incentives.engine.columns.running import WINDOWS, found, pair
from handlers.incentives.engine.columns.windows import Cut
from handlers.incentives.engine.plan import Earner, Measure
from handlers.incentives.engine.selling.case import Case
from handlers.incentives.engine.selling.measures import measured


@dataclass(frozen=True, slots=True, eq=False)
class Totals:
    """`amounts` by the pairs of earner and window in `keys`, which are sorted."""

    keys: Array
    amounts: Exact
    cut: Cut

    def at(self, pairs: Array) -> Exact:
        """The total of each pair; nothing where nothing was sold."""
        if not len(self.keys):
            return Exact.none(len(pairs))
        places, there = found(self.keys, pairs)
        return self.amounts[places].only(there)


def totals(case: Case, measure: Measure, earner: Earner) -> Totals:
    """Of everything that the plan counts, with what is prior in the first window."""
    return case.keep(("totals", measure.id, earner), lambda: _totals(case, measure, earner))


def _totals(case: Case, measure: Measure, earner: Earner) -> Totals:
    cut = case.cut(measure.window)
    groups = case.groups(earner, cut, measure.date)
    counted = measured(case, measure).state.step.only(case.counts(measure.date))
    summed = Totals(groups.keys, groups.summed(counted), cut)
    return Totals(groups.keys, with_prior(case, measure, summed), cut)


def with_prior(case: Case, measure: Measure, totals: Totals) -> Exact:
    """What is prior belongs to the first window of the plan's sales."""
    return totals.amounts.plus(prior_of(case, measure, totals.keys % WINDOWS))


def prior_of(case: Case, measure: Measure, windows: Array) -> Exact:
    """What of a measure is prior to each of these windows' sales: `MEASURE` to the first,
    `MEASURE@WINDOW` to the one of that name."""
    cut = case.cut(measure.window)
    first = case.first_window(cut, measure.date)
    found = Exact.of([case.before(measure.id), 0])[(windows != first).astype(np.int8)]
    if not any(name.startswith(f"{measure.id}@") for name in case.prior):
        return found
    kinds, places = np.unique(windows, return_inverse=True)
    named = [case.before(f"{measure.id}@{cut.name(window)}") for window in kinds.tolist()]
    return found.plus(Exact.of(named)[places])


def running(case: Case, measure: Measure, earner: Earner) -> Exact:
    """The total of each entry's earner and window until then, with the entry's own."""
    groups = case.groups(earner, case.cut(measure.window), measure.date)
    steps = measured(case, measure).state.step.only(case.counts(measure.date))
    windows = case.windows(case.cut(measure.window), measure.date)
    return groups.running(steps).plus(steps).plus(prior_of(case, measure, windows))


def of_entries(case: Case, measure: Measure, earner: Earner) -> Exact:
    """For each entry the whole total of its earner and window; alone if the window is the
    transaction."""
    cut = case.cut(measure.window)
    pairs = pair(case.earner(earner).codes, case.windows(cut, measure.date))
    return totals(case, measure, earner).at(pairs)
