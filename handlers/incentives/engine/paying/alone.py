"""Rules that look at each transaction alone."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np

from handlers.incentives.engine.columns.exact import Array, Exact
from handlers.incentives.engine.paying.worked import Due, Lives
from handlers.incentives.engine.plan import Component, Measure
from handlers.incentives.engine.selling.case import Case
from handlers.incentives.engine.selling.measures import measured
from handlers.incentives.engine.selling.returns import Held, held, units

#: What is due for numbers, in the rows that are given for them.
Function = Callable[[Exact], Exact]


def counted(case: Case, component: Component, measure: Measure) -> Held:
    """The component's base, with returns as far as it takes them back."""
    key = ("held", measure.id, component.clawback)
    return case.keep(
        key,
        lambda: held(case, measured(case, measure).state, component.clawback, measure.date),
    )


def in_parts(found: Held, rate: Fraction) -> Due:
    """The same rate for every unit."""
    state = found.state
    lives = Lives(found.alive, found.lived)
    return Due(state.step, state.after.times(rate), state.before.times(rate), lives=lives)


def alone(found: Held, function: Function) -> Due:
    """A function of each number; of a sale's after a return, nothing once nothing is left."""
    state = found.state
    after = mirrored(state.after, function).only(found.alive)
    before = Exact.none(len(after))
    if found.lived.any():
        before = mirrored(state.before, function).only(found.lived)
    return Due(state.step, after, before, lives=Lives(found.alive, found.lived))


def mirrored(numbers: Exact, function: Function) -> Exact:
    """What is below zero is owed back as it would have been paid."""
    due = function(numbers.size())
    return Exact(np.where(numbers.top < 0, -due.top, due.top), due.bottom)


def fixed(case: Case, component: Component, amount: Fraction) -> tuple[Due, Array]:
    """The amount for each transaction, and which returns come too late."""
    found = returned(case, component, amount)
    return in_parts(found, Fraction(1)), found.late


def returned(case: Case, component: Component, amount: Fraction) -> Held:
    """The amount for each transaction, and what returns leave of it."""
    return held(case, units(case, component.clawback, amount), component.clawback, None)
