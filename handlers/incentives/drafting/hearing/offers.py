"""Reads a trade promotion: *buy 10, get 1 free*, paid as money for each full lot."""

from __future__ import annotations

from decimal import Decimal

from handlers.incentives.drafting.hearing.amounts import times
from handlers.incentives.drafting.hearing.said import Part, Payment
from handlers.incentives.drafting.hearing.sheet import Sheet

OFFERS = (
    r"{buys} (?:⟦c(?P<lot>\d+)⟧|(?P<lot_plain>\d+))(?: <value>)?[\s,]*(?:{and} )?{gets_free} "
    r"(?:⟦c(?P<free>\d+)⟧|(?P<free_plain>\d+))(?:[\s]*(?:gratis|free))?",
)


def read(sheet: Sheet) -> list[Payment]:
    """What one free unit is worth is the amount that is said, or asked."""
    taken = sheet.take(*OFFERS)
    if taken is None:
        return []
    lot, free = (_number(sheet, taken.match.groupdict(), name) for name in ("lot", "free"))
    if not (lot and free):
        return []
    rule: Part = {
        "kind": "per_unit", "base": "seats", "package": Decimal(lot), "free": Decimal(lot - 1)
    }  # fmt: skip
    worth = sheet.take(r"<money>")
    if worth:
        rule["amount"] = times(worth.token("money").reading, free)
    return [Payment(rule, taken.start)]


def _number(sheet: Sheet, groups: dict[str, str | None], name: str) -> int:
    if groups[name]:
        return int(sheet.tokens[int(groups[name] or 0)].value.number)
    return int(groups[f"{name}_plain"] or 0)
