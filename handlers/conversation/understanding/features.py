"""Sentences as points: their words, word pairs and letter groups, the rarer the heavier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from handlers.conversation.understanding.tidy import MARK, SMALL

Floats = NDArray[np.float32]
Labels = NDArray[np.intp]
#: How much each kind of feature counts in the likeness of two sentences.
WEIGHTS = (1.0, 0.6, 0.7)
FAINT = 0.6  #: how much a small word tells of what another as rare would
GROUP_SIZES = (3, 4)


@dataclass(frozen=True, slots=True)
class Point:
    """Where a sentence lies: the known features it has, and how heavy each is in it."""

    places: NDArray[np.intp]
    weights: Floats


class Features:
    """The features of the example sentences, each with how telling it is."""

    def __init__(self, sentences: Sequence[Sequence[str]]) -> None:
        self._kinds = [_kinds(words) for words in sentences]
        seen = Counter(one for kinds in self._kinds for kind in kinds for one in kind)
        self._place = {feature: place for place, feature in enumerate(seen)}
        counts = np.fromiter(seen.values(), dtype=np.float32, count=len(seen))
        faint = np.array([FAINT if one in SMALL else 1 for one in seen], dtype=np.float32)
        self._telling = (np.log((1 + len(sentences)) / (1 + counts)) + 1) * faint
        self._new = float(np.log(1 + len(sentences)) + 1)
        self._shared = counts > 1

    def __len__(self) -> int:
        return len(self._place)

    def examples(self) -> list[Point]:
        """The points of the sentences that this was made from."""
        return [self._point(kinds) for kinds in self._kinds]

    def point(self, words: Sequence[str]) -> Point:
        return self._point(_kinds(words))

    def likeness(self, points: Sequence[Point]) -> Floats:
        """How alike each two of the examples are; what only one of them has is left out."""
        column = np.cumsum(self._shared) - 1
        matrix = np.zeros((len(points), int(self._shared.sum())), dtype=np.float32)
        for row, point in enumerate(points):
            kept = self._shared[point.places]
            matrix[row, column[point.places[kept]]] = point.weights[kept]
        alike = matrix @ matrix.T
        np.fill_diagonal(alike, [float(point.weights @ point.weights) for point in points])
        return alike

    def _point(self, kinds: Sequence[frozenset[str]]) -> Point:
        parts = [self._weighed(kind, weight) for kind, weight in zip(kinds, WEIGHTS, strict=True)]
        return Point(
            np.concatenate([places for places, _ in parts]),
            np.concatenate([weights for _, weights in parts]),
        )

    def _weighed(self, kind: Iterable[str], weight: float) -> tuple[NDArray[np.intp], Floats]:
        """One kind of feature; those never seen before make the others lighter."""
        listed = list(kind)
        known = [self._place[one] for one in listed if one in self._place]
        places = np.array(known, dtype=np.intp)
        telling = self._telling[places]
        new = (FAINT if one in SMALL else 1 for one in listed if one not in self._place)
        squares = float(telling @ telling) + sum((part * self._new) ** 2 for part in new)
        return places, telling * np.float32(np.sqrt(weight / squares) if squares else 0)


def _kinds(words: Sequence[str]) -> tuple[frozenset[str], ...]:
    pairs = zip(["^", *words], [*words, "$"], strict=True)
    return (
        frozenset(words),
        frozenset(f"{one} {other}" for one, other in pairs),
        frozenset(group for word in words for group in _groups(word)),
    )


@lru_cache(maxsize=10_000)
def _groups(word: str) -> tuple[str, ...]:
    """Groups of letters, so that a slip of the finger leaves most of a word in place."""
    if word[0] == MARK:
        return ()
    edged = f"<{word}>"
    return tuple(
        f"~{edged[start : start + size]}"
        for size in GROUP_SIZES
        for start in range(len(edged) - size + 1)
    )
