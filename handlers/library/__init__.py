"""Library: how staff keep the knowledge, from a chat."""

from handlers.library import (
    adding,
    bringing,
    filling,
    gaps,
    reminders,
    report,
    shelf,
    suggestions,
)
from handlers.library.handler import library

__all__ = [
    "adding",
    "bringing",
    "filling",
    "gaps",
    "library",
    "reminders",
    "report",
    "shelf",
    "suggestions",
]
