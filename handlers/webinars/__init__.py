"""Webinars: registration, reminders, the calendar file, and who was there."""

from handlers.webinars import desk, notices, thanking
from handlers.webinars.handler import webinars

__all__ = ["desk", "notices", "thanking", "webinars"]
