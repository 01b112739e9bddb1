"""The inbox: every event a platform delivered, once, with the answer it got.

A redelivery finds its row and has no second effect. `raw` is kept so that an event which was
acknowledged survives a crash; `answer` so that a redelivered request hears the same again.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Document, Record
from storage.inserting import insert_missing
from storage.values import Platform


class EventState(StrEnum):
    NEW = "new"
    LEASED = "leased"
    DONE = "done"
    FAILED = "failed"


class Event(Record):
    """One delivery of the platform.

    `gesture` is a second key for what a person did once and the platform tells twice (Slack's
    `message` and `app_mention`, two `ts` with one `client_msg_id`; Teams' conversation and
    activity id). Rule: DELIVERY.md section 9.1.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("platform", "workspace", "event_id"),
        UniqueConstraint("platform", "workspace", "gesture"),
        Index(None, "state", "received_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    platform: Mapped[Platform]
    workspace: Mapped[str]
    event_id: Mapped[str]
    gesture: Mapped[str | None]
    raw: Mapped[Document]
    received_at: Mapped[datetime]
    state: Mapped[EventState] = mapped_column(default=EventState.NEW)
    attempts: Mapped[int] = mapped_column(default=0)
    token: Mapped[str] = mapped_column(default="")
    leased_until: Mapped[datetime | None] = mapped_column(default=None)
    answer: Mapped[Document | None] = mapped_column(default=None)


@dataclass(frozen=True, slots=True)
class Received:
    """An event as a door hears it: kept before it is acknowledged."""

    platform: Platform
    workspace: str
    event_id: str
    gesture: str | None
    raw: Document
    received_at: datetime


class Inbox:
    def __init__(self, session: Session) -> None:
        self._session = session

    def receive(self, received: Received) -> bool:
        """Keep an event; False when it, or the same gesture under another name, is there."""
        row = {field.name: getattr(received, field.name) for field in fields(received)}
        row |= {"state": EventState.NEW, "attempts": 0, "token": ""}
        kept = insert_missing(self._session, Event).values(row).returning(Event.id)
        return self._session.scalar(kept) is not None

    def once(self, platform: Platform, workspace: str, event_id: str, now: datetime) -> Event:
        """The event's row, locked until the transaction ends; made if the door made none."""
        query = select(Event).filter_by(platform=platform, workspace=workspace, event_id=event_id)
        found = self._session.scalars(query.with_for_update()).one_or_none()
        return found or self._add(platform, workspace, event_id, now)

    def _add(self, platform: Platform, workspace: str, event_id: str, now: datetime) -> Event:
        event = Event(
            platform=platform,
            workspace=workspace,
            event_id=event_id,
            gesture=None,
            raw={},
            received_at=now,
        )
        self._session.add(event)
        self._session.flush()
        return event
