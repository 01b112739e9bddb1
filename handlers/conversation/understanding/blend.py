"""What the words and the vector of a sentence mean together.

Two logistic regressions are learned: one on both, and one on the vectors alone for the
languages that the examples are not in, where words in common mislead. Leaving examples, and
whole intents, out shows how much evidence a sentence of ours and a strange one have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from handlers.conversation.understanding.calibration import Calibration, Doubles
from handlers.conversation.understanding.features import Features, Floats, Labels, Point
from handlers.conversation.understanding.logistic import Logistic, log_sum

#: How heavy words and vectors are; chosen on CLINC150's and xSID's English training parts.
WORDS, VECTORS = 4.0, 20.0
NEARNESS = 2.0  #: how much evidence it is that one example is near
FOLDS = 5


class Encoder(Protocol):
    """Turns a sentence into a vector of length one, near to those of what means the same."""

    def question(self, text: str, language: str = "") -> Floats: ...


@dataclass(frozen=True, slots=True)
class Weighed:
    """Each intent's chance beside the others, how much evidence there is for any,
    and the curve to read that by."""

    chances: Doubles
    evidence: float
    calibration: Calibration


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two regressions, with what an example adds worked out for each feature."""

    words: Floats
    vectors: Doubles
    offsets: Floats
    calibration: Calibration

    def scores(self, point: Point, vector: Floats) -> Doubles:
        scores: Doubles = vector @ self.vectors + self.offsets
        return scores + point.weights @ self.words[point.places] if len(self.words) else scores


@dataclass(frozen=True, slots=True)
class Blend:
    """Reads a sentence by its words and its vector."""

    both: Side
    alone: Side
    examples: Floats

    @classmethod
    def learn(cls, features: Features, vectors: Floats, labels: Labels) -> Blend:
        points = features.examples()
        near = vectors @ vectors.T
        both = WORDS * features.likeness(points) + VECTORS * near
        return cls(
            _side(both, near, labels, vectors, (points, len(features))),
            _side(VECTORS * near, near, labels, vectors),
            vectors,
        )

    def weigh(self, point: Point, vector: Floats, *, foreign: bool) -> Weighed:
        """`foreign`: in a language without examples."""
        side = self.alone if foreign else self.both
        scores = side.scores(point, vector)
        together = log_sum(scores)
        evidence = float(together) + NEARNESS * float((self.examples @ vector).max())
        return Weighed(np.exp(scores - together), evidence, side.calibration)


def _side(
    alike: Floats,
    near: Floats,
    labels: Labels,
    vectors: Floats,
    words: tuple[Sequence[Point], int] = ((), 0),
) -> Side:
    fitted = Logistic.fit(alike, labels)
    points, size = words
    weights = np.zeros((size, fitted.shares.shape[1]), dtype=np.float32)
    for point, share in zip(points, fitted.shares.astype(np.float32), strict=False):
        weights[point.places] += np.outer(WORDS * point.weights, share)
    by_vector = VECTORS * vectors.T.astype(np.float64) @ fitted.shares
    return Side(weights, by_vector, fitted.offsets, _calibrated(alike, near, labels))


def _calibrated(alike: Floats, near: Floats, labels: Labels) -> Calibration:
    """By what each example would have had for evidence, had it, or its whole intent, been
    unknown."""
    turn = np.zeros(len(labels), dtype=np.intp)
    for intent in range(int(labels.max()) + 1):
        here = np.flatnonzero(labels == intent)
        turn[here] = np.arange(len(here)) % FOLDS
    found = [_left_out(alike, near, labels, turn, fold) for fold in range(FOLDS)]
    right, wrong = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return Calibration.fit(right, wrong)


def _left_out(
    alike: Floats, near: Floats, labels: Labels, turn: Labels, fold: int
) -> tuple[Doubles, Doubles]:
    """The evidence where the right intent was found, and where it was not."""
    strange = labels % FOLDS == fold
    kept = np.flatnonzero(~strange & (turn != fold))
    if not len(kept):
        return np.zeros(0), np.zeros(0)
    known, again = np.unique(labels[kept], return_inverse=True)
    out = np.flatnonzero(strange | (turn == fold))
    scores = Logistic.fit(alike[np.ix_(kept, kept)], again).scores(alike[np.ix_(out, kept)])
    evidence = log_sum(scores) + NEARNESS * near[np.ix_(out, kept)].max(1)
    is_right = known[scores.argmax(1)] == labels[out]
    return evidence[is_right], evidence[~is_right]
