"""Finishes a plan's document: everything in the plan format that follows from what was said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from handlers.conversation.text import Text
from handlers.incentives.drafting.hearing.said import ASKED
from handlers.incentives.drafting.naming import label, plan_name
from handlers.incentives.drafting.places import without
from handlers.incentives.drafting.world import Document
from handlers.incentives.engine.columns.windows import MONTHS, Cut
from handlers.incentives.engine.plan import Span
from storage.values import Language, Period

#: What the measures add up that plans made by talking use, by their id.
MEASURES = {
    "net": "amount", "seats": "quantity", "units": "quantity", "margin": "margin",
    "collected": "collected", "deals": "count", "other": "field",
}  # fmt: skip


def finished(plan: Document, language: Language, basis: str, word: str) -> Document:
    """With an id, a version, names, measures and rounding where it has none."""
    text = Text.load("drafting", language)
    name = plan.get("name") or plan_name(plan, text, word)
    components = list(_components(plan, text, word))
    head = {
        "schema_version": 1,
        "id": plan.get("id") or slug(name) or "plan",
        "version": plan.get("version", 1),
        "name": name,
        "currency": plan.get("currency", "IDR"),
    }
    body = {
        **without(plan, *head, "components", "measures"),
        "period": plan.get("period", "month"),
        "measures": list(_measures(plan, components, basis)),
        "components": components,
        "rounding": plan.get("rounding", {"mode": "half_up", "at": "line"}),
    }
    return {key: value for key, value in (head | body).items() if value is not None}


def slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:60].strip("-")


def spans_one_period(plan: Mapping[str, Any]) -> bool:
    """Does it run no longer than one of its own periods?"""
    first, last = plan.get("effective_from"), plan.get("effective_to")
    if not (first and last):
        return False
    cut = Cut(MONTHS[Span(plan.get("period", "month"))])
    return cut.window(date.fromisoformat(first)) == cut.window(date.fromisoformat(last))


def whole_period(first: date, last: date) -> str:
    """The period, longer than a month, that these days are exactly; empty when they are none."""
    longer = (Span.QUARTER, Span.HALF, Span.YEAR)
    fits = (
        span.value for span in longer if Cut(MONTHS[span]).around(first) == Period(first, last)
    )
    return next(fits, "")


def _components(plan: Document, text: Text, word: str) -> Iterator[Document]:
    used: set[str] = set()
    listed = plan.get("components") or ()
    first = listed[0]["rule"].get("kind") if listed else ""
    for component in listed:
        named = label(component, text, word if component["rule"].get("kind") == first else "")
        own = component.get("id") or _free(slug(named) or "pay", used)
        used.add(own)
        yield {
            "id": own,
            "label": component.get("label") or named,
            **without(_with_defaults(component, plan), "id", "label"),
        }


def _with_defaults(component: Document, plan: Document) -> Document:
    """The earner, and of how much a cap is the most."""
    filled = {"earner": "partner", **component}
    limits = [
        {"per": "period", "excess": "drop", **without(limit, *ASKED)}
        for limit in component.get("limits", ())
    ]
    return {**filled, "limits": limits} if limits else without(filled, "limits")


def _free(wanted: str, used: Iterable[str]) -> str:
    numbered = [wanted, *(f"{wanted}-{number}" for number in range(2, 99))]
    return next(name for name in numbered if name not in used)


def _measures(plan: Document, components: Iterable[Document], basis: str) -> Iterator[Document]:
    """Those there are, and those that a rule needs beside them."""
    known = list(plan.get("measures") or ())
    yield from known
    have = {measure["id"] for measure in known} | set(plan.get("growth") or ())
    grown = [(each["measure"], "period") for each in (plan.get("growth") or {}).values()]
    for name, window in [*_wanted(components), *grown]:
        if name not in have and name in MEASURES:
            have.add(name)
            yield {"id": name, "of": MEASURES[name], "window": window, "date": basis}


def _wanted(components: Iterable[Document]) -> Iterator[tuple[str, str]]:
    """A race is run over the whole plan, anything else counted by the period."""
    for component in components:
        rule = component["rule"]
        for key in ("base", "by", "measure"):
            if rule.get(key):
                yield rule[key], "plan" if key == "measure" else "period"
        if rule.get("gate"):
            yield rule["gate"]["field"], "period"
