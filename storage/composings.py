"""Answers that are to be put into other words: errands that are run outside any transaction."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Document, Record
from storage.values import Language


class ComposingState(StrEnum):
    """`done`: the answer was put into other words; `kept`: its own words stand."""

    WAITING = "waiting"
    WRITING = "writing"
    DONE = "done"
    KEPT = "kept"


class Composing(Record):
    """One answer to put into other words: `key` names its message, `passages` is all that may
    be said with it. `reason` is why its own words stand."""

    __tablename__ = "composings"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str] = mapped_column(unique=True)
    question: Mapped[str]
    language: Mapped[Language]
    passages: Mapped[Document]
    created_at: Mapped[datetime]
    state: Mapped[ComposingState] = mapped_column(default=ComposingState.WAITING, index=True)
    reason: Mapped[str] = mapped_column(default="")
    attempts: Mapped[int] = mapped_column(default=0)
    token: Mapped[str] = mapped_column(default="")
    leased_until: Mapped[datetime | None] = mapped_column(default=None)

    def done(self) -> None:
        self.state, self.token, self.leased_until = ComposingState.DONE, "", None

    def kept(self, reason: str) -> None:
        self.state, self.reason = ComposingState.KEPT, reason
        self.token, self.leased_until = "", None

    def wait(self) -> None:
        self.state, self.token, self.leased_until = ComposingState.WAITING, "", None


@dataclass(frozen=True, slots=True)
class Errand:
    """One composing in one worker's hands."""

    id: int
    token: str
    key: str
    question: str
    language: Language
    passages: Document
    created_at: datetime
    attempts: int


class Composings:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, composing: Composing) -> Composing:
        self._session.add(composing)
        self._session.flush()
        return composing

    def waiting(self) -> Sequence[Composing]:
        """Those that nobody has finished, oldest first."""
        unfinished = (ComposingState.WAITING, ComposingState.WRITING)
        query = select(Composing).where(Composing.state.in_(unfinished)).order_by(Composing.id)
        return self._session.scalars(query).all()

    def take(self, composing_id: int, at: datetime, lease: timedelta) -> Errand | None:
        """None: somebody else has it, or it is finished."""
        gone = and_(Composing.state == ComposingState.WRITING, Composing.leased_until <= at)
        query = (
            select(Composing)
            .where(Composing.id == composing_id)
            .where(or_(Composing.state == ComposingState.WAITING, gone))
            .with_for_update(skip_locked=True)
        )
        found = self._session.scalars(query).one_or_none()
        if found is None:
            return None
        found.state, found.token = ComposingState.WRITING, secrets.token_hex(16)
        found.leased_until, found.attempts = at + lease, found.attempts + 1
        return _errand(found)

    def held(self, errand: Errand) -> Composing | None:
        """The composing, while it is still in this worker's hands."""
        query = select(Composing).filter_by(id=errand.id, token=errand.token)
        return self._session.scalars(query.with_for_update()).one_or_none()

    def reworded(self) -> int:
        """How many answers read otherwise by now than when they were given."""
        query = select(func.count()).select_from(Composing)
        return self._session.scalar(query.filter_by(state=ComposingState.DONE)) or 0

    def reworded_among(self, keys: Collection[str]) -> set[str]:
        query = select(Composing.key).filter_by(state=ComposingState.DONE)
        return set(self._session.scalars(query.where(Composing.key.in_(keys))))

    def with_key(self, key: str) -> Composing | None:
        return self._session.scalars(select(Composing).filter_by(key=key)).one_or_none()


def _errand(found: Composing) -> Errand:
    return Errand(
        id=found.id,
        token=found.token,
        key=found.key,
        question=found.question,
        language=found.language,
        passages=found.passages,
        created_at=found.created_at,
        attempts=found.attempts,
    )
