"""From the score of an intent to the chance that it is the one that is meant."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
LIKELY = 1 / 3  #: with a smaller chance of being right, a sentence means none of the intents
STEPS = 25
GENTLE = 5e-4  #: keeps the slope finite where right and wrong part cleanly


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic curve (Platt 1999)."""

    slope: float
    offset: float

    @classmethod
    def fit(cls, right: Doubles, wrong: Doubles) -> Calibration:
        """The curve through the scores of both, as if there were equally many, by Newton's
        method."""
        design = np.stack([np.concatenate([right, wrong]), np.ones(len(right) + len(wrong))], 1)
        wanted = np.repeat([1.0, 0.0], [len(right), len(wrong)])
        share = np.repeat(
            [0.5 / max(len(right), 1), 0.5 / max(len(wrong), 1)], [len(right), len(wrong)]
        )
        curve = np.zeros(2)
        for _ in range(STEPS):
            chance = 1 / (1 + np.exp(-design @ curve))
            slope = design.T @ (share * (chance - wanted)) + GENTLE * curve
            bend = (design.T * (share * chance * (1 - chance))) @ design + GENTLE * np.eye(2)
            curve = curve - np.linalg.solve(bend, slope)
        return cls(float(curve[0]), float(curve[1]))

    def chance(self, score: float) -> float:
        return float(1 / (1 + np.exp(-(self.slope * score + self.offset))))

    def is_likely(self, score: float) -> bool:
        return self.chance(score) >= LIKELY
