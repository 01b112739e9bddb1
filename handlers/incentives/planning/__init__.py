"""Making plans in chat: said, replayed, reviewed by a second person, published in versions."""

from handlers.incentives.planning import bringing, filling, making, notices, reviewing, showing

__all__ = ["bringing", "filling", "making", "notices", "reviewing", "showing"]
