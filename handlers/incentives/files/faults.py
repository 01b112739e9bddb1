"""What is wrong with a file of sales or with one cell of it; the catalogue `sales` has words."""

from __future__ import annotations


class Fault(ValueError):
    """A cell or a row that cannot be taken: why, and what the sentence about it needs."""

    def __init__(self, reason: str, **facts: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts


class UnreadableFile(Fault):
    """No row of this file can be taken."""
