"""Which intent a point belongs to, and how sure that is.

A ridge regression on the intents, solved through the likeness of the examples, so that a
few hundred of them take hundredths of a second. The same solution gives, exactly, what each
example would have scored had it not been among them, and what it would have scored had its
whole intent been unknown. The two together calibrate the confidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from handlers.conversation.understanding.calibration import Calibration, Doubles
from handlers.conversation.understanding.features import Floats, Labels, Point

RIDGE = 0.5
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Classifier:
    """One column of weights an intent."""

    weights: Floats
    calibration: Calibration

    @classmethod
    def learn(
        cls, points: Sequence[Point], size: int, labels: Labels, alike: Floats
    ) -> Classifier:
        wanted = np.eye(labels.max() + 1)[labels]
        ridged = alike + RIDGE * np.eye(len(labels), dtype=np.float32)
        inverse: Doubles = np.linalg.inv(ridged).astype(np.float64)
        solved = inverse @ wanted
        left_out = wanted - solved / np.diag(inverse)[:, None]
        is_right = left_out.argmax(1) == labels
        best, novel = left_out.max(1), _unknown(inverse, solved, wanted, labels)
        calibration = Calibration.fit(best[is_right], np.concatenate([best[~is_right], novel]))
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


def _unknown(inverse: Doubles, solved: Doubles, wanted: Doubles, labels: Labels) -> Doubles:
    """The best score of each example once no example of its intent was learned from: a fifth
    of the intents is left out at a time."""
    folds = [np.flatnonzero(labels % FOLDS == number) for number in range(FOLDS)]
    return np.concatenate(
        [
            (wanted[out] - np.linalg.solve(inverse[np.ix_(out, out)], solved[out])).max(1)
            for out in folds
            if len(out)
        ]
    )
