"""Checks each number of a plan: none below zero, no share over 100, no amount under a coin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from handlers.incentives.engine import paths
from handlers.incentives.engine.checking.places import components
from handlers.incentives.engine.checking.whole import in_use
from handlers.incentives.engine.faults import Code, Fault
from handlers.incentives.engine.plan import Component, Plan
from handlers.incentives.engine.rules import (
    Claim,
    Fixed,
    Guarantee,
    Multiplier,
    PerUnit,
    Rank,
    Rate,
    Rule,
    Tiers,
)
from storage.values import exponent

ALL = 100


class As(Enum):
    """MONEY is paid as it stands; a PRICE and a BOUND are worked with; a SIZE is above zero; a
    PART is at most 100 per cent, and so is a RATE unless the plan says otherwise."""

    MONEY = auto()
    PRICE = auto()
    BOUND = auto()
    SIZE = auto()
    PART = auto()
    RATE = auto()


SINGLE: Mapping[type, Mapping[str, As]] = {
    Rate: {"pct": As.RATE},
    PerUnit: {"amount": As.PRICE, "package": As.SIZE, "free": As.PRICE},
    Fixed: {"amount": As.MONEY},
    Multiplier: {"pct": As.RATE},
    Guarantee: {"amount": As.MONEY},
    Claim: {"reimburse_pct": As.PART},
}


@dataclass(frozen=True, slots=True)
class Figure:
    key: str
    value: Decimal | None
    kind: As


def check(plan: Plan) -> Iterator[Fault]:
    for figure in _figures(plan):
        if figure.value is not None:
            yield from _check(figure.key, figure.value, figure.kind, plan)


def _check(path: str, value: Decimal, kind: As, plan: Plan) -> Iterator[Fault]:
    shown = f"{value:f}"
    if value < 0:
        yield Fault(path, Code.NEGATIVE, {"amount": shown})
    elif kind is As.SIZE and value == 0:
        yield Fault(path, Code.NOT_ABOVE_ZERO)
    elif kind is As.PART and value > ALL:
        yield Fault(path, Code.OVER_100_NEVER, {"pct": shown})
    elif kind is As.RATE and value > ALL and not plan.allow_over_100:
        yield Fault(path, Code.OVER_100, {"pct": shown})
    elif kind is As.MONEY and not _is_coined(value, plan.currency):
        facts = {"currency": plan.currency, "decimals": str(exponent(plan.currency))}
        yield Fault(path, Code.TOO_FINE, {"amount": shown, **facts})


def _is_coined(value: Decimal, currency: str) -> bool:
    if not in_use(currency):
        return True
    minor = value.scaleb(exponent(currency))
    return minor == minor.to_integral_value()


def _figures(plan: Plan) -> Iterator[Figure]:
    for path, component in components(plan):
        for figure in _of_rule(component.rule, plan):
            yield Figure(f"{path}.rule.{figure.key}", figure.value, figure.kind)
        for figure in _of_component(component):
            yield Figure(f"{path}.{figure.key}", figure.value, figure.kind)
    for name, growth in plan.growth.items():
        key = paths.key(paths.key("growth", name), "fixed")
        yield Figure(key, growth.fixed, As.PRICE)
    yield Figure("payout_threshold", plan.payout_threshold, As.MONEY)
    yield Figure("budget", plan.budget, As.MONEY)


def _of_rule(rule: Rule, plan: Plan) -> Iterator[Figure]:
    for key, kind in SINGLE.get(type(rule), {}).items():
        yield Figure(key, getattr(rule, key), kind)
    if isinstance(rule, Rank):
        for at, prize in enumerate(rule.prizes):
            yield Figure(f"prizes[{at}]", prize, As.MONEY)
    if isinstance(rule, Tiers):
        yield from _of_table(rule, plan)


def _of_table(rule: Tiers, plan: Plan) -> Iterator[Figure]:
    """Growth in per cent may be below zero, so only rows that it picks may end there."""
    grows = rule.by in plan.growth
    for at, row in enumerate(rule.table):
        if not grows:
            yield Figure(f"table[{at}].up_to", row.up_to, As.BOUND)
        yield Figure(f"table[{at}].pct", row.pct, As.RATE)
        yield Figure(f"table[{at}].per_unit", row.per_unit, As.PRICE)
        yield Figure(f"table[{at}].amount", row.amount, As.MONEY)


def _of_component(component: Component) -> Iterator[Figure]:
    for at, limit in enumerate(component.limits):
        yield Figure(f"limits[{at}].min", limit.min, As.MONEY)
        yield Figure(f"limits[{at}].max", limit.max, As.MONEY)
    if component.hold is not None:
        yield Figure("hold.pct", component.hold.pct, As.PART)
    if component.clawback is not None:
        for at, step in enumerate(component.clawback.schedule):
            yield Figure(f"clawback.schedule[{at}].pct", step.pct, As.PART)
