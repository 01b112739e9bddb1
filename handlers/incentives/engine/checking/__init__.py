"""Checks what several keys of a plan say together."""

from __future__ import annotations

from itertools import chain, islice

from handlers.incentives.engine.checking import (
    circles,
    components,
    figures,
    references,
    rules,
    whole,
)
from handlers.incentives.engine.faults import MOST, Fault
from handlers.incentives.engine.plan import Plan

CHECKS = (
    whole.check,
    references.check,
    circles.check,
    rules.check,
    components.check,
    figures.check,
)


def check(plan: Plan) -> tuple[Fault, ...]:
    """The faults of a plan as a value; none where it can be paid by."""
    return tuple(islice(chain.from_iterable(each(plan) for each in CHECKS), MOST))
