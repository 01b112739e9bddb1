"""Checks what several keys of a plan say together."""

from __future__ import annotations

from handlers.incentives.engine.checking import (
    circles,
    components,
    figures,
    references,
    rules,
    whole,
)
from handlers.incentives.engine.faults import Fault
from handlers.incentives.engine.plan import Plan


def check(plan: Plan) -> tuple[Fault, ...]:
    """All faults of a plan as a value; none where it can be paid by."""
    return (
        *whole.check(plan),
        *references.check(plan),
        *circles.check(plan),
        *rules.check(plan),
        *components.check(plan),
        *figures.check(plan),
    )
