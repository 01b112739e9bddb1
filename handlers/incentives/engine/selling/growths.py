"""How much more than its baseline a measure is, for each earner and window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from handlers.incentives.engine.columns.exact import Array, Exact, settled
from handlers.incentives.engine.columns.running import WINDOWS
from handlers.incentives.engine.columns.windows import Cut
from handlers.incentives.engine.plan import Baseline, Earner, Growth, NoBaseline, PayOn
from handlers.incentives.engine.selling.case import Case
from handlers.incentives.engine.selling.measures import measured
from handlers.incentives.engine.selling.totals import Totals, with_prior

#: Growth from nothing to something, where a missing baseline counts as zero.
ALL = Fraction(100)


@dataclass(frozen=True, slots=True)
class Grown:
    """A total beside its baseline (None: there is none, and none is assumed)."""

    current: Fraction
    baseline: Fraction | None

    def base(self, pay_on: PayOn) -> Fraction:
        """What is paid on."""
        if self.baseline is None or self.current <= self.baseline:
            return Fraction(0)
        return self.current if pay_on is PayOn.WHOLE else self.current - self.baseline

    @property
    def percent(self) -> Fraction | None:
        if self.baseline is None:
            return None
        if not self.baseline:
            return ALL if self.current > 0 else Fraction(0)
        return (self.current / self.baseline - 1) * 100


def grown(
    case: Case, growth: Growth, earner: Earner, rows: Array | None = None
) -> dict[int, Grown]:
    """By pair of earner and window; `rows` are the entries that are counted, also those before the
    plan began (None: all that the plan would count)."""
    measure = case.plan.measures[growth.measure]
    counted = case.holds(case.plan.eligible) & ~case.free if rows is None else rows
    cut = case.cut(measure.window)
    groups = case.groups(earner, cut, measure.date)
    steps = measured(case, measure).state.step
    everything = Totals(groups.keys, groups.summed(steps.only(counted)), cut)
    amounts = with_prior(case, measure, everything)
    there = groups.totals(counted.astype(np.int64)) > 0
    history = {
        int(key): amounts.at(place) for place, key in enumerate(groups.keys) if there[place]
    }
    find = _baseline(case, growth, cut, history)
    return {key: _grown(growth, now, find(key)) for key, now in history.items()}


def _grown(growth: Growth, current: Fraction, baseline: Fraction | None) -> Grown:
    if baseline is None or baseline <= 0:
        baseline = Fraction(0) if growth.no_baseline is NoBaseline.ZERO else None
    return Grown(current, baseline)


def _baseline(
    case: Case, growth: Growth, cut: Cut, history: dict[int, Fraction]
) -> Callable[[int], Fraction | None]:
    """How to find the baseline of a pair of earner and window."""
    said = case.before(growth.id) if growth.id in case.prior else None
    match growth.baseline:
        case Baseline.TARGET | Baseline.FIXED:
            known = said if said is not None else _stated(case, growth)
            return lambda key: known
        case Baseline.HIGH_WATER_MARK:
            marks = _marks(history, said)
            return lambda key: marks[key]
        case Baseline.PREVIOUS_PERIOD:
            return lambda key: history.get(key - 1, said)
        case Baseline.SAME_PERIOD_LAST_YEAR:
            year = 12 // cut.months if cut.months else 0
            return lambda key: history.get(key - year, said) if year else said


def _stated(case: Case, growth: Growth) -> Fraction | None:
    """A number of the plan, or the partner's target."""
    if growth.fixed is not None:
        return Fraction(growth.fixed)
    target = case.sales.partner.get("target")
    if growth.baseline is Baseline.TARGET and target is not None:
        return _number(target)
    return None


def _marks(history: dict[int, Fraction], said: Fraction | None) -> dict[int, Fraction | None]:
    """The highest total before each window, earner by earner."""
    marks: dict[int, Fraction | None] = {}
    earner, mark = None, said
    for key in sorted(history):
        if key // WINDOWS != earner:
            earner, mark = key // WINDOWS, said
        marks[key] = mark
        mark = history[key] if mark is None else max(mark, history[key])
    return marks


def percents(grown: dict[int, Grown], keys: Array) -> tuple[Exact, Array]:
    """Growth in per cent for each key, and whether there is one."""
    found = [grown[key].percent if key in grown else None for key in keys.tolist()]
    known = np.array([percent is not None for percent in found], dtype=bool)
    return settled([percent or Fraction(0) for percent in found]), known


def _number(text: str) -> Fraction | None:
    try:
        return Fraction(text)
    except ValueError:
        return None
