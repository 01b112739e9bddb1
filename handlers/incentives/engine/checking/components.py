"""Checks limits, holds and clawbacks, and which of an exclusive group pays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handlers.incentives.engine import paths
from handlers.incentives.engine.checking.places import components, fault
from handlers.incentives.engine.faults import Code, Fault
from handlers.incentives.engine.plan import (
    Clawback,
    Excess,
    Hold,
    Limit,
    Method,
    Per,
    Plan,
    Release,
)


def check(plan: Plan) -> Iterator[Fault]:
    for path, component in components(plan):
        yield from _limits(paths.key(path, "limits"), component.limits)
        if component.hold is not None:
            yield from _hold(paths.key(path, "hold"), component.hold)
        if component.clawback is not None:
            yield from _clawback(paths.key(path, "clawback"), component.clawback)
    yield from _priorities(plan)


def _limits(path: str, limits: Sequence[Limit]) -> Iterator[Fault]:
    placed = [(paths.item(path, at), limit) for at, limit in enumerate(limits)]
    for here, limit in placed:
        yield from _limit(here, limit)
    for per in Per:
        yield from _same(per, [(here, limit) for here, limit in placed if limit.per is per])


def _limit(path: str, limit: Limit) -> Iterator[Fault]:
    if limit.min is None and limit.max is None:
        yield fault(path, "", Code.LIMIT_WITHOUT_AMOUNT)
    carried = limit.excess is Excess.CARRY_FORWARD
    if carried and (limit.per is not Per.PERIOD or limit.max is None):
        yield fault(path, "excess", Code.NOT_CARRIED)


def _same(per: Per, limits: Sequence[tuple[str, Limit]]) -> Iterator[Fault]:
    """One floor and one cap, in one limit or apart."""
    floors = [(here, limit.min) for here, limit in limits if limit.min is not None]
    caps = [(here, limit.max) for here, limit in limits if limit.max is not None]
    for here in sorted({here for here, _ in (*floors[1:], *caps[1:])}):
        yield fault(here, "per", Code.LIMIT_TWICE, per=str(per))
    highest = max((floor for _, floor in floors), default=None)
    for here, cap in caps:
        if highest is not None and cap < highest:
            bounds = {"min": f"{highest:f}", "max": f"{cap:f}"}
            yield fault(here, "max", Code.CAP_BELOW_FLOOR, **bounds)


def _hold(path: str, hold: Hold) -> Iterator[Fault]:
    """The day of `on_date` may be said later, in a new version."""
    given = {"days": hold.days is not None, "date": hold.on is not None}
    wanted = {Release.AFTER_DAYS: "days", Release.ON_DATE: "date"}.get(hold.release)
    for key, is_given in given.items():
        facts = {"name": key, "other": f"release: {hold.release}"}
        if key == wanted == "days" and not is_given:
            yield fault(path, key, Code.NEEDS_KEY, **facts)
        if key != wanted and is_given:
            yield fault(path, key, Code.KEY_WITHOUT_USE, **facts)


def _clawback(path: str, clawback: Clawback) -> Iterator[Fault]:
    facts = {"other": f"method: {clawback.method}"}
    scheduled = clawback.method is Method.SCHEDULE
    if scheduled and not clawback.schedule:
        yield fault(path, "schedule", Code.NEEDS_KEY, name="schedule", **facts)
    if clawback.schedule and not scheduled:
        yield fault(path, "schedule", Code.KEY_WITHOUT_USE, name="schedule", **facts)
    if clawback.method is Method.TIME_PRORATED and clawback.window_days is None:
        yield fault(path, "window_days", Code.NEEDS_KEY, name="window_days", **facts)
    yield from _steps(paths.key(path, "schedule"), clawback)


def _steps(path: str, clawback: Clawback) -> Iterator[Fault]:
    before, window = 0, clawback.window_days
    for at, step in enumerate(clawback.schedule):
        here, days = paths.item(path, at), str(step.within_days)
        if step.within_days <= before:
            facts = {"days": days, "before": str(before)}
            yield fault(here, "within_days", Code.STEP_NOT_RISING, **facts)
        elif window is not None and step.within_days > window:
            yield fault(here, "within_days", Code.STEP_TOO_LATE, days=days, window=str(window))
        before = max(before, step.within_days)


def _priorities(plan: Plan) -> Iterator[Fault]:
    seen: dict[tuple[str, int], str] = {}
    for path, component in components(plan):
        group, priority = component.exclusive_group, component.priority
        first = seen.setdefault((group, priority), component.id)
        if group and first != component.id:
            facts = {"id": component.id, "first": first, "group": group}
            yield fault(path, "priority", Code.SAME_PRIORITY, priority=str(priority), **facts)
