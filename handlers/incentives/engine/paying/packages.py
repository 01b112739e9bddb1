"""So much a unit, or a started package of them, after the free ones."""

from __future__ import annotations

from fractions import Fraction
from math import lcm

import numpy as np

from handlers.incentives.engine.columns.exact import Array, Exact, fit, largest
from handlers.incentives.engine.paying.reasons import Reason
from handlers.incentives.engine.paying.worked import Worked
from handlers.incentives.engine.rules import PerUnit


def linear(rule: PerUnit) -> bool:
    """Whether every unit pays the same."""
    return rule.package is None and not rule.free


def due(rule: PerUnit, totals: Exact) -> Exact:
    """For each total; one below zero is owed back as it would have been paid."""
    size = totals.size()
    free = Fraction(rule.free)
    paid = size.plus(Exact.of([-free])[np.zeros(len(size), dtype=np.int64)])
    paid = Exact(np.maximum(paid.top, 0), paid.bottom)
    if rule.package is not None:
        paid = _started(paid, Fraction(rule.package))
    return Exact(paid.top * np.sign(totals.top), paid.bottom).times(rule.amount)


def unpaid(rule: PerUnit, worked: Worked) -> Array:
    """Why each line for which nothing is due is not paid: its units are free, or of a package that
    others have started; a return may leave it started."""
    if worked.total is None:
        free = worked.after.top == 0
    else:
        free = worked.total.plus(worked.base).size().compared(rule.free) <= 0
    some = (worked.base.top != 0) & bool(rule.amount)
    units = np.where(free, Reason.FREE_UNITS.code, Reason.PACKAGE_STARTED.code)
    return np.where(some, units, Reason.NOTHING.code)


def _started(units: Exact, package: Fraction) -> Exact:
    """How many packages so many units have started."""
    bottom = lcm(units.bottom, package.denominator)
    of = int(package * bottom)
    column = units.over(bottom).top
    return Exact(-((-fit(column, largest(column) + of)) // of))
