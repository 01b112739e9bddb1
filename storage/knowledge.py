"""What the assistant knows: documents, their passages, and the words that find them."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, delete, event, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Document as Json
from storage.base import Record
from storage.inserting import insert_missing


@dataclass(frozen=True, slots=True)
class Asker:
    """What decides which documents a person may read; the words are those of the records."""

    kind: str = ""
    tier: str = ""
    region: str = ""
    language: str = ""
    staff: bool = False

    def may_read(self, audience: Mapping[str, Any]) -> bool:
        """Staff read everything; a member only what is meant for a partner like theirs."""
        if self.staff or not audience:
            return True
        facts = {
            "kinds": self.kind,
            "tiers": self.tier,
            "regions": self.region,
            "languages": self.language,
        }
        wanted = {name: audience.get(name) for name in facts}
        fits = all(facts[name] in among for name, among in wanted.items() if among)
        return fits and not audience.get("staff_only")


class Document(Record):
    """One version of one document in one language, in force on the days of its period.

    `audience` holds any of `kinds`, `tiers`, `regions`, `languages` (lists of who may read it)
    and `staff_only`; empty means everyone. `source` is where it came from and names it once.
    `vectors_of` names the model whose vectors all its windows have; empty until then.
    """

    __tablename__ = "documents"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    title: Mapped[str]
    version: Mapped[str]
    language: Mapped[str]
    effective_from: Mapped[date]
    source: Mapped[str] = mapped_column(unique=True)
    effective_to: Mapped[date | None] = mapped_column(default=None)
    supersedes: Mapped[str] = mapped_column(default="")
    audience: Mapped[Json] = mapped_column(default_factory=dict)
    link: Mapped[str] = mapped_column(default="")
    digest: Mapped[str] = mapped_column(default="")
    vectors_of: Mapped[str] = mapped_column(default="")

    def may_be_read_by(self, asker: Asker) -> bool:
        return asker.may_read(self.audience)

    @property
    def is_restricted(self) -> bool:
        """Not for every partner, so not for reading aloud in a channel."""
        return any(self.audience.values())

    def end(self, day: date) -> None:
        """Leave force after that day, unless it already ends earlier."""
        self.effective_to = min(self.effective_to or day, day)


class Passage(Record):
    """A section of a document: the part that can be quoted. `stems` are the words by which it
    is found, its title and headings included, one a line."""

    __tablename__ = "passages"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    ordinal: Mapped[int]
    heading: Mapped[str]
    text: Mapped[str]
    stems: Mapped[str] = mapped_column(default="")
    page: Mapped[str] = mapped_column(default="")


class Window(Record):
    """A few sentences of a passage, from `start` to `end` in its text, found by meaning.

    `vector` holds one signed byte a dimension; None until the model has read it.
    """

    __tablename__ = "windows"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    passage_id: Mapped[int] = mapped_column(ForeignKey("passages.id"), index=True)
    start: Mapped[int]
    end: Mapped[int]
    vector: Mapped[bytes | None] = mapped_column(default=None)


class Edition(Record):
    """Changes whenever a document does: who holds a copy of the knowledge sees that it is old."""

    __tablename__ = "knowledge_editions"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str]


@dataclass(frozen=True, slots=True)
class Listed:
    """What decides whether a document may be searched, without its text."""

    id: int
    digest: str
    vectors_of: str
    language: str
    effective_from: date
    effective_to: date | None
    audience: Mapping[str, Any]

    def is_open_to(self, asker: Asker, day: date) -> bool:
        holds = self.effective_from <= day and (not self.effective_to or day <= self.effective_to)
        return holds and asker.may_read(self.audience)


LISTED = (
    Document.id,
    Document.digest,
    Document.vectors_of,
    Document.language,
    Document.effective_from,
    Document.effective_to,
    Document.audience,
)
AT_ONCE = 500  #: ids in one question to the database


class Knowledge:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, document: Document) -> Document:
        self._session.add(document)
        self._session.flush()
        return document

    def add_passages(self, passages: Sequence[Passage]) -> None:
        self._session.add_all(passages)
        self._session.flush()

    def add_windows(self, windows: Sequence[Window]) -> None:
        self._session.add_all(windows)
        self._session.flush()

    def remove(self, document: Document) -> None:
        """With its passages and their windows."""
        self._session.execute(delete(Window).filter_by(document_id=document.id))
        self._session.execute(delete(Passage).filter_by(document_id=document.id))
        self._session.delete(document)
        self._session.flush()

    def documents(self) -> Sequence[Document]:
        query = select(Document).order_by(Document.title, Document.version, Document.language)
        return self._session.scalars(query).all()

    def get(self, ids: Collection[int]) -> dict[int, Document]:
        found = self._session.scalars(select(Document).where(Document.id.in_(ids)))
        return {document.id: document for document in found}

    def from_source(self, source: str) -> Document | None:
        return self._session.scalars(select(Document).filter_by(source=source)).one_or_none()

    def versions(self, title: str, language: str) -> Sequence[Document]:
        query = select(Document).filter_by(title=title, language=language)
        return self._session.scalars(query.order_by(Document.effective_from)).all()

    def readable(self, asker: Asker, day: date) -> list[Document]:
        """What this asker may read, as it is in force that day."""
        query = (
            select(Document)
            .where(Document.effective_from <= day)
            .where((Document.effective_to.is_(None)) | (Document.effective_to >= day))
            .order_by(Document.id)
        )
        return [found for found in self._session.scalars(query) if found.may_be_read_by(asker)]

    def edition(self) -> str:
        """The same as long as no document has changed."""
        return self._session.scalar(select(Edition.token)) or ""

    def listed(self) -> list[Listed]:
        rows = self._session.execute(select(*LISTED).order_by(Document.id))
        return [Listed(*row) for row in rows]

    def found_by(self, documents: Sequence[int]) -> Iterator[tuple[int, int, str]]:
        """Passage, document and stems of all passages of these documents, in their order."""
        columns = (Passage.id, Passage.document_id, Passage.stems)
        for some in _parts(documents):
            query = select(*columns).where(Passage.document_id.in_(some))
            rows = self._session.execute(query.order_by(Passage.id))
            yield from ((passage, document, stems) for passage, document, stems in rows)

    def vectors(self, documents: Sequence[int]) -> Iterator[tuple[int, int, int, bytes]]:
        """Passage, start, end and vector of all windows of these documents, in their order."""
        columns = (Window.passage_id, Window.start, Window.end, Window.vector)
        for some in _parts(documents):
            query = select(*columns).where(Window.document_id.in_(some))
            query = query.where(Window.vector.is_not(None))
            query = query.order_by(Window.passage_id, Window.start)
            rows = self._session.execute(query)
            yield from ((owner, start, end, vector or b"") for owner, start, end, vector in rows)

    def passages(self, ids: Collection[int]) -> dict[int, Passage]:
        found = self._session.scalars(select(Passage).where(Passage.id.in_(ids)))
        return {passage.id: passage for passage in found}

    def passages_of(self, document: Document) -> Sequence[Passage]:
        query = select(Passage).filter_by(document_id=document.id).order_by(Passage.ordinal)
        return self._session.scalars(query).all()

    def windows_of(self, document: Document) -> Sequence[Window]:
        query = select(Window).filter_by(document_id=document.id).order_by(Window.id)
        return self._session.scalars(query).all()

    def without_vectors_of(self, model: str) -> Document | None:
        """The next document that this model has not read to its end."""
        query = select(Document).where(Document.vectors_of != model).order_by(Document.id)
        return self._session.scalars(query.limit(1)).one_or_none()

    def give_vectors(self, vectors: Mapping[int, bytes]) -> None:
        """To windows, by their ids; those that are gone meanwhile are left out."""
        for window_id, vector in vectors.items():
            self._session.execute(update(Window).filter_by(id=window_id).values(vector=vector))


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE))


@event.listens_for(Session, "before_flush")
def _new_edition(session: Session, *_: object) -> None:
    """In the transaction that changes a document, so that both are seen together."""
    changed = (*session.new, *session.dirty, *session.deleted)
    if any(isinstance(each, Document) for each in changed):
        session.execute(insert_missing(session, Edition).values(id=1, token=""))
        session.execute(update(Edition).values(token=secrets.token_hex(16)))
