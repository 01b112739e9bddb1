"""Finds the passages that share words with a question, best first (BM25)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import groupby
from math import log

from storage.knowledge import Document, Occurrence, Passage
from storage.store import Records

#: How soon more of the same word stops counting, and how much long passages are held back.
SATURATION = 1.2
LENGTH_PENALTY = 0.75
MOST_HITS = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that shares words with the question."""

    document: Document
    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits, and how telling each stem of the question is among these documents."""

    hits: tuple[Hit, ...]
    weights: Mapping[str, float]


def search(records: Records, stems: Collection[str], documents: Collection[Document]) -> Found:
    """Search these documents, and count only in them: what an asker may not read
    leaves no trace, neither in the hits nor in the weights."""
    by_id = {document.id: document for document in documents}
    passages, length = records.knowledge.extent(by_id)
    occurrences = list(records.knowledge.occurrences(frozenset(stems), by_id))
    weights = {stem: _weight(stem, occurrences, passages) for stem in stems}
    scores = _scores(occurrences, weights, length / max(passages, 1))
    best = sorted(scores, key=lambda passage_id: (-scores[passage_id], passage_id))[:MOST_HITS]
    found = records.knowledge.passages(best)
    hits = tuple(
        Hit(by_id[found[each].document_id], found[each], round(scores[each], 3)) for each in best
    )
    return Found(hits, weights)


def _weight(stem: str, occurrences: list[Occurrence], passages: int) -> float:
    """Rare words tell more; a word that is nowhere tells most, and is missed."""
    having = sum(each.stem == stem for each in occurrences)
    return log(1 + (passages - having + 0.5) / (having + 0.5))


def _scores(
    occurrences: list[Occurrence], weights: Mapping[str, float], usual: float
) -> dict[int, float]:
    grouped = groupby(occurrences, key=lambda each: each.passage_id)
    return {
        passage_id: sum(weights[each.stem] * _share(each, usual) for each in found)
        for passage_id, found in grouped
    }


def _share(found: Occurrence, usual: float) -> float:
    held = 1 - LENGTH_PENALTY + LENGTH_PENALTY * found.length / usual
    return found.count * (SATURATION + 1) / (found.count + SATURATION * held)
