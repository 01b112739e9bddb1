"""Notices that two documents which both hold say different things."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.reading import Reading
from knowledge.words import vocabulary

#: The least share of words that two sentences on the same thing have in common.
SAME_THING = 0.5
#: The other sentence has to answer nearly as well.
NEARLY = 0.75


def disagreeing(best: Reading, others: Sequence[Reading]) -> Reading | None:
    """The reading of another document that answers the same with other figures, if any."""
    return next((each for each in others if _differs(best, each)), None)


def _differs(best: Reading, other: Reading) -> bool:
    mine, theirs = best.hit.document, other.hit.document
    if mine.id == theirs.id or mine.language != theirs.language:
        return False
    if other.score < best.score * NEARLY:
        return False
    words, others = _words(best), _words(other)
    figures, other_figures = _figures(words), _figures(others)
    if not figures or not other_figures or figures & other_figures:
        return False
    said, also = words - figures, others - other_figures
    return len(said & also) >= SAME_THING * max(len(said), len(also))


def _words(reading: Reading) -> frozenset[str]:
    return frozenset(vocabulary(reading.hit.document.language).stems(reading.quote))


def _figures(stems: frozenset[str]) -> frozenset[str]:
    return frozenset(stem for stem in stems if stem[0].isdigit())
