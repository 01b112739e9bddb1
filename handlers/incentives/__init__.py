"""Incentives: what a member has earned, from which sales, and the plans that say so."""

from handlers.incentives import planning
from handlers.incentives.earning import asking, guessing, returning
from handlers.incentives.handler import incentives

__all__ = ["asking", "guessing", "incentives", "planning", "returning"]
