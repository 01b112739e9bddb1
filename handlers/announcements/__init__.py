"""Announcements: the same words for everyone in an audience, once, at the right time."""

from handlers.announcements import notices
from handlers.announcements.handler import announcements

__all__ = ["announcements", "notices"]
