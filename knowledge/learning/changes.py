"""Changes a question or a passage so that the passage no longer answers, or is shorter."""

from __future__ import annotations

import re
from random import Random

from knowledge.learning.examples import Span

END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]*[A-Z0-9À-Ž])|\n+")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
NAME = re.compile(r"(?<=[a-z,] )[A-ZÀ-Ž][\w'-]+(?: [A-ZÀ-Ž][\w'-]+)*")


def sentences(text: str) -> list[Span]:
    """Where each sentence stands; together they are the whole text."""
    starts = [0, *(found.end() for found in END.finditer(text))]
    ends = [*starts[1:], len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def without_answer(text: str, span: Span) -> str | None:
    """The text without the sentences that hold the answer; None when it still stands there."""
    begin, end = span
    kept = [text[a:b] for a, b in sentences(text) if b <= begin or a >= end]
    left = "".join(kept).strip()
    answer = text[begin:end].strip()
    return None if not left or holds(left, answer) else left


def holds(text: str, answer: str) -> bool:
    """Whether these words stand in the text, as words."""
    return re.search(rf"(?<!\w){re.escape(answer)}(?!\w)", text, re.IGNORECASE) is not None


def cut(text: str, span: Span | None, random: Random) -> tuple[str, Span | None]:
    """Some neighbouring sentences of a text, with the answer among them."""
    pieces = sentences(text)
    first, last = _of(pieces, span or pieces[random.randrange(len(pieces))])
    first = max(0, first - random.randrange(3))
    last = min(len(pieces) - 1, last + random.randrange(3))
    begin, end = pieces[first][0], pieces[last][1]
    return text[begin:end], (span[0] - begin, span[1] - begin) if span else None


def swapped(question: str, text: str, random: Random) -> str | None:
    """The question about another number or name, which the passage mentions."""
    for pattern in random.sample([NUMBER, NAME], 2):
        asked = pattern.search(question)
        others = {found.group() for found in pattern.finditer(text)}
        if asked is None:
            continue
        others = {other for other in others if other not in question}
        if others:
            other = random.choice(sorted(others))
            return question[: asked.start()] + other + question[asked.end() :]
    return None


def _of(pieces: list[Span], span: Span) -> Span:
    """The first and the last sentence that a span touches."""
    touched = [number for number, (a, b) in enumerate(pieces) if a < span[1] and b > span[0]]
    return (touched[0], touched[-1]) if touched else (0, len(pieces) - 1)
