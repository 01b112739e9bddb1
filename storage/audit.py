"""Who looked at or changed what, in rows that are only ever added."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Document, Record


class AuditEntry(Record):
    """One look or change. `action` is the operation, `outcome` is done, refused or failed."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    action: Mapped[str]
    object: Mapped[str]
    outcome: Mapped[str]
    detail: Mapped[Document] = mapped_column(default_factory=dict)


class Audit:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, entry: AuditEntry) -> None:
        self._session.add(entry)

    def of(self, action: str) -> Sequence[AuditEntry]:
        query = select(AuditEntry).filter_by(action=action).order_by(AuditEntry.id)
        return self._session.scalars(query).all()

    def about(self, subject: str) -> Sequence[AuditEntry]:
        query = select(AuditEntry).filter_by(object=subject).order_by(AuditEntry.id)
        return self._session.scalars(query).all()
