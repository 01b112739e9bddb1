"""Files of sales in chat: looked through, shown, and taken on somebody's word."""

from handlers.incentives.bringing import desk, telling
from handlers.incentives.bringing.handler import sales

__all__ = ["desk", "sales", "telling"]
