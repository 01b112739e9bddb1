"""Awards: partner of the month, and the list for the yearly ceremony."""

from handlers.awards import announcing
from handlers.awards.handler import awards

__all__ = ["announcing", "awards"]
