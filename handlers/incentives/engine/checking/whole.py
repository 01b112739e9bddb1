"""Checks a plan as a whole: its currency, its days, and that each id means one thing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from babel.core import get_global

from handlers.incentives.engine import paths
from handlers.incentives.engine.checking.places import components, fault
from handlers.incentives.engine.faults import Code, Fault
from handlers.incentives.engine.plan import Baseline, Plan

FOUND = frozenset(Baseline) - {Baseline.FIXED, Baseline.TARGET}


def check(plan: Plan) -> Iterator[Fault]:
    if plan.currency and not in_use(plan.currency):
        guess = {"near": plan.currency.upper()} if in_use(plan.currency.upper()) else {}
        yield fault("", "currency", Code.UNKNOWN_CURRENCY, currency=plan.currency, **guess)
    last = plan.effective_to
    if last is not None and last < plan.effective_from:
        days = {"first": plan.effective_from.isoformat(), "last": last.isoformat()}
        yield fault("", "effective_to", Code.ENDS_BEFORE_IT_BEGINS, **days)
    yield from _ids(plan)
    yield from _baselines(plan)


def in_use(currency: str) -> bool:
    """Whether a currency is legal tender somewhere today, by its ISO 4217 code."""
    return currency in _currencies()


@cache
def _currencies() -> frozenset[str]:
    used = get_global("territory_currencies").values()
    return frozenset(
        code for each in used for code, _, end, tender in each if end is None and tender
    )


def _ids(plan: Plan) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for path, component in components(plan):
        if component.id in seen:
            facts = {"id": component.id, "first": seen[component.id]}
            yield fault(path, "id", Code.ID_TWICE, **facts)
        elif component.id:
            seen[component.id] = path


def _baselines(plan: Plan) -> Iterator[Fault]:
    """A fixed baseline is in the plan, a target may be, and the others are found in the sales."""
    for name, growth in plan.growth.items():
        path, facts = paths.key("growth", name), {"other": f"baseline: {growth.baseline}"}
        if growth.baseline is Baseline.FIXED and growth.fixed is None:
            yield fault(path, "fixed", Code.NEEDS_KEY, name="fixed", **facts)
        if growth.baseline in FOUND and growth.fixed is not None:
            yield fault(path, "fixed", Code.KEY_WITHOUT_USE, name="fixed", **facts)
