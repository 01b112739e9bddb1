"""Searches a copy of the knowledge in memory, by words and by meaning.

The words' leg is BM25 over sections, the meaning's leg nearness of vectors over windows. Both
count only in what the asker may read: the rest leaves no trace in any figure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import log

import numpy as np

from knowledge.segment import Flags, Floats, Segment
from storage.knowledge import Listed

#: How soon more of the same word stops counting, and how much long passages are held back.
SATURATION, LENGTH_PENALTY = 1.2, 0.75
#: How much the mean of a section's windows counts beside its nearest.
AROUND = 0.35
FAR = -1.0


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: stems, the question's vector (None: by words only), and where."""

    stems: Collection[str]
    vector: Floats | None
    documents: set[int]


@dataclass(frozen=True, slots=True)
class Found:
    """A passage: its score by words, its nearness in meaning, and which window is nearest."""

    passage_id: int
    document_id: int
    lexical: float
    dense: float
    window: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Finds:
    """The best passages of each leg, how telling each stem is, and how far the nearest stands
    out: `usual` and `spread` are of all passages' nearness."""

    found: tuple[Found, ...]
    weights: Mapping[str, float]
    usual: float
    spread: float
    nowhere: frozenset[str] = frozenset()  #: stems of the question that no open passage has


@dataclass(frozen=True, slots=True)
class Copy:
    """The knowledge at one edition."""

    edition: str
    documents: Mapping[int, Listed]
    segments: tuple[Segment, ...]

    def search(self, sought: Sought, most: int) -> Finds:
        """The best `most` passages by either leg."""
        open_ = [(each, each.open_to(sought.documents)) for each in self.segments]
        having = _having(sought.stems, open_)
        weights = _weights(having, open_)
        usual = _usual_length(open_)
        parts = [
            _Part(segment, flags, _lexical(segment, flags, weights, usual), sought.vector)
            for segment, flags in open_
        ]
        nearness = [part.nearness() for part in parts]
        near = np.concatenate(
            [each[each > FAR] for each, _ in nearness] or [np.zeros(0, np.float32)]
        )
        found = [
            one
            for part, each in zip(parts, nearness, strict=True)
            for one in part.best(most, *each)
        ]
        about = (float(near.mean()), float(near.std())) if len(near) else (0.0, 0.0)
        nowhere = frozenset(stem for stem, count in having.items() if not count)
        return Finds(_best(found, most), weights, *about, nowhere)

    def knows(self, stem: str) -> bool:
        return any(stem in segment.postings for segment in self.segments)

    def vocabulary(self) -> set[str]:
        return {stem for segment in self.segments for stem in segment.postings}


@dataclass(frozen=True, slots=True)
class _Part:
    """The search in one segment."""

    segment: Segment
    open: Flags
    lexical: Floats
    vector: Floats | None

    def nearness(self) -> tuple[Floats, Floats]:
        """Of each passage (FAR: not open, or without vectors), and of each window."""
        windows = self.segment.windows
        far = np.full(len(self.segment.passages), FAR, np.float32)
        if self.vector is None or not len(windows.vectors):
            return far, np.zeros(0, np.float32)
        near = windows.near(self.vector)
        best = np.maximum.reduceat(near, windows.firsts)
        mean = np.add.reduceat(near, windows.firsts) / windows.sizes
        far[windows.owners] = (1 - AROUND) * best + AROUND * mean
        return np.where(self.open, far, np.float32(FAR)), near

    def best(self, most: int, passages: Floats, windows: Floats) -> list[Found]:
        places = {*_top(passages, most, FAR), *_top(self.lexical, most, 0)}
        return [self._found(place, passages, windows) for place in sorted(places)]

    def _found(self, place: int, passages: Floats, windows: Floats) -> Found:
        segment, near = self.segment, float(passages[place])
        span = None
        if near > FAR:
            at = int(np.searchsorted(segment.windows.owners, place))
            span = segment.windows.nearest(at, windows)
        return Found(
            passage_id=int(segment.passages[place]),
            document_id=segment.documents[int(segment.owners[place])].id,
            lexical=float(self.lexical[place]),
            dense=near if span else 0.0,
            window=span,
        )


Opened = Iterable[tuple[Segment, Flags]]


def _best(found: Iterable[Found], most: int) -> tuple[Found, ...]:
    """The best of either leg from all pieces; of equals the older, however they are cut."""
    known = sorted(found, key=lambda each: each.passage_id)
    near = sorted((each for each in known if each.window), key=lambda each: -each.dense)
    worded = sorted((each for each in known if each.lexical), key=lambda each: -each.lexical)
    kept = {each.passage_id for each in (*near[:most], *worded[:most])}
    return tuple(each for each in known if each.passage_id in kept)


def _having(stems: Collection[str], opened: Opened) -> dict[str, int]:
    """How many passages have each."""
    having = dict.fromkeys(stems, 0)
    for segment, flags in opened:
        for stem in having.keys() & segment.postings.keys():
            having[stem] += int(flags[segment.postings[stem][0]].sum())
    return having


def _weights(having: Mapping[str, int], opened: Opened) -> dict[str, float]:
    """Rare words tell more; a word that is nowhere tells most, and is missed."""
    passages = sum(int(flags.sum()) for _, flags in opened)
    return {
        stem: log(1 + (passages - count + 0.5) / (count + 0.5)) for stem, count in having.items()
    }


def _usual_length(opened: Opened) -> float:
    stems = sum(float(segment.lengths[flags].sum()) for segment, flags in opened)
    return max(stems / max(sum(int(flags.sum()) for _, flags in opened), 1), 1.0)


def _lexical(segment: Segment, open_: Flags, weights: Mapping[str, float], usual: float) -> Floats:
    scores = np.zeros(len(segment.passages), np.float32)
    for stem in weights.keys() & segment.postings.keys():
        places, counts = segment.postings[stem]
        held = 1 - LENGTH_PENALTY + LENGTH_PENALTY * segment.lengths[places] / usual
        scores[places] += weights[stem] * counts * (SATURATION + 1) / (counts + SATURATION * held)
    return scores * open_


def _top(scores: Floats, most: int, nothing: float) -> list[int]:
    """The places of the best scores that are more than nothing; of equals the first."""
    last = np.partition(scores, -most)[-most] if len(scores) > most else np.float32(nothing)
    better = np.flatnonzero(scores > max(last, nothing))
    room = most - len(better) if last > nothing else 0
    equal = np.flatnonzero(scores == last)[:room]
    return [int(place) for place in (*better, *equal)]
