"""Stewardship: who looks after each document, and who asked what is to be looked at again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Record
from storage.gaps import Gap, GapAsker, GapState
from storage.inserting import insert_missing
from storage.knowledge import Document


class Steward(Record):
    """Who looks after the document of a source. `state` is what we last saw of the document
    and `changed_at` since when; `reminded_for` is the last day of which its owner was told."""

    __tablename__ = "stewards"

    source: Mapped[str] = mapped_column(primary_key=True)
    changed_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    review_on: Mapped[date | None] = mapped_column(default=None)
    reminded_for: Mapped[date | None] = mapped_column(default=None)


class SecondLook(Record):
    """Somebody's open question that the knowledge may answer by now.

    `document_id` is what a person wrote as its answer.
    """

    __tablename__ = "second_looks"

    asker_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document_id: Mapped[int | None] = mapped_column(default=None)


class Stewardship:
    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, source: str, now: datetime) -> Steward:
        """The steward's row of a document, made if there is none."""
        missing = insert_missing(self._session, Steward)
        self._session.execute(missing.values(source=source, changed_at=now, state=""))
        return self._session.get_one(Steward, source)

    def all(self) -> Mapping[str, Steward]:
        return {found.source: found for found in self._session.scalars(select(Steward))}

    def watch(self, documents: Iterable[Document], now: datetime) -> bool:
        """Note since when each document says what it says; can any answer more than before?"""
        known, changed = self.all(), False
        for document in documents:
            content, state = _content(document), f"{_content(document)} {document.vectors_of}"
            steward = known.get(document.source) or self.of(document.source, now)
            if not steward.state.startswith(content):
                steward.changed_at = now
            changed = changed or steward.state != state
            steward.state = state
        return changed

    def look_again(self, gap_id: int | None = None, document_id: int | None = None) -> None:
        """At what everybody asked that is still open, or at one gap that a person answered."""
        query = (
            select(GapAsker.id)
            .join(Gap, Gap.id == GapAsker.gap_id)
            .where(Gap.state == GapState.OPEN, GapAsker.told_at.is_(None))
        )
        if gap_id is not None:
            query = query.where(Gap.id == gap_id)
        ids = list(self._session.scalars(query))
        if document_id is not None:
            self._session.execute(delete(SecondLook).where(SecondLook.asker_id.in_(ids)))
        rows = [{"asker_id": asker_id, "document_id": document_id} for asker_id in ids]
        if rows:
            self._session.execute(insert_missing(self._session, SecondLook).values(rows))

    def to_look_at(self) -> SecondLook | None:
        """The next one."""
        query = select(SecondLook).order_by(SecondLook.asker_id).limit(1)
        return self._session.scalars(query).one_or_none()

    def asker(self, asker_id: int) -> GapAsker | None:
        return self._session.get(GapAsker, asker_id)

    def looked(self, asker_id: int) -> bool:
        """It is done; False where somebody else was first."""
        gone = delete(SecondLook).where(SecondLook.asker_id == asker_id)
        return bool(self._session.scalars(gone.returning(SecondLook.asker_id)).all())


def _content(document: Document) -> str:
    period = f"{document.effective_from} {document.effective_to}"
    return f"{document.digest} {period} {sorted(document.audience.items())}"
