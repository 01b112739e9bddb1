"""Incentives: what a member has earned, from which sales, and the plans that say so."""

from handlers.incentives import planning
from handlers.incentives.earning import asking, falling, guessing, returning
from handlers.incentives.handler import incentives

__all__ = ["asking", "falling", "guessing", "incentives", "planning", "returning"]
