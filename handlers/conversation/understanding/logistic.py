"""Logistic regression on many intents at once, solved through the likeness of the examples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from handlers.conversation.understanding.calibration import Doubles
from handlers.conversation.understanding.features import Floats, Labels

STEPS = 60
REMEMBERED = 8  #: steps from which the bend of the loss is guessed
ENOUGH = 1e-4  #: a smaller share of the loss is not worth another step
SHORTEST = 1e-6
JITTER = 1e-2  #: examples that are the same still make a solvable system
FREE = 1e-3  #: the offsets are hardly drawn towards zero

Reals = TypeVar("Reals", Floats, Doubles)
Loss = Callable[[Floats], tuple[float, Floats]]


@dataclass(frozen=True, slots=True)
class Logistic:
    """What each example adds to the score of each intent, and where each intent begins."""

    shares: Doubles
    offsets: Floats

    @classmethod
    def fit(cls, alike: Floats, labels: Labels) -> Logistic:
        """`labels` count from zero without a gap."""
        root = np.linalg.cholesky(alike.astype(np.float64) + JITTER * np.eye(len(labels)))
        design = np.hstack([root, np.ones((len(labels), 1))]).astype(np.float32)
        start = np.zeros((design.shape[1], int(labels.max()) + 1), dtype=np.float32)
        found = lowest(_loss(design, labels), start)
        return cls(np.linalg.solve(root.T, found[:-1]), found[-1])

    def scores(self, alike: Floats) -> Doubles:
        """Of sentences that are so much like the examples."""
        scores: Doubles = alike @ self.shares + self.offsets
        return scores


def lowest(loss: Loss, start: Floats) -> Floats:
    """Where a smooth loss is least (L-BFGS, Nocedal 1980)."""
    at, (value, slope) = start, loss(start)
    before: list[tuple[Floats, Floats]] = []
    for _ in range(STEPS):
        step = _direction(slope, before)
        moved, new_value, new_slope = _moved(loss, at, value, float((slope * step).sum()), step)
        change, bend = moved - at, new_slope - slope
        if float((change * bend).sum()) > 0:
            before = [*before[1 - REMEMBERED :], (change, bend)]
        is_done = value - new_value < ENOUGH * max(1.0, abs(value))
        at, value, slope = moved, new_value, new_slope
        if is_done:
            break
    return at


def log_sum(scores: Reals) -> Reals:
    """How much evidence there is for any of the intents together."""
    best = scores.max(axis=-1, keepdims=True)
    summed: Reals = np.log(np.exp(scores - best).sum(axis=-1)) + best[..., 0]
    return summed


def _loss(design: Floats, labels: Labels) -> Loss:
    wanted = np.eye(int(labels.max()) + 1, dtype=np.float32)[labels]
    pull = np.ones((design.shape[1], 1), dtype=np.float32)
    pull[-1] = FREE

    def loss(at: Floats) -> tuple[float, Floats]:
        scores = design @ at
        together = log_sum(scores)
        chances = np.exp(scores - together[:, None])
        missed = float((together - (scores * wanted).sum(1)).sum())
        slope = design.T @ (chances - wanted) + pull * at
        return missed + 0.5 * float((pull * at * at).sum()), slope

    return loss


def _direction(slope: Floats, before: list[tuple[Floats, Floats]]) -> Floats:
    """Downhill, bent by what the steps before have shown."""
    if not before:
        return -slope / max(1.0, float(np.abs(slope).sum()))
    left, shares = slope.copy(), []
    for change, bend in reversed(before):
        shares.append(float((change * left).sum() / (change * bend).sum()))
        left -= shares[-1] * bend
    change, bend = before[-1]
    left *= float((change * bend).sum() / (bend * bend).sum())
    for (change, bend), share in zip(before, reversed(shares), strict=True):
        left += (share - float((bend * left).sum() / (change * bend).sum())) * change
    return -left


def _moved(
    loss: Loss, at: Floats, value: float, steepness: float, step: Floats
) -> tuple[Floats, float, Floats]:
    """So far along the step that it pays (Armijo 1966)."""
    length = 1.0
    while True:
        moved = at + length * step
        new_value, slope = loss(moved)
        if new_value <= value + 1e-4 * length * steepness or length < SHORTEST:
            return moved, new_value, slope
        length /= 2
