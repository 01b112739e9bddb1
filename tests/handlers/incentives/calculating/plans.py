"""Plans beside those of the demo world."""

from __future__ import annotations

from typing import Any

RACE = {
    "schema_version": 1,
    "id": "race",
    "version": 1,
    "name": "Race",
    "currency": "IDR",
    "effective_from": "2026-08-01",
    "effective_to": "2026-08-31",
    "period": "month",
    "measures": [{"id": "seats", "of": "quantity"}],
    "components": [
        {
            "id": "race",
            "label": "Race",
            "earner": "member",
            "rule": {"kind": "rank", "measure": "seats", "prizes": ["300", "200"], "ties": "all"},
        }
    ],
}
HOLDING = {
    "schema_version": 1,
    "id": "held",
    "version": 1,
    "name": "Held",
    "currency": "IDR",
    "effective_from": "2026-09-01",
    "effective_to": "2026-09-30",
    "period": "month",
    "measures": [{"id": "net", "of": "amount"}],
}


def component(id: str, hold: dict[str, Any] | None = None, **given: Any) -> dict[str, Any]:
    rate = {"kind": "rate", "base": "net", "pct": "10"}
    base = {"id": id, "label": id, "rule": rate, **given}
    return base | ({"hold": hold} if hold else {})
