"""Deal registration: protects a customer for the partner who found them first."""

from handlers.deals import clocks, converting, extending, judging, longer, returning, review
from handlers.deals.handler import deals

__all__ = [
    "clocks",
    "converting",
    "deals",
    "extending",
    "judging",
    "longer",
    "returning",
    "review",
]
