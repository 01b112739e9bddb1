"""Plans of one component each, published in the demo world for September 2026."""

from __future__ import annotations

from typing import Any

from storage.store import Store
from tests.handlers.incentives.calculating.books import publish

NET = {"id": "net", "of": "amount", "date": "booked", "window": "period"}
SEATS = {"id": "seats", "of": "quantity", "date": "booked", "window": "period"}
EACH = {"id": "each", "of": "amount", "date": "booked", "window": "transaction"}
SALES = {"id": "sales", "of": "count", "window": "period"}
POINTS = {"id": "points", "of": "field", "field": "points", "window": "period"}
MEASURES = [NET, SEATS, EACH, SALES, POINTS]
DATES = {"effective_from": "2026-09-01", "effective_to": "2026-09-30"}
RESELLERS = {"all": [{"field": "partner.type", "op": "eq", "value": "reseller"}]}


def extra_plan(store: Store, rule: dict[str, Any], **said: Any) -> None:
    """`said` are keys of its component; `plan` are those of the plan itself."""
    plan = said.pop("plan", {})
    component = {"id": "extra", "label": "Extra", "rule": rule, **said}
    publish(store, document([component]) | plan)


def document(components: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "schema_version": 1,
        "id": "more",
        "version": 1,
        "name": "More",
        "currency": "IDR",
        **DATES,
        "period": "month",
        "eligible": RESELLERS,
        "measures": MEASURES,
        "components": components,
    }
