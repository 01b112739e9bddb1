"""What the assistant knows: documents, their passages, and the words that find them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ForeignKey, Index, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Document as Json
from storage.base import Record


@dataclass(frozen=True, slots=True)
class Asker:
    """What decides which documents a person may read; the words are those of the records."""

    kind: str = ""
    tier: str = ""
    region: str = ""
    language: str = ""
    staff: bool = False


class Document(Record):
    """One version of one document in one language, in force on the days of its period.

    `audience` holds any of `kinds`, `tiers`, `regions`, `languages` (lists of who may read it)
    and `staff_only`; empty means everyone. `source` is where it came from and names it once.
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

    def may_be_read_by(self, asker: Asker) -> bool:
        """Staff read everything; a member only what is meant for a partner like theirs."""
        if asker.staff:
            return True
        facts = {
            "kinds": asker.kind,
            "tiers": asker.tier,
            "regions": asker.region,
            "languages": asker.language,
        }
        wanted = {name: self.audience.get(name) for name in facts}
        fits = all(facts[name] in among for name, among in wanted.items() if among)
        return fits and not self.audience.get("staff_only")

    @property
    def is_restricted(self) -> bool:
        """Not for every partner, so not for reading aloud in a channel."""
        return any(self.audience.values())

    def end(self, day: date) -> None:
        """Leave force after that day, unless it already ends earlier."""
        self.effective_to = min(self.effective_to or day, day)


class Passage(Record):
    """A section of a document: the part that can be quoted. `length` counts its stems."""

    __tablename__ = "passages"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    ordinal: Mapped[int]
    heading: Mapped[str]
    text: Mapped[str]
    length: Mapped[int]
    page: Mapped[str] = mapped_column(default="")


class PassageWord(Record):
    """How often a stem stands in a passage, its title and heading included."""

    __tablename__ = "passage_words"
    __table_args__ = (Index(None, "stem"),)

    passage_id: Mapped[int] = mapped_column(ForeignKey("passages.id"), primary_key=True)
    stem: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A stem found in a passage of `length` stems."""

    stem: str
    passage_id: int
    count: int
    length: int


class Knowledge:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, document: Document) -> Document:
        self._session.add(document)
        self._session.flush()
        return document

    def add_passage(self, passage: Passage, stems: Mapping[str, int]) -> None:
        self._session.add(passage)
        self._session.flush()
        self._session.add_all(
            PassageWord(passage_id=passage.id, stem=stem, count=count)
            for stem, count in stems.items()
        )

    def remove(self, document: Document) -> None:
        """With its passages and their words."""
        passages = select(Passage.id).filter_by(document_id=document.id)
        self._session.execute(delete(PassageWord).where(PassageWord.passage_id.in_(passages)))
        self._session.execute(delete(Passage).filter_by(document_id=document.id))
        self._session.delete(document)
        self._session.flush()

    def documents(self) -> Sequence[Document]:
        query = select(Document).order_by(Document.title, Document.version, Document.language)
        return self._session.scalars(query).all()

    def from_source(self, source: str) -> Document | None:
        return self._session.scalars(select(Document).filter_by(source=source)).one_or_none()

    def versions(self, title: str, language: str) -> Sequence[Document]:
        query = select(Document).filter_by(title=title, language=language)
        return self._session.scalars(query.order_by(Document.effective_from)).all()

    def readable(self, asker: Asker, day: date) -> list[Document]:
        """What this asker may read, as it is in force that day; nothing else is searched."""
        query = (
            select(Document)
            .where(Document.effective_from <= day)
            .where((Document.effective_to.is_(None)) | (Document.effective_to >= day))
            .order_by(Document.id)
        )
        return [found for found in self._session.scalars(query) if found.may_be_read_by(asker)]

    def extent(self, documents: Collection[int]) -> tuple[int, int]:
        """How many passages these documents have, and how many stems in all."""
        query = select(func.count(), func.coalesce(func.sum(Passage.length), 0)).where(
            Passage.document_id.in_(documents)
        )
        passages, stems = self._session.execute(query).one()
        return passages, stems

    def occurrences(
        self, stems: Collection[str], documents: Collection[int]
    ) -> Iterable[Occurrence]:
        query = (
            select(PassageWord.stem, Passage.id, PassageWord.count, Passage.length)
            .join(Passage, Passage.id == PassageWord.passage_id)
            .where(PassageWord.stem.in_(stems), Passage.document_id.in_(documents))
            .order_by(Passage.id, PassageWord.stem)
        )
        return (Occurrence(*row) for row in self._session.execute(query))

    def passages(self, ids: Collection[int]) -> dict[int, Passage]:
        found = self._session.scalars(select(Passage).where(Passage.id.in_(ids)))
        return {passage.id: passage for passage in found}
