"""Reads a published plan's document: the per-unit components of the plan format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from handlers.incentives.conditions import OPERATORS, Condition
from handlers.incentives.spiff import Spiff
from storage.incentives import Plan
from storage.values import Money

PER_UNIT = "per_unit"
COMPONENT = frozenset({"id", "label", "earner", "rule", "when", "limits"})
RULE = frozenset({"kind", "base", "amount"})
LIMIT = frozenset({"per", "max", "excess"})
TEST = frozenset({"field", "op", "value"})


class PlanNotUnderstood(ValueError):
    """The document says something we cannot pay by; paying without it would pay wrongly."""


def spiffs(plan: Plan) -> Iterator[Spiff]:
    """The components of a plan that pay a member for each unit.

    Raises:
        PlanNotUnderstood: when one of them has a key whose meaning is not implemented.
    """
    document = plan.document
    for component in document["components"]:
        if component["rule"]["kind"] == PER_UNIT and component.get("earner") == "member":
            yield _spiff(document, component)


def _spiff(document: Mapping[str, Any], component: Mapping[str, Any]) -> Spiff:
    _only(component, COMPONENT, component["id"])
    _only(component["rule"], RULE, f"{component['id']}.rule")
    when = (*_tests(document.get("eligible")), *_tests(component.get("when")))
    last = document.get("effective_to")
    return Spiff(
        plan=document["id"],
        component=component["id"],
        name=document["name"],
        version=document["version"],
        first=date.fromisoformat(document["effective_from"]),
        last=date.fromisoformat(last) if last else None,
        rate=Money.of(component["rule"]["amount"], document["currency"]),
        cap=_cap(component, document["currency"]),
        tests=when,
        product=next((test.value for test in when if _names_product(test)), ""),
    )


def _only(part: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    for key in part.keys() - known:
        raise PlanNotUnderstood(f"{where}.{key} has no meaning here yet")


def _tests(when: Mapping[str, Any] | None) -> Iterator[Condition]:
    _only(when or {}, frozenset({"all"}), "when")
    for test in (when or {}).get("all", ()):
        _only(test, TEST, "when.all")
        if test["op"] not in OPERATORS:
            raise PlanNotUnderstood(f"when.all: {test['op']} has no meaning here yet")
        yield Condition(test["field"], test["op"], test["value"])


def _cap(component: Mapping[str, Any], currency: str) -> Money | None:
    limits = component.get("limits", [])
    for limit in limits:
        _only(limit, LIMIT, f"{component['id']}.limits")
        if limit["per"] != "period" or limit.get("excess", "drop") != "drop":
            raise PlanNotUnderstood(f"{component['id']}.limits: only a period's cap that drops")
    return min((Money.of(limit["max"], currency) for limit in limits), default=None)


def _names_product(test: Condition) -> bool:
    return test.field == "product.name" and test.op == "eq"
