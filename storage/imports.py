"""Imports: what somebody brought for the knowledge, until it is published or put away."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, and_, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Document, Record
from storage.knowledge import Window


class ImportState(StrEnum):
    """`ready` is a draft that a person looks at; `replaced` is a document as it was before a
    change, kept to undo that."""

    WAITING = "waiting"
    READING = "reading"
    READY = "ready"
    PUBLISHED = "published"
    REFUSED = "refused"
    DISCARDED = "discarded"
    REPLACED = "replaced"


UNREAD = (ImportState.WAITING, ImportState.READING)


class Import(Record):
    """One file or text on its way into the knowledge.

    `source` is what was read, as JSON; `content` is forgotten then. Of a published one `done`
    of `total` parts are found by meaning, too. Nobody else touches a
    `reading` row before `leased_until`, on the real clock. Nobody in person brought what has
    no `person_id`: it came from the folder. `author_id` answered a partner with these words,
    and so may not publish them alone.
    """

    __tablename__ = "imports"
    __table_args__ = (Index(None, "state", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str]
    created_at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    conversation_id: Mapped[int | None] = mapped_column(
        ForeignKey("conversations.id"), default=None
    )
    content: Mapped[bytes | None] = mapped_column(default=None)
    state: Mapped[ImportState] = mapped_column(default=ImportState.WAITING)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=1)
    reason: Mapped[str] = mapped_column(default="")
    facts: Mapped[Document] = mapped_column(default_factory=dict)
    source: Mapped[Document | None] = mapped_column(default=None)
    document_id: Mapped[int | None] = mapped_column(default=None)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    gap_id: Mapped[int | None] = mapped_column(ForeignKey("gaps.id"), default=None)
    token: Mapped[str] = mapped_column(default="")
    leased_until: Mapped[datetime | None] = mapped_column(default=None)
    attempts: Mapped[int] = mapped_column(default=0)

    @property
    def card(self) -> str:
        return f"import:{self.id}"

    @property
    def is_unread(self) -> bool:
        return self.state in UNREAD

    def refuse(self, reason: str, facts: Document) -> None:
        self.state, self.reason, self.facts = ImportState.REFUSED, reason, facts
        self.content = None

    def read(self, source: Document) -> None:
        self.state, self.source, self.content = ImportState.READY, source, None


@dataclass(frozen=True, slots=True)
class Reading:
    """One import in one worker's hands."""

    id: int
    token: str
    name: str
    content: bytes
    attempts: int


class Imports:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, brought: Import) -> Import:
        self._session.add(brought)
        self._session.flush()
        return brought

    def get(self, import_id: int) -> Import:
        return self._session.get_one(Import, import_id)

    def locked(self, import_id: int) -> Import | None:
        """Nobody else's until the transaction ends."""
        query = select(Import).filter_by(id=import_id).with_for_update()
        return self._session.scalars(query).one_or_none()

    def take(self, at: datetime, lease: timedelta) -> Reading | None:
        """The oldest to be read: a new one, or one whose reader is gone."""
        gone = and_(Import.state == ImportState.READING, Import.leased_until <= at)
        query = (
            select(Import)
            .where(or_(Import.state == ImportState.WAITING, gone))
            .order_by(Import.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        found = self._session.scalars(query).one_or_none()
        if found is None:
            return None
        found.state, found.token = ImportState.READING, secrets.token_hex(16)
        found.leased_until, found.attempts = at + lease, found.attempts + 1
        return Reading(found.id, found.token, found.name, found.content or b"", found.attempts)

    def held(self, reading: Reading) -> Import | None:
        """The import, while it is still in this worker's hands."""
        found = self.locked(reading.id)
        return found if found is not None and found.token == reading.token else None

    def waiting(self) -> bool:
        """Is there anything to read, or being read?"""
        query = select(Import.id).where(Import.state.in_(UNREAD)).limit(1)
        return self._session.scalar(query) is not None

    def learning(self) -> Sequence[Import]:
        """Published, and not yet read to the end by the model that finds by meaning."""
        query = select(Import).where(Import.state == ImportState.PUBLISHED)
        return self._session.scalars(query.where(Import.done < Import.total)).all()

    def learned(self, document_id: int | None) -> tuple[int, int]:
        """How many parts of a document the model has read, and of how many."""
        query = select(func.count(Window.vector), func.count()).where(
            Window.document_id == document_id
        )
        done, total = self._session.execute(query).one()
        return done, total

    def refused(self, since: datetime) -> Sequence[Import]:
        """The newest first."""
        query = select(Import).where(Import.state == ImportState.REFUSED)
        query = query.where(Import.created_at >= since).order_by(Import.id.desc())
        return self._session.scalars(query).all()

    def named(self, name: str) -> Import | None:
        """The one that is a draft or was published, such as a ticket's answer."""
        alive = (ImportState.READY, ImportState.PUBLISHED)
        query = select(Import).where(Import.name == name, Import.state.in_(alive))
        return self._session.scalars(query.order_by(Import.id)).first()

    def drafts(self) -> Sequence[Import]:
        """What waits for somebody to publish it."""
        query = select(Import).filter_by(state=ImportState.READY).order_by(Import.id)
        return self._session.scalars(query).all()

    def refuse(self, name: str, reason: str, facts: Document, now: datetime) -> None:
        """A file of the folder; what was said of it before is forgotten."""
        self.forgive(name)
        refused = Import(name=name, created_at=now)
        refused.refuse(reason, facts)
        self._session.add(refused)

    def forgive(self, name: str) -> None:
        """The folder's file is good now, or gone."""
        mine = (Import.name == name, Import.person_id.is_(None))
        refused = (*mine, Import.state == ImportState.REFUSED)
        gone = update(Import).where(*refused).values(state=ImportState.DISCARDED)
        self._session.execute(gone)
