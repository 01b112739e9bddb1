"""Cuts a section into windows of a few sentences, small enough to mean one thing."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.passages import Span, sentence_spans

MOST_SENTENCES = 3
USUAL, LONGEST = 350, 500  #: characters of a window


def windows(text: str) -> list[Span]:
    """Where the windows of a text stand: each begins with the last sentence of the one before,
    so that what two neighbours say together is found too."""
    pieces = [piece for span in sentence_spans(text) for piece in _pieces(text, span)]
    found: list[Span] = []
    at = 0
    while at < len(pieces):
        end = _reach(pieces, at)
        found.append((pieces[at][0], pieces[end - 1][1]))
        if end == len(pieces):
            break
        at = max(at + 1, end - 1)
    return found


def _reach(pieces: list[Span], at: int) -> int:
    """After which piece the window ends that begins with this one."""
    end = at + 1
    while end < len(pieces) and end - at < MOST_SENTENCES:
        if pieces[end][1] - pieces[at][0] > USUAL:
            break
        end += 1
    return end


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """A sentence, or where it is too long its parts, cut between words."""
    start, end = span
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > 0 else start + LONGEST
        yield start, cut
        start = cut + (text[cut] == " ")
    if start < end:
        yield start, end
