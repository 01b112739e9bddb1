"""Where the components of a plan and their rules stand in its document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from handlers.incentives.engine import paths
from handlers.incentives.engine.faults import Code, Fault
from handlers.incentives.engine.plan import Component, Plan

R = TypeVar("R")


def components(plan: Plan) -> Iterator[tuple[str, Component]]:
    for at, component in enumerate(plan.components):
        yield paths.item("components", at), component


def ruled(plan: Plan, kind: type[R]) -> Iterator[tuple[str, R, Component]]:
    """Each rule of a kind, with its path and component."""
    for path, component in components(plan):
        if isinstance(component.rule, kind):
            yield paths.key(path, "rule"), component.rule, component


def fault(path: str, key: str, code: Code, **facts: str) -> Fault:
    return Fault(paths.key(path, key) if key else path, code, facts)
