"""Deal registration: protects a customer for the partner who found them first."""

from handlers.deals import (
    appealing,
    appeals,
    clocks,
    converting,
    crm_cards,
    extending,
    granting,
    judging,
    longer,
    returning,
    review,
    winning,
)
from handlers.deals.handler import deals

__all__ = [
    "appealing",
    "appeals",
    "clocks",
    "converting",
    "crm_cards",
    "deals",
    "extending",
    "granting",
    "judging",
    "longer",
    "returning",
    "review",
    "winning",
]
