"""The whole section that was cited, for whoever may read its document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from storage.knowledge import Asker, Document
from storage.store import Records


@dataclass(frozen=True, slots=True)
class Cited:
    """A section as it was quoted, and the day that the answer held for."""

    day: date
    document: str
    version: str
    language: str
    heading: str


@dataclass(frozen=True, slots=True)
class Whole:
    """All that stands under one heading of a document, and when that holds."""

    title: str
    heading: str
    page: str
    text: str
    link: str
    effective_from: date
    effective_to: date | None
    restricted: bool


def section(records: Records, asker: Asker, cited: Cited) -> Whole | None:
    """The section as cited, of a document that this asker may read and that held on its day."""
    named = (cited.document, cited.version, cited.language)
    for document in records.knowledge.readable(asker, cited.day):
        if (document.title, document.version, document.language) == named:
            return _whole(records, document, cited.heading)
    return None


def _whole(records: Records, document: Document, heading: str) -> Whole | None:
    passages = [p for p in records.knowledge.passages_of(document) if p.heading == heading]
    if not passages:
        return None
    return Whole(
        title=f"{document.title} {document.version}".strip(),
        heading=heading,
        page=passages[0].page,
        text="\n\n".join(passage.text for passage in passages),
        link=document.link,
        effective_from=document.effective_from,
        effective_to=document.effective_to,
        restricted=document.is_restricted,
    )
