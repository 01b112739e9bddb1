"""Deal registration: protects a customer for the partner who found them first."""

from handlers.deals import converting, extending, longer, returning, review
from handlers.deals.handler import deals

__all__ = ["converting", "deals", "extending", "longer", "returning", "review"]
