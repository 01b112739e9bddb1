"""Answers a question in the words of a document, or says that no document does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from knowledge.asked import Question, asked
from knowledge.index import Hit, search
from knowledge.reading import Reading, clearest, read
from storage.knowledge import Document
from storage.store import Records

#: Below this an answer is wrong too often. Chosen on every second question of
#: tests/knowledge/asked.py, half-way between what is answered and what is absent there.
THRESHOLD = 0.66


@dataclass(frozen=True, slots=True)
class Quote:
    """What a document says, word for word, and where it stands."""

    document: str
    version: str
    heading: str
    page: str
    quote: str
    link: str
    language: str
    effective_from: date
    effective_to: date | None
    restricted: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that was considered."""

    document: str
    heading: str
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The sentences that answer, with their proof."""

    text: str
    confidence: float
    quotes: tuple[Quote, ...]
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """No document answers this; the candidates only share words with it."""

    confidence: float
    candidates: tuple[Candidate, ...]


def answer(records: Records, question: Question) -> Answer | Unknown:
    """Answer from the documents that this asker may read and that hold on that day.

    Documents in the question's language come first; another language's is quoted only when
    they do not answer.
    """
    documents = records.knowledge.readable(question.asker, question.day)
    candidates: list[Candidate] = []
    confidence = 0.0
    for language in _languages(question, documents):
        readings = _read(records, question, language, documents)
        candidates += [_candidate(reading.hit) for reading in readings]
        best = clearest(readings)
        if best is not None and best.confidence >= THRESHOLD:
            return Answer(best.quote, best.confidence, (_quote(best),), tuple(candidates))
        confidence = max(confidence, best.confidence if best else 0.0)
    return Unknown(confidence, tuple(candidates))


def as_json(found: Answer | Unknown) -> dict[str, Any]:
    """As `mitra ask --json` prints it."""
    quotes = found.quotes if isinstance(found, Answer) else ()
    shown = ("document", "version", "heading", "page", "quote", "link")
    return {
        "answered": isinstance(found, Answer),
        "text": found.text if isinstance(found, Answer) else "",
        "confidence": round(found.confidence, 3),
        "citations": [{name: getattr(quote, name) for name in shown} for quote in quotes],
        "candidates": [asdict(candidate) for candidate in found.candidates],
    }


def _languages(question: Question, documents: Iterable[Document]) -> list[str]:
    present = {document.language for document in documents}
    return sorted(present, key=lambda language: (language != question.language, language))


def _read(
    records: Records, question: Question, language: str, documents: Sequence[Document]
) -> list[Reading]:
    about = asked(question.text, language)
    if not about.stems:
        return []
    among = [document for document in documents if document.language == language]
    found = search(records, about.stems, among)
    return [read(hit, about, found.weights) for hit in found.hits]


def _candidate(hit: Hit) -> Candidate:
    return Candidate(hit.document.title, hit.passage.heading, hit.score)


def _quote(reading: Reading) -> Quote:
    document, passage = reading.hit.document, reading.hit.passage
    return Quote(
        document=document.title,
        version=document.version,
        heading=passage.heading,
        page=passage.page,
        quote=reading.quote,
        link=document.link,
        language=document.language,
        effective_from=document.effective_from,
        effective_to=document.effective_to,
        restricted=document.is_restricted,
    )
