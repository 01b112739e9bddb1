"""Whether a measure's total opens the gate of a fixed amount."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from handlers.incentives.engine.columns.exact import Array, Exact
from handlers.incentives.engine.conditions import Op, Test
from handlers.incentives.engine.paying.bases import measure_of
from handlers.incentives.engine.plan import Earner, Within
from handlers.incentives.engine.selling.case import Case
from handlers.incentives.engine.selling.growths import grown, percents
from handlers.incentives.engine.selling.measures import measured
from handlers.incentives.engine.selling.totals import totals


def open_for_entries(case: Case, gate: Test, earner: Earner) -> Array:
    """For each entry whether the final total of its window passes; with a measure of the
    transaction, whether its own does."""
    measure, growth = measure_of(case.plan, gate.field)
    if measure.window is Within.TRANSACTION and growth is None:
        own = measured(case, measure).state.after
        return opens(gate, case.entries.rooted(own.top), own.bottom)
    pairs = case.pairs(earner, case.cut(measure.window), measure.date)
    keys, places = np.unique(pairs, return_inverse=True)
    return _open(case, gate, earner, keys)[places]


def open_for_windows(case: Case, gate: Test, earner: Earner, wanted: tuple[Array, Array]) -> Array:
    """For pairs of earner and window, among entries in such pairs, whether the gate is open for
    any of the entries."""
    keys, pairs = wanted
    passing = np.unique(pairs[open_for_entries(case, gate, earner)])
    return np.isin(keys, passing)


def _open(case: Case, gate: Test, earner: Earner, keys: Array) -> Array:
    measure, growth = measure_of(case.plan, gate.field)
    if growth is None:
        found = totals(case, measure, earner).at(keys)
        return opens(gate, found.top, found.bottom)
    percent, known = percents(grown(case, growth, earner), keys)
    return opens(gate, percent.top, percent.bottom) & known


def opens(gate: Test, top: Array, bottom: int) -> Array:
    """Each total tried."""
    numbers = Exact(top, bottom)
    values = [value for value in gate.values if isinstance(value, Decimal)] or [Decimal(0)]
    signs = [numbers.compared(value) for value in values]
    same: Array = np.logical_or.reduce([sign == 0 for sign in signs])
    match gate.op:
        case Op.BETWEEN:
            within: Array = (signs[0] >= 0) & (signs[-1] <= 0)
            return within
        case Op.EQ | Op.IN | Op.IS_FALSE:
            return same
        case Op.LT | Op.LE | Op.GT | Op.GE:
            return _ordered(gate.op, signs[0])
        case _:
            return ~same


def _ordered(op: Op, sign: Array) -> Array:
    tried = {Op.LT: sign < 0, Op.LE: sign <= 0, Op.GT: sign > 0, Op.GE: sign >= 0}
    return tried[op]
