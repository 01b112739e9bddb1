"""Rules that work on the total of an earner's window: one line each."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np

from handlers.incentives.engine.columns.exact import Array, Exact, settled
from handlers.incentives.engine.columns.running import Groups, unpaired
from handlers.incentives.engine.paying.alone import counted, returned
from handlers.incentives.engine.paying.bases import base, measure_of
from handlers.incentives.engine.paying.curves import Curve
from handlers.incentives.engine.paying.gates import open_for_windows
from handlers.incentives.engine.paying.matching import matched
from handlers.incentives.engine.paying.packages import due as packages_due
from handlers.incentives.engine.paying.reasons import Reason
from handlers.incentives.engine.paying.worked import Due, Stretches, Worked, on_totals
from handlers.incentives.engine.plan import Component, Measure
from handlers.incentives.engine.rules import Fixed, PerUnit, Rate, Tiers
from handlers.incentives.engine.selling.case import Case
from handlers.incentives.engine.selling.growths import grown, percents
from handlers.incentives.engine.selling.measures import signs
from handlers.incentives.engine.selling.returns import Held
from handlers.incentives.engine.selling.totals import prior_of, totals


def whole(case: Case, component: Component, why: Array, rule: Tiers) -> Worked:
    """The row that a total has reached, for all of it."""
    found = base(case.plan, component)
    assert found.measure is not None
    groups = case.groups(component.earner, found.cut, found.on)
    held = counted(case, component, found.measure)
    stretches = Stretches.of(groups, why)
    inside = np.isin(groups.keys, stretches.keys)
    amounts = groups.summed(held.state.step.only(why == 0))[inside]
    prior = prior_of(case, found.measure, unpaired(stretches.keys)[1])
    curve, total = Curve.of(rule), amounts.plus(prior)
    picked, known = picks(case, component, rule, stretches.keys)
    left = _live(case, held, why, groups)[inside] > 0
    due = curve.due(total, picked).only(left | (total.top != 0))
    stretches = _because(stretches, ~known, Reason.NO_BASELINE)
    lines = Due(amounts, due, Exact.none(len(due)), prior, picked)
    return on_totals(component, found, stretches, lines)


def _live(case: Case, held: Held, why: Array, groups: Groups) -> Array:
    """Of how many sales anything is left."""
    entries = case.entries
    own = entries.root == np.arange(len(entries))
    changes = held.alive.astype(np.int64) - held.lived
    units = entries.rooted(entries.spread(signs(case.sales))) * np.where(own, 1, changes)
    return groups.totals(units * (why == 0))


def picks(
    case: Case, component: Component, rule: Tiers, pairs: Array
) -> tuple[Array | None, Array]:
    """The row for each pair of earner and window, where not the base picks it, and whether there
    is anything to pick it by."""
    known = np.ones(len(pairs), dtype=bool)
    if not rule.by:
        return None, known
    measure, growth = measure_of(case.plan, rule.by)
    mine = _selecting(case, component, measure, pairs)
    if growth is None:
        return Curve.of(rule).rows(totals(case, measure, component.earner).at(mine)), known
    percent, known = percents(grown(case, growth, component.earner), mine)
    return Curve.of(rule).grown(percent), known


def _selecting(case: Case, component: Component, measure: Measure, pairs: Array) -> Array:
    """For each pair of the component's windows that of the measure in which its last entry is."""
    found = base(case.plan, component)
    cut = case.cut(measure.window)
    if cut == found.cut and measure.date == found.on:
        return pairs
    groups = case.groups(component.earner, found.cut, found.on)
    others = case.pairs(component.earner, cut, measure.date)[groups.order]
    last = np.maximum.reduceat(others, groups.starts) if len(groups) else groups.keys
    return last[np.searchsorted(groups.keys, pairs)]


def growing(case: Case, component: Component, why: Array) -> Worked:
    """A rule paid on how much more there is than the baseline."""
    found = base(case.plan, component)
    assert found.measure is not None
    assert found.growth is not None
    stretches = Stretches.of(case.groups(component.earner, found.cut, found.on), why)
    seen = grown(case, found.growth, component.earner, matched(case, component))
    growths = [seen.get(key) for key in stretches.keys.tolist()]
    pay_on = found.growth.pay_on
    amounts = settled([grown.base(pay_on) if grown else Fraction(0) for grown in growths])
    absent = np.array([grown is None or grown.baseline is None for grown in growths], dtype=bool)
    stretches = _because(stretches, absent, Reason.NO_BASELINE)
    stretches = _because(stretches, amounts.top == 0, Reason.NO_GROWTH)
    picked, known = _row(case, component, stretches.keys)
    stretches = _because(stretches, ~known, Reason.NO_BASELINE)
    due = _due(component, amounts, picked)
    none = Exact.none(len(due))
    return on_totals(component, found, stretches, Due(amounts, due, none, none, picked))


def _row(case: Case, component: Component, pairs: Array) -> tuple[Array | None, Array]:
    if isinstance(component.rule, Tiers):
        return picks(case, component, component.rule, pairs)
    return None, np.ones(len(pairs), dtype=bool)


def _due(component: Component, amounts: Exact, picked: Array | None) -> Exact:
    match component.rule:
        case Rate(pct=pct):
            return amounts.times(Fraction(pct) / 100)
        case PerUnit() as rule:
            return packages_due(rule, amounts)
        case rule:
            assert isinstance(rule, Tiers)
            return Curve.of(rule).due(amounts, picked)


def fixed(case: Case, component: Component, why: Array, rule: Fixed) -> Worked:
    """The amount for a window in which anything counts, if its gate is open."""
    found = base(case.plan, component)
    groups = case.groups(component.earner, found.cut, found.on)
    stretches = Stretches.of(groups, why)
    held = returned(case, component, Fraction(rule.amount))
    none = _live(case, held, why, groups)[np.isin(groups.keys, stretches.keys)] <= 0
    stretches = _because(stretches, none, Reason.NOTHING)
    if rule.gate is not None:
        pairs = case.pairs(component.earner, found.cut, found.on)
        opened = open_for_windows(case, rule.gate, component.earner, (stretches.keys, pairs))
        stretches = _because(stretches, ~opened, Reason.GATE_CLOSED)
    rows = len(stretches.keys)
    due = Exact.of([Fraction(rule.amount)])[np.zeros(rows, dtype=np.int64)]
    one = Exact(np.ones(rows, dtype=np.int64))
    return on_totals(component, found, stretches, Due(one, due, Exact.none(rows)))


def _because(stretches: Stretches, holds: Array, reason: Reason) -> Stretches:
    """Not paid for this reason, where there was none before."""
    why = np.where((stretches.why == 0) & holds, reason.code, stretches.why).astype(np.int8)
    return replace(stretches, why=why)
