"""Closing a month: calculated, submitted, approved by somebody else, and its statements told."""

from handlers.incentives.closing import desk, telling
from handlers.incentives.closing.handler import closing

__all__ = ["closing", "desk", "telling"]
