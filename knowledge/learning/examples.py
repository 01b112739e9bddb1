"""What a reader learns from: a question, a passage, and where the passage answers it."""

from __future__ import annotations

from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text under its title; wrong passages for a question are sought in the same `shelf`."""

    name: str
    shelf: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Asking:
    """A question about a passage. `span` is where the answer stands; an answer that is known
    only to be in the passage has none."""

    question: str
    language: str
    passage: Passage
    answers: bool
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """What is shown to the reader, and what it should say of it."""

    question: str
    text: str
    answers: bool
    span: Span | None = None
    weight: float = 1.0


def locate(text: str, answer: str, near: int = 0) -> Span | None:
    """Where an answer stands in a text, nearest to where it is said to be."""
    starts = []
    at = text.find(answer) if answer else -1
    while at >= 0:
        starts.append(at)
        at = text.find(answer, at + 1)
    if not starts:
        return None
    start = min(starts, key=lambda found: abs(found - near))
    return start, start + len(answer)
