"""Checks what several keys of a plan say together."""

from __future__ import annotations

from handlers.incentives.engine.faults import Fault
from handlers.incentives.engine.plan import Plan


def check(plan: Plan) -> tuple[Fault, ...]:
    return ()
