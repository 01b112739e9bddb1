"""The leaderboard: points and ranks of the people who sell, by name only where they agreed."""

from handlers.leaderboard.handler import leaderboard

__all__ = ["leaderboard"]
