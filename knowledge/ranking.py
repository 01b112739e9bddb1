"""Puts what the two legs found into one order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.index import Finds, Found
from storage.knowledge import Document, Passage
from storage.store import Records

#: How much meaning counts beside words, where both are in one language and where they are not.
MEANING, MEANING_ACROSS = 0.7, 0.85
#: A document in the language of the question comes before its translation.
SAME_LANGUAGE = 0.08


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that may answer; the best has a score near one."""

    document: Document
    passage: Passage
    found: Found
    score: float


def rank(records: Records, finds: Finds, language: str, most: int) -> list[Hit]:
    """The best passages, best first."""
    documents = records.knowledge.get({each.document_id for each in finds.found})
    best = _ordered(finds.found, documents, language)[:most]
    passages = records.knowledge.passages([found.passage_id for _, found in best])
    return [
        Hit(documents[found.document_id], passages[found.passage_id], found, score)
        for score, found in best
        if found.passage_id in passages
    ]


def _ordered(
    found: Sequence[Found], documents: Mapping[int, Document], language: str
) -> list[tuple[float, Found]]:
    known = [each for each in found if each.document_id in documents]
    dense = max((each.dense for each in known), default=0.0)
    lexical = max((each.lexical for each in known), default=0.0)
    scored = []
    for each in known:
        same = documents[each.document_id].language == language
        share = (MEANING if same else MEANING_ACROSS) if dense > 0 else 0.0
        near = max(each.dense, 0.0) / dense if dense > 0 else 0.0
        worded = each.lexical / lexical if lexical > 0 else 0.0
        score = share * near + (1 - share) * worded + (SAME_LANGUAGE if same else 0.0)
        scored.append((score, each))
    return sorted(scored, key=lambda pair: (-pair[0], pair[1].passage_id))
