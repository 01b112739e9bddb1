"""Incentives: what a member has earned, and from which sales."""

from handlers.incentives.handler import incentives

__all__ = ["incentives"]
