"""The outbox: one row for each message to one person or place, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Document, Record
from storage.lanes import LaneKey, Lanes
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


#: In somebody's hands, or waiting for somebody's.
ACTIVE = frozenset({DeliveryState.PENDING, DeliveryState.LEASED, DeliveryState.SENDING})


class Urgency(StrEnum):
    """What waits for what: an answer goes before a notice, a notice before a broadcast."""

    ANSWER = "answer"
    NOTICE = "notice"
    BROADCAST = "broadcast"


class Policy(StrEnum):
    """What to do when nobody knows whether a message was posted and the platform cannot
    tell: post it again, or leave it `uncertain` for a person to decide (money)."""

    AT_LEAST_ONCE = "at_least_once"
    AT_MOST_ONCE = "at_most_once"


class Delivery(Record):
    """One message to one person, or to a place that has none (a support channel).

    It is drawn when it is sent: from `notice` and `subject` in the reader's language, or from
    `reply`, words that were already decided. What was drawn stays in `reply`.
    An empty `channel` is the direct chat with `user`. `key` is opaque, unique and travels with
    the message where the platform can carry it. `card` names what a copy shows, so that every
    copy can be kept true; `replaces_id` makes this row an edit of that earlier message.
    `owner` and `owner_subject` are whose the thread under this message will be; `reference` is
    the platform's raw address of the chat that this answers.

    Nobody else touches the row before `leased_until`: somebody holds it, or it waits for its
    next try. `ambiguous` says that a call was made whose outcome was never heard; it stays
    so through any number of crashes until the platform has told us; `intent_at` is when the
    first call was about to be made. Both run on the real clock, whatever `due_at`'s.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("campaign", "recipient"),
        Index(None, "platform", "workspace", "state", "urgency", "due_at"),
        Index(None, "state"),
        Index(None, "card"),
        Index(None, "replaces_id"),
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
    reference: Mapped[Document] = mapped_column(default_factory=dict)
    owner: Mapped[str] = mapped_column(default="")
    owner_subject: Mapped[str] = mapped_column(default="")
    policy: Mapped[Policy] = mapped_column(default=Policy.AT_LEAST_ONCE)
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

    @property
    def lane(self) -> LaneKey:
        return LaneKey(self.platform, self.workspace)

    def is_held(self, token: str, at: datetime) -> bool:
        """Is it still in the hands of who took it with this token?"""
        in_time = self.leased_until is not None and self.leased_until > at
        return self.token == token and in_time

    def intend(self, at: datetime, until: datetime) -> None:
        """A call is about to be made; committed before it is."""
        self.intent_at = self.intent_at or at
        self.state, self.leased_until = DeliveryState.SENDING, until
        self.attempts += 1

    def sent(self, message_id: str, channel: str, now: datetime) -> None:
        self.message_id, self.channel, self.sent_at = message_id, channel or self.channel, now
        self.ambiguous = False
        self._end(DeliveryState.SENT, "")

    def failed(self, reason: str) -> None:
        """Nothing was posted by this call; an earlier one may have been heard."""
        self._end(DeliveryState.UNCERTAIN if self.ambiguous else DeliveryState.FAILED, reason)

    def skipped(self, reason: str) -> None:
        self._end(DeliveryState.SKIPPED, reason)

    def uncertain(self, reason: str) -> None:
        self.ambiguous = True
        self._end(DeliveryState.UNCERTAIN, reason)

    def wait(self, until: datetime, reason: str) -> None:
        """Try again, not before then. What is ambiguous stays so, and nobody may cancel it."""
        self.state = DeliveryState.SENDING if self.ambiguous else DeliveryState.PENDING
        self.token = ""
        self.leased_until, self.reason = until, reason

    def _end(self, state: DeliveryState, reason: str) -> None:
        self.state, self.reason = state, reason
        self.token, self.leased_until = "", None


class Deliveries:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, delivery: Delivery) -> Delivery:
        self.add_all([delivery])
        return delivery

    def add_all(self, deliveries: Sequence[Delivery]) -> None:
        """An edit of an edit is an edit of the message that both show."""
        Lanes(self._session).open(delivery.lane for delivery in deliveries)
        for delivery in deliveries:
            if delivery.replaces_id is not None:
                delivery.replaces_id = self._original(delivery.replaces_id)
        self._session.add_all(deliveries)
        self._session.flush()

    def _original(self, delivery_id: int) -> int:
        replaced = self.get(delivery_id)
        return replaced.id if replaced.replaces_id is None else replaced.replaces_id

    def get(self, delivery_id: int) -> Delivery:
        return self._session.get_one(Delivery, delivery_id)

    def locked(self, ids: Iterable[int]) -> dict[int, Delivery]:
        """These rows as they are now, and nobody else's until the transaction ends."""
        query = select(Delivery).where(Delivery.id.in_(ids)).order_by(Delivery.id)
        fresh = query.with_for_update().execution_options(populate_existing=True)
        return {delivery.id: delivery for delivery in self._session.scalars(fresh)}

    def last_id(self) -> int:
        """The newest row's id, to tell later ones from what was there; 0 for none."""
        return self._session.scalar(select(func.max(Delivery.id))) or 0

    def since(self, delivery_id: int) -> Sequence[Delivery]:
        """The rows that came after that one, oldest first."""
        query = select(Delivery).where(Delivery.id > delivery_id).order_by(Delivery.id)
        return self._session.scalars(query).all()

    def with_key(self, key: str) -> Delivery | None:
        return self._session.scalars(select(Delivery).filter_by(key=key)).one_or_none()

    def posted(self, platform: Platform, workspace: str, message_id: str) -> Delivery | None:
        """The newest words of the message that a platform knows by that id."""
        query = select(Delivery).filter_by(
            platform=platform, workspace=workspace, message_id=message_id
        )
        return self._session.scalars(query.order_by(Delivery.id.desc())).first()

    def copies(self, card: str) -> Sequence[Delivery]:
        """The messages that show a card (not the edits of them)."""
        query = select(Delivery).filter_by(card=card, replaces_id=None).order_by(Delivery.id)
        return self._session.scalars(query).all()

    def has_newer_edit(self, edit: Delivery) -> bool:
        newer = select(Delivery.id).where(Delivery.id > edit.id)
        found = newer.where(Delivery.replaces_id == edit.replaces_id)
        return self._session.scalars(found.limit(1)).first() is not None

    def tally(self, campaign: str) -> Mapping[DeliveryState, int]:
        """How many messages of a campaign stand in each state; their sum is the audience."""
        query = select(Delivery.state, func.count()).filter_by(campaign=campaign)
        return dict(self._session.execute(query.group_by(Delivery.state)).all())

    def uncertain(self) -> Sequence[Delivery]:
        """What nobody knows, for a person to look at, oldest first."""
        query = select(Delivery).filter_by(state=DeliveryState.UNCERTAIN)
        return self._session.scalars(query.order_by(Delivery.id)).all()
