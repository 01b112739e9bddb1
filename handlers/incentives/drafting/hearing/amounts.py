"""Reckons with amounts that are not settled yet."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from handlers.conversation.slots import Found, Unsure


def times(amount: Any, number: int) -> Any:
    """So many times an amount, whichever of its readings is meant."""
    match amount:
        case Found():
            return Found(amount.value * number, amount.start, amount.end)
        case Unsure():
            values = tuple(each * number for each in amount.choices)
            return Unsure(values, amount.start, amount.end)
        case _:
            return Decimal(amount) * number
