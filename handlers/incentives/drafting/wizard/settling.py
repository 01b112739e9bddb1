"""Drops from a document what a filled form left empty or without use."""

from __future__ import annotations

from typing import Any

from handlers.incentives.drafting.places import without
from handlers.incentives.drafting.world import Document

#: The key that each way of releasing a hold goes by.
RELEASED = {"after_days": "days", "on_date": "date"}


def tidied(document: Document) -> Document:
    components = [_component(component) for component in document.get("components") or ()]
    found = {key: value for key, value in document.items() if value not in (None, {})}
    return {**found, **({"components": components} if components else {})}


def _component(component: Document) -> Document:
    new = {
        "rule": _rule(component.get("rule") or {}),
        "limits": [limit for each in component.get("limits") or () if (limit := _limit(each))],
        "hold": _hold(component.get("hold")),
        "clawback": _clawback(component.get("clawback")),
    }
    kept = without(component, *new)
    shared = _funded({key: value for key, value in kept.items() if value not in (None, {})})
    return shared | {key: value for key, value in new.items() if value}


def _funded(component: Document) -> Document:
    """What is paid in cash goes into no fund; a fund that nobody named is for marketing."""
    if component.get("pays") == "fund":
        return {"fund": "mdf", **component}
    found: Document = without(component, "fund")
    return found


def _rule(rule: Document) -> Document:
    found = _known(rule)
    for key in ("table", "prizes"):
        if key in found:
            found[key] = [_filled(each) for each in found[key] if _filled(each)]
    return found


def _filled(row: Any) -> Any:
    """A row without values is no row."""
    return _known(row) if isinstance(row, dict) else row


def _known(part: Document | None) -> Document:
    return {key: value for key, value in (part or {}).items() if value is not None}


def _limit(limit: Document | None) -> Document | None:
    found = _known(limit)
    if "max" not in found and "min" not in found:
        return None
    return {"per": "period", **found}


def _hold(hold: Document | None) -> Document | None:
    found = _known(hold)
    if "pct" not in found:
        return None
    release = found.get("release", "on_customer_payment")
    gone = [key for name, key in RELEASED.items() if name != release]
    kept: Document = without(found, *gone)
    return {**kept, "release": release}


def _clawback(clawback: Document | None) -> Document | None:
    found = _known(clawback)
    if found.get("method", "none") == "none":
        return None
    gone = () if found["method"] == "schedule" else ("schedule",)
    kept: Document = without(found, *gone)
    return {"only_paid": True, **kept}
