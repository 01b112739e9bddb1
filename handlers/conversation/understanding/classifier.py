"""Which intent a point belongs to, and how sure that is.

A ridge regression on the intents, solved through the likeness of the examples, so that a
few hundred of them take hundredths of a second. The same solution gives, exactly, what each
example would have scored had it not been among them; leaving whole intents out shows what
sentences of no known intent score. The two together calibrate the confidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from handlers.conversation.understanding.features import Floats, Point

Doubles = NDArray[np.float64]
RIDGE = 0.5
FOLDS = 5
KEPT = 0.97  #: of the examples that are read right when left out, so many stay above the threshold
STEPS = 25
GENTLE = 0.05  #: keeps the calibration's slope finite where examples and novelties part cleanly


@dataclass(frozen=True, slots=True)
class Calibration:
    """From a score to the chance that it is right; below the threshold is none of them."""

    slope: float
    offset: float
    threshold: float

    def chance(self, score: float) -> float:
        return float(1 / (1 + np.exp(-(self.slope * score + self.offset))))

    def is_clear(self, score: float) -> bool:
        return score >= self.threshold


@dataclass(frozen=True, slots=True)
class Classifier:
    """One column of weights an intent."""

    weights: Floats
    calibration: Calibration

    @classmethod
    def learn(
        cls, points: Sequence[Point], size: int, labels: Sequence[int], alike: Floats
    ) -> Classifier:
        wanted = np.eye(max(labels) + 1)[list(labels)]
        inverse = np.linalg.inv(alike.astype(np.float64) + RIDGE * np.eye(len(labels)))
        solved = inverse @ wanted
        left_out = wanted - solved / np.diag(inverse)[:, None]
        calibration = _calibrated(left_out, _novel(alike, wanted, labels), np.array(labels))
        return cls(_weights(points, size, solved), calibration)

    def scores(self, point: Point) -> Floats:
        """Near 1 for an intent it is an example of, near 0 for the others."""
        scores: Floats = point.weights @ self.weights[point.places]
        return scores


def _weights(points: Sequence[Point], size: int, solved: Doubles) -> Floats:
    weights = np.zeros((size, solved.shape[1]), dtype=np.float32)
    for point, share in zip(points, solved.astype(np.float32), strict=True):
        weights[point.places] += np.outer(point.weights, share)
    return weights


def _novel(alike: Floats, wanted: Doubles, labels: Sequence[int]) -> Doubles:
    """The best score of each example once no example of its intent was learned from."""
    fold = np.array(labels) % FOLDS
    best = []
    for number in range(FOLDS):
        kept, left = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        if len(kept) and len(left):
            ridge = alike[np.ix_(kept, kept)] + RIDGE * np.eye(len(kept))
            best.append((alike[np.ix_(left, kept)] @ np.linalg.solve(ridge, wanted[kept])).max(1))
    return np.concatenate(best) if best else np.zeros(1)


def _calibrated(left_out: Doubles, novel: Doubles, labels: NDArray[np.intp]) -> Calibration:
    best = left_out.max(1)
    right = best[left_out.argmax(1) == labels]
    wrong = np.concatenate([best[left_out.argmax(1) != labels], novel])
    if not len(right):
        return Calibration(slope=1, offset=0, threshold=float(best.max()))
    slope, offset = _logistic(right, wrong)
    return Calibration(slope, offset, float(np.quantile(right, 1 - KEPT)))


def _logistic(right: Doubles, wrong: Doubles) -> tuple[float, float]:
    """The curve through both, as if there were equally many (Platt 1999, Newton's method)."""
    scores = np.concatenate([right, wrong])
    design = np.stack([scores, np.ones_like(scores)], axis=1)
    wanted = np.concatenate([np.ones_like(right), np.zeros_like(wrong)])
    share = np.concatenate(
        [np.full_like(right, 0.5 / len(right)), np.full_like(wrong, 0.5 / len(wrong))]
    )
    curve = np.zeros(2)
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-design @ curve))
        gradient = design.T @ (share * (chance - wanted)) + GENTLE * 0.01 * curve
        bend = (design.T * (share * chance * (1 - chance))) @ design + GENTLE * 0.01 * np.eye(2)
        curve = curve - np.linalg.solve(bend, gradient)
    return float(curve[0]), float(curve[1])
