"""Files of sales that somebody brought in a chat, from the first look to the last row."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Document, Record


class FileState(StrEnum):
    """`waiting` to be looked through, `ready` for somebody's word, `accepted` to be taken."""

    WAITING = "waiting"
    READY = "ready"
    ACCEPTED = "accepted"
    TAKEN = "taken"
    REFUSED = "refused"
    DISCARDED = "discarded"


#: What somebody still has to work on.
DUE = (FileState.WAITING, FileState.ACCEPTED)


class SalesFile(Record):
    """`content` is forgotten when all is taken. `seen` is what the first look found, `became`
    what was made of the rows so far, and `done` how many of the `total` those are; `mend` has
    the refused ones. Nobody else touches one in hand before `leased_until`, on the real clock."""

    __tablename__ = "sales_files"
    __table_args__ = (Index(None, "state", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str]
    source: Mapped[str]
    created_at: Mapped[datetime]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    conversation_id: Mapped[int | None] = mapped_column(
        ForeignKey("conversations.id"), default=None
    )
    content: Mapped[bytes | None] = mapped_column(default=None)
    state: Mapped[FileState] = mapped_column(default=FileState.WAITING)
    seen: Mapped[Document] = mapped_column(default_factory=dict)
    became: Mapped[Document] = mapped_column(default_factory=dict)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    mend: Mapped[bytes | None] = mapped_column(default=None)
    token: Mapped[str] = mapped_column(default="")
    leased_until: Mapped[datetime | None] = mapped_column(default=None)
    attempts: Mapped[int] = mapped_column(default=0)

    @property
    def card(self) -> str:
        return f"sales_file:{self.id}"

    def ready(self, seen: Document, total: int) -> None:
        self._become(FileState.READY)
        self.seen, self.total, self.attempts = seen, total, 0

    def refuse(self, reason: str, facts: Mapping[str, str | int]) -> None:
        self._become(FileState.REFUSED)
        self.seen, self.content = {"reason": reason, "facts": dict(facts)}, None

    def accept(self) -> None:
        self._become(FileState.ACCEPTED)

    def discard(self) -> None:
        self._become(FileState.DISCARDED)
        self.content = None

    def taken(self, mend: bytes | None) -> None:
        self._become(FileState.TAKEN)
        self.mend, self.content = mend, None

    def release(self) -> None:
        """Anybody may go on with it at once."""
        self.token, self.leased_until = "", None

    def _become(self, state: FileState) -> None:
        self.state = state
        self.release()


@dataclass(frozen=True, slots=True)
class InHand:
    """One file in one worker's hands."""

    id: int
    token: str
    state: FileState
    content: bytes
    attempts: int


class SalesFiles:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, brought: SalesFile) -> SalesFile:
        self._session.add(brought)
        self._session.flush()
        return brought

    def get(self, file_id: int) -> SalesFile:
        return self._session.get_one(SalesFile, file_id)

    def brought_by(self, person_id: int, file_id: int) -> SalesFile | None:
        """Their own, and nobody else's until the transaction ends."""
        query = select(SalesFile).filter_by(id=file_id, person_id=person_id).with_for_update()
        return self._session.scalars(query).one_or_none()

    def waiting(self) -> bool:
        """Is there anything to work on, or in hand?"""
        query = select(SalesFile.id).where(SalesFile.state.in_(DUE)).limit(1)
        return self._session.scalar(query) is not None

    def take(self, at: datetime, lease: timedelta) -> InHand | None:
        """The oldest that is due and in nobody's hands."""
        free = or_(SalesFile.leased_until.is_(None), SalesFile.leased_until <= at)
        query = select(SalesFile).where(SalesFile.state.in_(DUE), free)
        query = query.order_by(SalesFile.id).limit(1).with_for_update(skip_locked=True)
        found = self._session.scalars(query).one_or_none()
        if found is None:
            return None
        found.token, found.attempts = secrets.token_hex(16), found.attempts + 1
        found.leased_until = at + lease
        content = found.content or b""
        return InHand(found.id, found.token, found.state, content, found.attempts)

    def held(self, file: InHand) -> SalesFile | None:
        """The file, while it is still in this worker's hands."""
        query = select(SalesFile).filter_by(id=file.id, token=file.token).with_for_update()
        return self._session.scalars(query).one_or_none()
