"""Deal registration: protects a customer for the partner who found them first."""

from handlers.deals import (
    appealing,
    clocks,
    converting,
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
    "clocks",
    "converting",
    "deals",
    "extending",
    "granting",
    "judging",
    "longer",
    "returning",
    "review",
    "winning",
]
