"""Chooses the sentences of a passage that are shown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.asked import Asked
from knowledge.passages import Span, context, sentence_spans
from knowledge.ranking import Hit
from knowledge.words import vocabulary

#: A number was asked for and none is quoted (it may still be written as a word).
NO_NUMBER = 0.9
#: How much the quoted words count beside the rest of their section.
QUOTED = 0.7
#: So much of the reader's attention is on a sentence that may be shown alone. Lower, and the
#: answer is cut off more often (bench/README.md).
NEARLY_ALL = 0.9
DIGIT = re.compile(r"\d")

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences that may be quoted, with the stems of where they stand."""

    span: Span
    text: str
    stems: frozenset[str]

    def then(self, other: Words, passage: str) -> Words:
        span = (self.span[0], other.span[1])
        return Words(span, passage[span[0] : span[1]], self.stems | other.stems)

    @property
    def has_number(self) -> bool:
        return DIGIT.search(self.text) is not None


@dataclass(frozen=True, slots=True)
class Quoting:
    """A passage as sentences, for one question."""

    hit: Hit
    about: Asked
    weights: Weights
    single: tuple[Words, ...]
    around: frozenset[str]

    @property
    def section(self) -> frozenset[str]:
        return self.around.union(*(words.stems for words in self.single))

    def share(self, stems: frozenset[str]) -> float:
        """How much of the question these words cover; rare words count most."""
        total = sum(self.weights.values())
        covered = sum(weight for stem, weight in self.weights.items() if stem in stems)
        return covered / total if total else 0.0

    @property
    def missing(self) -> float:
        """The share of the question's names and numbers that the section does not mention."""
        named = self.about.named
        return len(named - self.section) / len(named) if named else 0.0

    def rating(self, words: Words) -> float:
        """How far these words, in their place, answer by what they speak of."""
        covered = QUOTED * self.share(words.stems) + (1 - QUOTED) * self.share(self.section)
        lacking = self.about.wants_number and not words.has_number
        return covered * NO_NUMBER if lacking else covered

    def best(self) -> Words:
        """One sentence, or two where the second completes the first, by their words."""
        text = self.hit.passage.text
        two = [one.then(other, text) for one, other in pairwise(self.single)]
        return max((*self.single, *two), key=self.rating)

    def read(self, marks: Sequence[tuple[int, float]]) -> Words:
        """The sentences that hold most of these marks (characters with their share of all): one
        that holds nearly all, else two side by side."""
        held = [self._held(words, marks) for words in self.single]
        most = max(held)
        if not most:
            return self.best()
        if most >= NEARLY_ALL or len(held) == 1:
            return self.single[held.index(most)]
        both = [one + other for one, other in pairwise(held)]
        one, other = self.single[both.index(max(both)) :][:2]
        return one.then(other, self.hit.passage.text)

    def _held(self, words: Words, marks: Sequence[tuple[int, float]]) -> float:
        start, end = words.span
        return sum(share for at, share in marks if start <= at < end)


def quoting(hit: Hit, about: Asked, weights: Weights) -> Quoting:
    """Take a passage apart for a question."""
    stems = vocabulary(hit.document.language).stems
    text = hit.passage.text
    around = frozenset(stems(context(hit.document, hit.passage.heading)))
    single = [
        Words((start, end), text[start:end], around.union(stems(text[start:end])))
        for start, end in sentence_spans(text)
    ]
    return Quoting(hit, about, weights, tuple(single), around)
