"""Reads a passage for a question: which of its sentences answers, and how surely."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.asked import Asked
from knowledge.index import Hit
from knowledge.passages import context, sentences
from knowledge.words import vocabulary

#: How much the quoted words count beside the rest of their section.
QUOTED = 0.7
#: What stands before the first heading introduces more than it answers.
INTRODUCTION = 0.95
#: A number was asked for and none is quoted (it may still be written as a word).
NO_NUMBER = 0.9
A_TIE = 0.005
TOO_GENERAL = 3  #: documents that answer equally well
DIGIT = re.compile(r"\d")

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a passage says to a question, word for word, and how far it can be relied on."""

    hit: Hit
    quote: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Words:
    """Words that may be quoted, with the stems of where they stand."""

    text: str
    stems: frozenset[str]

    def then(self, other: _Words) -> _Words:
        return _Words(f"{self.text} {other.text}", self.stems | other.stems)


def read(hit: Hit, about: Asked, weights: Weights) -> Reading:
    """The best sentence of a passage, or two where the second completes the first."""
    stems = vocabulary(hit.document.language).stems
    around = frozenset(stems(context(hit.document, hit.passage.heading)))
    single = [_Words(each, around.union(stems(each))) for each in sentences(hit.passage.text)]
    section = around.union(*(words.stems for words in single))
    windows = [*single, *(one.then(two) for one, two in pairwise(single))]
    if about.named - section:
        return Reading(hit, windows[0].text, 0.0)
    share = _share(section, weights)
    rated = [(_confidence(words, share, about, weights), words.text) for words in windows]
    confidence, quote = max(rated, key=lambda pair: pair[0])
    return Reading(hit, quote, confidence if hit.passage.heading else confidence * INTRODUCTION)


def clearest(readings: Sequence[Reading]) -> Reading | None:
    """The best of them; None when there is none, or when so many documents say something
    alike that the question is too general for an answer."""
    if not readings:
        return None
    best = max(readings, key=lambda reading: (reading.confidence, reading.hit.score))
    alike = {each.hit.document.title for each in readings if _ties(each, best)}
    return None if len(alike) >= TOO_GENERAL else best


def _ties(reading: Reading, best: Reading) -> bool:
    return reading.confidence >= best.confidence - A_TIE


def _confidence(words: _Words, section: float, about: Asked, weights: Weights) -> float:
    """How much of the question these words cover in their place; rare words count most."""
    covered = QUOTED * _share(words.stems, weights) + (1 - QUOTED) * section
    lacking = about.wants_number and not DIGIT.search(words.text)
    return covered * NO_NUMBER if lacking else covered


def _share(stems: frozenset[str], weights: Weights) -> float:
    return sum(weight for stem, weight in weights.items() if stem in stems) / sum(weights.values())
