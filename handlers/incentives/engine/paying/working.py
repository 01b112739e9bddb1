"""What each kind of rule makes of the sales."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np

from handlers.incentives.engine.columns.exact import Array, Exact
from handlers.incentives.engine.paying import packages, windowed
from handlers.incentives.engine.paying.accumulating import accumulating
from handlers.incentives.engine.paying.alone import alone, counted, fixed, in_parts
from handlers.incentives.engine.paying.bases import base, measure_of
from handlers.incentives.engine.paying.curves import Curve
from handlers.incentives.engine.paying.customers import earning
from handlers.incentives.engine.paying.gates import open_for_entries
from handlers.incentives.engine.paying.matching import reasons
from handlers.incentives.engine.paying.reasons import Reason
from handlers.incentives.engine.paying.worked import Due, Worked, on_entries
from handlers.incentives.engine.plan import Component, Measure, Within
from handlers.incentives.engine.rules import (
    Accumulate,
    Fixed,
    Mode,
    OncePer,
    PerUnit,
    Rate,
    Tiers,
)
from handlers.incentives.engine.selling.case import Case
from handlers.incentives.engine.selling.growths import grown, percents
from handlers.incentives.engine.selling.measures import measured
from handlers.incentives.engine.selling.returns import Held
from handlers.incentives.engine.selling.totals import of_entries, running


def worked(case: Case, component: Component) -> Worked:
    """The lines of a component that is paid on what was sold."""
    why = reasons(case, component)
    found = base(case.plan, component)
    if found.growth is not None:
        return windowed.growing(case, component, why)
    rule = component.rule
    if isinstance(rule, Fixed):
        return _fixed(case, component, why, rule)
    assert found.measure is not None
    if isinstance(rule, Tiers) and _on_total(rule, found.measure):
        return windowed.whole(case, component, why, rule)
    return _by_entry(case, component, why, found.measure)


def _on_total(rule: Tiers, measure: Measure) -> bool:
    return (
        rule.mode is Mode.WHOLE
        and rule.accumulate is Accumulate.WINDOW
        and measure.window is not Within.TRANSACTION
    )


def _by_entry(case: Case, component: Component, why: Array, measure: Measure) -> Worked:
    found = counted(case, component, measure)
    why = _because(why, found.late, Reason.TOO_LATE)
    match component.rule:
        case Rate(pct=pct):
            due = in_parts(found, Fraction(pct) / 100)
        case PerUnit() as rule if packages.linear(rule):
            due = in_parts(found, Fraction(rule.amount))
        case PerUnit() as rule:
            due = _packages(case, component, measure, (found, why, rule))
        case rule:
            assert isinstance(rule, Tiers)
            due, why = _tiers(case, component, measure, (found, why, rule))
    return on_entries(case, component, why, due)


def _packages(
    case: Case, component: Component, measure: Measure, rest: tuple[Held, Array, PerUnit]
) -> Due:
    found, why, rule = rest

    def function(totals: Exact) -> Exact:
        return packages.due(rule, totals)

    if measure.window is Within.TRANSACTION:
        return alone(found, function)
    return accumulating(case, component, measure, found, (function, why == 0))


def _tiers(
    case: Case, component: Component, measure: Measure, rest: tuple[Held, Array, Tiers]
) -> tuple[Due, Array]:
    found, why, rule = rest
    curve = Curve.of(rule)
    if rule.by:
        rows, known = _picked(case, component, rule, curve)
        due = alone(found, lambda numbers: curve.due(numbers, rows))
        due = replace(due, row=rows)
        return due, _because(why, ~known, Reason.NO_BASELINE)
    if rule.accumulate is Accumulate.TRANSACTION or measure.window is Within.TRANSACTION:
        return alone(found, curve.due), why
    return accumulating(case, component, measure, found, (curve.due, why == 0)), why


def _picked(case: Case, component: Component, rule: Tiers, curve: Curve) -> tuple[Array, Array]:
    """The row for each entry, and whether there is anything to pick it by; a return takes back at
    the row of its sale."""
    measure, growth = measure_of(case.plan, rule.by)
    known = np.ones(len(case.entries), dtype=bool)
    if growth is not None:
        pairs = case.pairs(component.earner, case.cut(measure.window), measure.date)
        keys, places = np.unique(pairs, return_inverse=True)
        percent, there = percents(grown(case, growth, component.earner), keys)
        return case.entries.rooted(curve.grown(percent)[places]), there[places]
    if measure.window is Within.TRANSACTION:
        selected = measured(case, measure).state.after.size()
    elif rule.accumulate is Accumulate.TRANSACTION:
        selected = running(case, measure, component.earner)
    else:
        selected = of_entries(case, measure, component.earner)
    return case.entries.rooted(curve.rows(selected)), known


def _fixed(case: Case, component: Component, why: Array, rule: Fixed) -> Worked:
    if rule.once_per in (OncePer.PERIOD, OncePer.PLAN):
        return windowed.fixed(case, component, why, rule)
    if rule.gate is not None:
        opened = open_for_entries(case, rule.gate, component.earner)
        why = _because(why, ~opened, Reason.GATE_CLOSED)
    due, late = fixed(case, component, Fraction(rule.amount))
    why = _because(why, late, Reason.TOO_LATE)
    if rule.once_per is OncePer.CUSTOMER:
        entries = case.entries
        named = entries.rooted(entries.spread(case.sales.texts("customer").known))
        why = _because(why, ~named, Reason.NO_CUSTOMER)
        assert due.lives is not None
        first = earning(case, component.earner, why == 0, due.lives)
        why = _because(why, ~first, Reason.ALREADY_PAID)
    return on_entries(case, component, why, due)


def _because(why: Array, holds: Array, reason: Reason) -> Array:
    """Not paid for this reason, where there was none before."""
    return np.where((why == 0) & holds, reason.code, why).astype(np.int8)
