"""Partner tiers: what a partner has, and what is missing for the next one."""

from handlers.tiers.handler import tiers

__all__ = ["tiers"]
