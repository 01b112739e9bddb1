"""Reads a component: who earns what, when, within which limits, and what is held or taken back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from handlers.incentives.engine.conditions import When
from handlers.incentives.engine.plan import (
    Clawback,
    Component,
    Earner,
    Excess,
    Hold,
    Limit,
    Method,
    Pays,
    Per,
    Release,
    Step,
)
from handlers.incentives.engine.reading.conditions import CONDITION
from handlers.incentives.engine.reading.nodes import Fields, Kind, Node, list_of
from handlers.incentives.engine.reading.rules import RULE
from handlers.incentives.engine.reading.scalars import (
    DAY_OF_YEAR,
    DECIMAL,
    IDENTIFIER,
    TEXT,
    TRUTH,
    choice,
    whole,
)

COMPONENT = (
    "id",
    "label",
    "earner",
    "rule",
    "when",
    "limits",
    "hold",
    "clawback",
    "pays",
    "fund",
    "exclusive_group",
    "priority",
)
LIMIT = ("per", "min", "max", "excess")
HOLD = ("pct", "release", "days", "date")
CLAWBACK = ("window_days", "method", "schedule", "only_paid")
STEP = ("within_days", "pct")
LOWEST = -1_000_000


def component(node: Node) -> Component:
    fields = Fields(node, COMPONENT)
    name = fields.need("id", IDENTIFIER)
    return Component(
        id=name,
        label=fields.get("label", TEXT, name),
        rule=fields.need("rule", RULE),
        earner=fields.get("earner", choice(Earner.PARTNER), Earner.PARTNER),
        when=fields.get("when", CONDITION, When()),
        limits=fields.get("limits", LIMITS, ()),
        hold=fields.may("hold", Kind(_hold, None)),
        clawback=fields.may("clawback", Kind(_clawback, None)),
        pays=fields.get("pays", choice(Pays.CASH), Pays.CASH),
        fund=fields.get("fund", IDENTIFIER, ""),
        exclusive_group=fields.get("exclusive_group", IDENTIFIER, ""),
        priority=fields.get("priority", whole(LOWEST), 0),
    )


def joined(component: Component) -> Component:
    """A sound component, its floor and its cap of the same as one limit, however they were
    written."""
    limits: dict[Per, Limit] = {}
    for limit in component.limits:
        other = limits.get(limit.per)
        limits[limit.per] = _both(other, limit) if other else limit
    return replace(component, limits=tuple(limits.values()))


def _both(one: Limit, other: Limit) -> Limit:
    floor, cap = (one, other) if one.max is None else (other, one)
    return replace(cap, min=floor.min)


def _limit(node: Node) -> Limit:
    fields = Fields(node, LIMIT)
    return Limit(
        per=fields.need("per", choice(Per.PERIOD)),
        min=fields.may("min", DECIMAL),
        max=fields.may("max", DECIMAL),
        excess=fields.get("excess", choice(Excess.DROP), Excess.DROP),
    )


def _hold(node: Node) -> Hold | None:
    fields = Fields(node, HOLD)
    return Hold(
        pct=fields.need("pct", DECIMAL),
        release=fields.need("release", choice(Release.ON_CUSTOMER_PAYMENT)),
        days=fields.may("days", whole(0)),
        on=fields.may("date", DAY_OF_YEAR),
    )


def _clawback(node: Node) -> Clawback | None:
    fields = Fields(node, CLAWBACK)
    return Clawback(
        method=fields.need("method", choice(Method.PROPORTIONAL)),
        only_paid=fields.need("only_paid", TRUTH),
        window_days=fields.may("window_days", whole(1)),
        schedule=fields.get("schedule", list_of(Kind(_step, Step(1, Decimal(0)))), ()),
    )


def _step(node: Node) -> Step:
    fields = Fields(node, STEP)
    return Step(fields.need("within_days", whole(1)), fields.need("pct", DECIMAL))


LIMITS = list_of(Kind(_limit, Limit(Per.PERIOD)), least=0)
COMPONENTS = list_of(Kind(component, Component("", "", RULE.instead)))
