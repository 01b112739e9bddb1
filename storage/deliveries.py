"""The outbox: one row for each message to one person or place, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Document, Record
from storage.values import Language, Place, Platform, Setting


class DeliveryState(StrEnum):
    """`uncertain` is a call whose outcome nobody knows; it is never counted as sent."""

    PENDING = "pending"
    LEASED = "leased"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"
    UNCERTAIN = "uncertain"


class Urgency(StrEnum):
    """What waits for what: an answer goes before a notice, a notice before a broadcast."""

    ANSWER = "answer"
    NOTICE = "notice"
    BROADCAST = "broadcast"


class Delivery(Record):
    """One message to one person, or to a place that has none (a support channel).

    It is drawn when it is sent: from `notice` and `subject` in the reader's language, or from
    `reply`, words that were already decided. What was drawn stays in `reply`.
    An empty `channel` is the direct chat with `user`. `key` is opaque, unique and travels with
    the message where the platform can carry it. `card` names what a copy shows, so that every
    copy can be kept true; `replaces_id` makes this row an edit of that earlier message.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("campaign", "recipient"),
        Index(None, "state", "due_at"),
        Index(None, "card"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str] = mapped_column(unique=True)
    urgency: Mapped[Urgency]
    platform: Mapped[Platform]
    workspace: Mapped[str]
    user: Mapped[str]
    channel: Mapped[str]
    thread: Mapped[str]
    setting: Mapped[Setting]
    language: Mapped[Language]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), default=None, index=True
    )
    conversation_id: Mapped[int | None] = mapped_column(
        ForeignKey("conversations.id"), default=None
    )
    notice: Mapped[str] = mapped_column(default="")
    subject: Mapped[Document] = mapped_column(default_factory=dict)
    reply: Mapped[Document | None] = mapped_column(default=None)
    campaign: Mapped[str | None] = mapped_column(default=None)
    recipient: Mapped[str | None] = mapped_column(default=None)
    card: Mapped[str | None] = mapped_column(default=None)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("deliveries.id"), default=None)
    state: Mapped[DeliveryState] = mapped_column(default=DeliveryState.PENDING)
    reason: Mapped[str] = mapped_column(default="")
    attempts: Mapped[int] = mapped_column(default=0)
    token: Mapped[str] = mapped_column(default="")
    leased_until: Mapped[datetime | None] = mapped_column(default=None)
    intent_at: Mapped[datetime | None] = mapped_column(default=None)
    ambiguous: Mapped[bool] = mapped_column(default=False)
    message_id: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime | None] = mapped_column(default=None)

    @property
    def place(self) -> Place:
        return Place(self.platform, self.workspace, self.channel, self.thread, self.setting)


class Deliveries:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, delivery: Delivery) -> Delivery:
        self._session.add(delivery)
        self._session.flush()
        return delivery

    def get(self, delivery_id: int) -> Delivery:
        return self._session.get_one(Delivery, delivery_id)

    def last_id(self) -> int:
        """The newest row's id, to tell later ones from what was there; 0 for none."""
        return self._session.scalar(select(func.max(Delivery.id))) or 0

    def since(self, delivery_id: int) -> Sequence[Delivery]:
        """The rows that came after that one, oldest first."""
        query = select(Delivery).where(Delivery.id > delivery_id).order_by(Delivery.id)
        return self._session.scalars(query).all()

    def with_key(self, key: str) -> Delivery | None:
        return self._session.scalars(select(Delivery).filter_by(key=key)).one_or_none()

    def copies(self, card: str) -> Sequence[Delivery]:
        """The messages that show a card (not the edits of them)."""
        query = select(Delivery).filter_by(card=card, replaces_id=None).order_by(Delivery.id)
        return self._session.scalars(query).all()
