"""The demo world: loads it, with a clock of its own, into an empty database."""

from bot.demo.load import NotEmpty, load

__all__ = ["NotEmpty", "load"]
