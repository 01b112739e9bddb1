"""Finds components that wait for one another's amounts in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from handlers.incentives.engine import paths
from handlers.incentives.engine.checking.places import ruled
from handlers.incentives.engine.faults import Code, Fault
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.rules import Guarantee, Multiplier

#: A plan with more circles than this is mended in several rounds.
MOST = 20
Needs = dict[str, tuple[str, ...]]


def check(plan: Plan) -> Iterator[Fault]:
    """Each circle once, at the first multiplier in it; there is one, because a guarantee never
    waits for itself."""
    needs = _needs(plan)
    for _ in range(MOST):
        circle = _circle(needs)
        if not circle:
            return
        path, rule, name = _first(plan, circle)
        following = dict(pairwise(circle))[name]
        needs[name] = tuple(each for each in needs[name] if each != following)
        place = paths.item(paths.key(path, "of"), rule.of.index(following))
        yield Fault(place, Code.CYCLE, {"circle": " → ".join(_from(circle, name))})


def _needs(plan: Plan) -> Needs:
    """A guarantee looks at all others."""
    guaranteed = {each.id for each in plan.components if isinstance(each.rule, Guarantee)}
    others = tuple(each.id for each in plan.components if each.id not in guaranteed)
    needs: Needs = dict.fromkeys(guaranteed, others)
    return needs | {component.id: rule.of for _, rule, component in ruled(plan, Multiplier)}


def _circle(needs: Needs) -> Sequence[str]:
    """The first is needed by the last of them, which is the same."""
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as found:
        circle: list[str] = found.args[1]
        return circle[::-1]
    return ()


def _first(plan: Plan, circle: Sequence[str]) -> tuple[str, Multiplier, str]:
    return next(
        (path, rule, component.id)
        for path, rule, component in ruled(plan, Multiplier)
        if component.id in circle
    )


def _from(circle: Sequence[str], start: str) -> Sequence[str]:
    """The same circle, begun elsewhere."""
    at = circle.index(start)
    return (*circle[at:-1], *circle[:at], start)
