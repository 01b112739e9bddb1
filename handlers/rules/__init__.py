"""The programme's rules: read by everybody they concern, changed in chat by channel managers."""

from handlers.rules import editing, telling
from handlers.rules.handler import rules

__all__ = ["editing", "rules", "telling"]
