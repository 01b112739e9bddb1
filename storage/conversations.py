"""Conversations: what was said and answered in one place, and what is still in the air."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Document, Record
from storage.inserting import insert_missing
from storage.people import Person
from storage.values import Language, Place, Platform, Setting

A_FEW = 20  #: rows to look through for one that has what is needed


class Conversation(Record):
    """One thread, or one direct chat, and what a next sentence in it may refer to.

    `memory` survives restarts: the topic, the question we asked, the draft we hold.
    `owner` and `subject` are set when a capability owns the place (a ticket's thread).
    `reference` is the platform's own address of the chat, kept raw (Teams needs it).
    """

    __tablename__ = "conversations"
    __table_args__ = (UniqueConstraint("platform", "workspace", "channel", "thread", "user"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    platform: Mapped[Platform]
    workspace: Mapped[str]
    channel: Mapped[str]
    thread: Mapped[str]
    user: Mapped[str]
    setting: Mapped[Setting]
    updated_at: Mapped[datetime]
    memory: Mapped[Document] = mapped_column(default_factory=dict)
    owner: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(default="")
    reference: Mapped[Document] = mapped_column(default_factory=dict)

    @property
    def place(self) -> Place:
        return Place(self.platform, self.workspace, self.channel, self.thread, self.setting)


class Exchange(Record):
    """One thing a person did and what we answered."""

    __tablename__ = "exchanges"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime]
    said: Mapped[str]
    handler: Mapped[str]
    operation: Mapped[str]
    language: Mapped[Language]
    outcome: Mapped[str]
    reply: Mapped[Document | None]
    key: Mapped[str] = mapped_column(unique=True)


class Conversations:
    def __init__(self, session: Session) -> None:
        self._session = session

    def at(self, place: Place, user: str, now: datetime) -> Conversation:
        """The conversation in this place, begun if there was none; nobody else's until the
        transaction ends, so that two things said at once are answered one after the other.

        A direct chat belongs to its user, whatever the platform calls its channel; a thread
        to everyone in it.
        """
        owner = user if place.is_direct else ""
        if place.is_direct and not place.thread:
            place = replace(place, channel="")
        found = self._at(place, owner)
        if found is None:
            self._begin(place, owner, now)
            found = self._at(place, owner)
        assert found is not None
        return found

    def _at(self, place: Place, user: str) -> Conversation | None:
        query = select(Conversation).filter_by(
            platform=place.platform,
            workspace=place.workspace,
            channel=place.channel,
            thread=place.thread,
            user=user,
        )
        return self._session.scalars(query.with_for_update()).one_or_none()

    def _begin(self, place: Place, user: str, now: datetime) -> None:
        row = {
            "platform": place.platform,
            "workspace": place.workspace,
            "channel": place.channel,
            "thread": place.thread,
            "user": user,
            "setting": place.setting,
            "updated_at": now,
            "memory": {},
            "reference": {},
        }
        self._session.execute(insert_missing(self._session, Conversation).values(row))

    def get(self, conversation_id: int) -> Conversation | None:
        return self._session.get(Conversation, conversation_id)

    def thread(self, place: Place, thread: str) -> Conversation | None:
        """The conversation in a thread of the place's channel, if one has begun."""
        query = select(Conversation).filter_by(
            platform=place.platform,
            workspace=place.workspace,
            channel=place.channel,
            thread=thread,
        )
        return self._session.scalars(query).first()

    def address(self, place: Place) -> Document:
        """How the platform reaches a chat that nothing was said in yet: as it reaches that
        channel, or the newest other one of the workspace."""
        query = (
            select(Conversation.reference)
            .filter_by(platform=place.platform, workspace=place.workspace)
            .order_by((Conversation.channel == place.channel).desc(), Conversation.id.desc())
            .limit(A_FEW)
        )
        return next(filter(None, self._session.scalars(query)), {})

    def owned(self, owner: str, subject: str) -> Sequence[Conversation]:
        """The places a capability owns for one subject, such as a ticket's threads."""
        query = select(Conversation).filter_by(owner=owner, subject=subject)
        return self._session.scalars(query.order_by(Conversation.id)).all()

    def record(self, exchange: Exchange) -> Exchange:
        self._session.add(exchange)
        self._session.flush()
        return exchange

    def exchange(self, key: str) -> Exchange | None:
        return self._session.scalars(select(Exchange).filter_by(key=key)).one_or_none()

    def recent(self, conversation_id: int, limit: int = 10) -> Sequence[Exchange]:
        """The latest exchanges of a conversation, oldest first."""
        query = (
            select(Exchange)
            .filter_by(conversation_id=conversation_id)
            .order_by(Exchange.id.desc())
            .limit(limit)
        )
        return self._session.scalars(query).all()[::-1]

    def of_members(
        self, operations: Collection[str], since: datetime, until: datetime
    ) -> Sequence[tuple[Exchange, Person]]:
        """What partners' members did of this kind, from a moment until before another."""
        query = (
            select(Exchange, Person)
            .join(Person, Person.id == Exchange.person_id)
            .where(Exchange.operation.in_(operations), Person.partner_id.is_not(None))
            .where(Exchange.at >= since, Exchange.at < until)
            .order_by(Exchange.id)
        )
        return [(exchange, person) for exchange, person in self._session.execute(query)]

    def of(self, person_id: int, limit: int = 50) -> Sequence[Exchange]:
        """The latest exchanges of a person, oldest first."""
        query = (
            select(Exchange)
            .filter_by(person_id=person_id)
            .order_by(Exchange.id.desc())
            .limit(limit)
        )
        return self._session.scalars(query).all()[::-1]
