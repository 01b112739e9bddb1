"""What stands on a screen: what was said and answered, and what has arrived, place by place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, union
from sqlalchemy.orm import Session

from storage.base import Document
from storage.composings import Composings
from storage.conversations import Conversation, Exchange
from storage.deliveries import Delivery, DeliveryState
from storage.inbox import Event
from storage.values import Setting

SHOWN = Delivery.state == DeliveryState.SENT
A_SCREENFUL = 80  #: exchanges, and messages of ours, that a screen begins with


@dataclass(frozen=True, slots=True)
class Entry:
    """One exchange in its conversation."""

    exchange: Exchange
    conversation: Conversation

    @property
    def at(self) -> datetime:
        return self.exchange.at


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message of ours and the newest edit of it (itself when there is none)."""

    original: Delivery
    latest: Delivery

    @property
    def is_edited(self) -> bool:
        return self.latest is not self.original

    @property
    def at(self) -> datetime:
        return self.original.sent_at or self.original.created_at


@dataclass(frozen=True, slots=True)
class Arrived:
    """That a message of ours is there, for whom and where; not what it says."""

    id: int
    person_id: int | None
    setting: Setting
    channel: str


@dataclass(frozen=True, slots=True)
class Screen:
    """Everything in one place."""

    entries: tuple[Entry, ...] = ()
    arrivals: tuple[Arrival, ...] = ()

    def in_order(self) -> list[Entry | Arrival]:
        """Oldest first."""
        together: list[Entry | Arrival] = [*self.entries, *self.arrivals]
        return sorted(together, key=lambda happened: happened.at)


class Timeline:
    def __init__(self, session: Session) -> None:
        self._session = session

    def direct(self, person_id: int, limit: int = A_SCREENFUL) -> Screen:
        """A person's direct chats on every platform, as if they were one."""
        here = (Conversation.setting == Setting.DIRECT) & (Exchange.person_id == person_id)
        sent = (Delivery.setting == Setting.DIRECT) & (Delivery.person_id == person_id)
        return self._screen(here, sent, limit)

    def channel(self, name: str, limit: int = A_SCREENFUL) -> Screen:
        """A channel and its threads, whoever spoke."""
        here = (Conversation.setting != Setting.DIRECT) & (Conversation.channel == name)
        sent = (Delivery.setting != Setting.DIRECT) & (Delivery.channel == name)
        return self._screen(here, sent, limit)

    def channels(self) -> Sequence[str]:
        """Every channel in which anything was said or sent."""
        spoken = select(Conversation.channel).where(Conversation.setting == Setting.CHANNEL)
        sent = select(Delivery.channel).where(Delivery.setting == Setting.CHANNEL, SHOWN)
        return sorted(self._session.scalars(union(spoken, sent)))

    def arrived(self, limit: int = 1_000) -> list[Arrived]:
        """The newest messages of ours that reached anyone, oldest first."""
        columns = (Delivery.id, Delivery.person_id, Delivery.setting, Delivery.channel)
        query = select(*columns).where(SHOWN).order_by(Delivery.id.desc()).limit(limit)
        return [Arrived(*row) for row in self._session.execute(query).all()[::-1]]

    def mark(self) -> str:
        """Changes whenever something was said, answered, or has arrived."""
        sent = self._session.scalar(select(func.count()).select_from(Delivery).where(SHOWN))
        said = self._session.scalar(select(func.count()).select_from(Exchange))
        return f"{said}-{sent}-{Composings(self._session).reworded()}"

    def reply(self, key: str) -> Document | None:
        """The message with this key, wherever it was kept: strangers have only the inbox."""
        kept = (
            select(Exchange.reply).filter_by(key=key),
            select(Delivery.reply).filter_by(key=key),
            select(Event.answer).where(Event.answer["key"].as_string() == key),
        )
        exchanged, delivered, answered = (self._session.scalars(q).first() for q in kept)
        return exchanged or delivered or (answered or {}).get("reply")

    def _screen(self, here: ColumnElement[bool], sent: ColumnElement[bool], limit: int) -> Screen:
        entries = tuple(self._entries(here, limit))
        answered = {entry.exchange.key for entry in entries}
        arrivals = self._arrivals(sent, limit)
        return Screen(entries, tuple(a for a in arrivals if a.original.key not in answered))

    def _entries(self, here: ColumnElement[bool], limit: int) -> Iterator[Entry]:
        query = (
            select(Exchange, Conversation)
            .join(Conversation, Conversation.id == Exchange.conversation_id)
            .where(here)
            .order_by(Exchange.id.desc())
            .limit(limit)
        )
        for exchange, conversation in self._session.execute(query).all()[::-1]:
            yield Entry(exchange, conversation)

    def _arrivals(self, sent: ColumnElement[bool], limit: int) -> Iterator[Arrival]:
        query = select(Delivery).where(SHOWN, sent).order_by(Delivery.id.desc()).limit(limit)
        found = self._session.scalars(query).all()[::-1]
        latest = _latest(found)
        for original in found:
            if original.replaces_id is None:
                yield Arrival(original, latest[original.id])


def _latest(deliveries: Iterable[Delivery]) -> dict[int, Delivery]:
    """Each message's newest edit, by the message's id; an edit may edit an edit."""
    latest: dict[int, Delivery] = {}
    root: dict[int, int] = {}
    for delivery in deliveries:
        of = delivery.id if delivery.replaces_id is None else delivery.replaces_id
        root[delivery.id] = root.get(of, of)
        latest[root[delivery.id]] = delivery
    return latest
