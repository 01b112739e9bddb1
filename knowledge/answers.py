"""What a question is answered with: words of a document and where they stand, or nothing."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


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
    """The sentences that answer, with their proof. With a `disagreement` there is one quote
    for each of the documents that do not say the same."""

    text: str
    confidence: float
    quotes: tuple[Quote, ...]
    candidates: tuple[Candidate, ...]
    disagreement: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """No document answers this; the candidates only share words with it."""

    confidence: float
    candidates: tuple[Candidate, ...]


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
