"""A copy in memory of some documents' passages, laid out for search; it never changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from storage.knowledge import Listed
from storage.store import Records

Floats = NDArray[np.float32]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]
Posting = tuple[Places, Floats]
AT_ONCE = 4096  #: vectors that are multiplied together; they fit in the processor's cache
GONE = -1


@dataclass(frozen=True, slots=True)
class Windows:
    """Windows in the order of their passages: `owners` are the passages that have any, `firsts`
    where theirs begin and `sizes` how many; `spans`, `vectors` and their `lengths` have a row a
    window."""

    owners: Places
    firsts: Places
    sizes: Places
    spans: Places
    vectors: NDArray[np.int8]
    lengths: Floats

    def near(self, question: Floats) -> Floats:
        """How near each is in meaning, from -1 to 1."""
        steps = range(0, len(self.vectors), AT_ONCE)
        parts = [self.vectors[at : at + AT_ONCE].astype(np.float32) @ question for at in steps]
        near: Floats = (np.concatenate(parts) / self.lengths).astype(np.float32)
        return near

    def nearest(self, at: int, near: Floats) -> tuple[int, int]:
        """The span of the nearest window of the passage that stands at `at` in `owners`."""
        first = int(self.firsts[at])
        best = first + int(near[first : first + int(self.sizes[at])].argmax())
        return int(self.spans[best, 0]), int(self.spans[best, 1])


@dataclass(frozen=True, slots=True)
class Segment:
    """Passages by their place here: the place of their document in `documents` (or GONE), their
    length in stems, and which stems stand in which of them how often."""

    documents: tuple[Listed, ...]
    passages: Places
    owners: Places
    lengths: Floats
    postings: Mapping[str, Posting]
    windows: Windows

    def open_to(self, documents: set[int]) -> Flags:
        """Which passages belong to these documents."""
        wanted = [each.id in documents for each in self.documents]
        flags: Flags = np.array([*wanted, False])[self.owners]
        return flags

    def without(self, kept: set[int]) -> Segment:
        """The same, in which the passages of other documents are nobody's."""
        place = {at: number for number, at in enumerate(self._places(kept))}
        if len(place) == len(self.documents):
            return self
        owners = np.array([place.get(int(at), GONE) for at in self.owners], np.int64)
        return replace(self, documents=tuple(self.documents[at] for at in place), owners=owners)

    def _places(self, kept: set[int]) -> list[int]:
        return [at for at, each in enumerate(self.documents) if each.id in kept]


def load(records: Records, documents: Sequence[Listed], model: str) -> Segment:
    """Copy these documents; only vectors of this model are taken."""
    owner = {each.id: at for at, each in enumerate(documents)}
    rows = list(records.knowledge.found_by(list(owner)))
    counted = [Counter(stems.split("\n")) if stems else Counter[str]() for _, _, stems in rows]
    read = [each.id for each in documents if model and each.vectors_of == model]
    places = {passage: at for at, (passage, _, _) in enumerate(rows)}
    return Segment(
        documents=tuple(documents),
        passages=np.array([passage for passage, _, _ in rows], np.int64),
        owners=np.array([owner[document] for _, document, _ in rows], np.int64),
        lengths=np.array([each.total() for each in counted], np.float32),
        postings=_postings(counted),
        windows=_windows(records, read, places),
    )


def _windows(records: Records, documents: Sequence[int], places: Mapping[int, int]) -> Windows:
    rows = list(records.knowledge.vectors(documents))
    rows.sort(key=lambda row: (places[row[0]], row[1]))
    owners = np.array([places[passage] for passage, *_ in rows], np.int64)
    having, firsts, sizes = np.unique(owners, return_index=True, return_counts=True)
    joined = b"".join(vector for *_, vector in rows)
    spans = np.array([(start, end) for _, start, end, _ in rows], np.int64).reshape(-1, 2)
    vectors = np.frombuffer(joined, np.int8).reshape(len(rows), -1 if rows else 0)
    return Windows(having, firsts, sizes, spans, vectors, _lengths(vectors))


def _lengths(vectors: NDArray[np.int8]) -> Floats:
    steps = range(0, len(vectors), AT_ONCE)
    parts = [vectors[at : at + AT_ONCE].astype(np.float32) for at in steps]
    found = [np.sqrt(np.einsum("ij,ij->i", part, part)) for part in parts]
    lengths: Floats = np.maximum(np.concatenate(found or [np.zeros(0)]), 1).astype(np.float32)
    return lengths


def _postings(counted: Sequence[Counter[str]]) -> dict[str, Posting]:
    places: dict[str, list[int]] = {}
    counts: dict[str, list[int]] = {}
    for at, stems in enumerate(counted):
        for stem, count in stems.items():
            places.setdefault(stem, []).append(at)
            counts.setdefault(stem, []).append(count)
    return {
        stem: (np.array(found, np.int64), np.array(counts[stem], np.float32))
        for stem, found in places.items()
    }
