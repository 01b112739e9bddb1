"""What a plan and its components are called when nobody named them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from handlers.conversation.text import Text
from storage.values import Period


def plan_name(plan: Mapping[str, Any], text: Text, word: str) -> str:
    """*SPIFF CloudSuite Pro, October 2026*."""
    components = plan.get("components") or ()
    first = _first(components, text, word) if components else text("label_plan")
    when = _when(plan, text)
    return f"{first}, {when}" if when else first


def label(component: Mapping[str, Any], text: Text, word: str) -> str:
    """What kind of pay it is, and for which products."""
    kind = "fund" if component.get("pays") == "fund" else component["rule"].get("kind", "plan")
    shared = word if word and kind not in ("fund", "rank", "guarantee", "multiplier") else ""
    key = f"label_{shared or kind}"
    fund = component.get("fund", "").upper()
    named = [text(key, fund=fund), *goods(component)]
    return " ".join(named)


def goods(component: Mapping[str, Any]) -> list[str]:
    """The products and categories that a component is for, or tiers it differs by."""
    tests = (component.get("when") or {}).get("all", ())
    return [
        name
        for test in tests
        if test["op"] in ("eq", "in") and test["field"] in NAMED
        for name in _listed(test["value"])
    ]


def _first(components: Sequence[Mapping[str, Any]], text: Text, word: str) -> str:
    """Several components of a kind are named without what sets them apart."""
    one, *others = components
    return label({**one, "when": {}} if others else one, text, word)


def _listed(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [name.capitalize() if name.islower() else name for name in map(str, values)]


def _when(plan: Mapping[str, Any], text: Text) -> str:
    first, last = plan.get("effective_from"), plan.get("effective_to")
    if not first:
        return ""
    if not last:
        return text("from_day", day=text.short_day(date.fromisoformat(first)))
    return text.period(Period(date.fromisoformat(first), date.fromisoformat(last)))


NAMED = ("product.name", "product.category", "partner.tier", "partner.type")
