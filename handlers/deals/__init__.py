"""Deal registration: protects a customer for the partner who found them first."""

from handlers.deals import returning, review
from handlers.deals.handler import deals

__all__ = ["deals", "returning", "review"]
