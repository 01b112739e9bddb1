"""The inbox: every event a platform delivered, once, with the answer it got.

A redelivery finds its row and has no second effect. `raw` is kept so that an event which was
acknowledged survives a crash; `answer` so that a redelivered request hears the same again.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache

from sqlalchemy import Connection, Executable, Index, UniqueConstraint, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Document, Record
from storage.inserting import insert_missing, inserting
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
    activity id). Nobody else touches a leased row before `leased_until`, on the real clock.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("platform", "workspace", "event_id"),
        UniqueConstraint("platform", "workspace", "gesture"),
        Index(None, "state", "id"),
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
    """An event as a door hears it, verified: kept before it is acknowledged."""

    platform: Platform
    workspace: str
    event_id: str
    gesture: str | None
    raw: Document
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Work:
    """One event in one worker's hands."""

    id: int
    token: str
    platform: Platform
    raw: Document
    attempts: int


class Inbox:
    def __init__(self, session: Session) -> None:
        self._session = session

    def receive(self, received: Received) -> bool:
        """Keep an event; False when it, or the same gesture under another name, is there."""
        return self.receive_all([received])[0]

    def receive_all(self, received: Sequence[Received]) -> list[bool]:
        return keep(self._session.connection(), received)

    def is_waiting(self, platform: Platform, workspace: str, event_id: str) -> bool:
        """Is nobody done with it yet?"""
        query = select(Event.state).filter_by(
            platform=platform, workspace=workspace, event_id=event_id
        )
        state = self._session.scalars(query).one_or_none()
        return state in {EventState.NEW, EventState.LEASED}

    def once(self, platform: Platform, workspace: str, event_id: str, now: datetime) -> Event:
        """The event's row, locked until the transaction ends; made if the door made none.

        Of two transactions with the same event one waits here, and then sees what the other
        made of it.
        """
        found = self._locked(platform, workspace, event_id)
        if found is None:
            made = Received(platform, workspace, event_id, None, {}, now)
            statement = insert_missing(self._session, Event)
            self._session.connection().execute(statement, _rows([made]))
            found = self._locked(platform, workspace, event_id)
        assert found is not None
        return found

    def _locked(self, platform: Platform, workspace: str, event_id: str) -> Event | None:
        query = select(Event).filter_by(platform=platform, workspace=workspace, event_id=event_id)
        return self._session.scalars(query.with_for_update()).one_or_none()

    def take(
        self, platforms: Sequence[Platform], limit: int, at: datetime, lease: timedelta
    ) -> list[Work]:
        """Events to work on, the oldest first: new ones, and those whose worker is gone."""
        free = or_(Event.leased_until.is_(None), Event.leased_until <= at)
        query = (
            select(Event.id)
            .where(Event.state.in_((EventState.NEW, EventState.LEASED)), free)
            .where(Event.platform.in_(platforms))
            .order_by(Event.received_at, Event.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        ids = list(self._session.scalars(query))
        taken = (
            update(Event)
            .where(Event.id.in_(ids))
            .values(
                state=EventState.LEASED,
                token=secrets.token_hex(16),
                leased_until=at + lease,
                attempts=Event.attempts + 1,
            )
            .returning(Event.id, Event.token, Event.platform, Event.raw, Event.attempts)
        )
        found = {row.id: Work(*row) for row in self._session.execute(taken)} if ids else {}
        return [found[event_id] for event_id in ids]

    def finish(self, work: Work, state: EventState) -> None:
        """Done without an answer, or given up."""
        self._held(work, state=state, leased_until=None)

    def postpone(self, work: Work, until: datetime) -> None:
        self._held(work, leased_until=until)

    def _held(self, work: Work, **values: object) -> None:
        mine = (Event.id == work.id, Event.token == work.token, Event.state == EventState.LEASED)
        self._session.execute(update(Event).where(*mine).values(**values))


def keep(connection: Connection, received: Sequence[Received]) -> list[bool]:
    """Which of these events are new: the unique keys decide, whoever else is inserting.

    Always in the same order: two doors that insert crosswise would wait for each other.
    Straight to the connection: no object is needed, and this is every event's cost.
    """
    ordered = sorted(received, key=lambda each: (each.workspace, each.event_id))
    inserted = connection.execute(_keeping(connection.dialect.name), _rows(ordered))
    new: set[tuple[object, ...]] = {tuple(row) for row in inserted}
    return [_first(new, each) for each in received]


@cache
def _keeping(dialect: str) -> Executable:
    return inserting(Event, dialect).returning(Event.platform, Event.workspace, Event.event_id)


def _rows(received: Sequence[Received]) -> list[dict[str, object]]:
    names = Received.__dataclass_fields__
    return [{name: getattr(each, name) for name in names} for each in received]


def _first(new: set[tuple[object, ...]], one: Received) -> bool:
    """Of one event heard twice in the same breath, only the first is new."""
    key = (one.platform, one.workspace, one.event_id)
    if key not in new:
        return False
    new.remove(key)
    return True
