"""Which draft an act is about, as whoever acts saw it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seen:
    """A stored draft at a revision, and one of its components; 0: it is not stored yet, and
    lives in the conversation's memory."""

    id: int = 0
    revision: int = 0
    component: int = 0

    @classmethod
    def of(cls, subject: str) -> Seen:
        """From what travelled with a button or a form; what was tampered with finds nothing."""
        parts = subject.split(":")
        known = len(parts) == len(cls.__slots__) and all(
            part.isascii() and part.isdecimal() and len(part) < 16 for part in parts
        )
        return cls(*map(int, parts)) if known else cls(-1)

    def __str__(self) -> str:
        return f"{self.id}:{self.revision}:{self.component}"
