"""A batch of payouts: what is sent to each earner, prepared, approved and paid by others."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.base import Document, Record
from storage.guards import append_only
from storage.people import Person
from storage.signing import NotNow, another
from storage.values import Money


class PayoutState(StrEnum):
    """`discarded` before it was sent: what it would have paid is payable again."""

    DRAFT = "draft"
    APPROVED = "approved"
    SENT = "sent"
    DISCARDED = "discarded"


class ItemState(StrEnum):
    """`ready` goes with its batch; `carried_forward` is below the threshold, `waiting` lacks
    something (its reason): neither takes anything. The bank settles a sent one, or it failed or
    was returned, and then what it paid is payable again."""

    READY = "ready"
    CARRIED_FORWARD = "carried_forward"
    WAITING = "waiting"
    SENT = "sent"
    SETTLED = "settled"
    FAILED = "failed"
    RETURNED = "returned"
    DISCARDED = "discarded"


#: What the bank may say of an item in which state.
ANSWERS = {
    ItemState.SETTLED: {ItemState.SENT},
    ItemState.FAILED: {ItemState.SENT},
    ItemState.RETURNED: {ItemState.SENT, ItemState.SETTLED},
}


class Payout(Record):
    """One batch of what is payable up to and with a period; an item has one currency. The bank
    pays it on `pay_on`; `note` is what payees read on their bank statement."""

    __tablename__ = "payouts"
    __table_args__ = (
        CheckConstraint("approved_by_id <> prepared_by_id", "two_people"),
        CheckConstraint("sent_by_id <> approved_by_id", "another_pays"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    reference: Mapped[str] = mapped_column(unique=True)
    period_id: Mapped[int] = mapped_column(ForeignKey("periods.id"))
    prepared_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    prepared_at: Mapped[datetime]
    pay_on: Mapped[date | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")
    items: Mapped[list[PayoutItem]] = relationship(init=False, order_by="PayoutItem.id")
    state: Mapped[PayoutState] = mapped_column(default=PayoutState.DRAFT, init=False)
    approved_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), default=None, init=False
    )
    approved_at: Mapped[datetime | None] = mapped_column(default=None, init=False)
    sent_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), default=None, init=False
    )
    sent_at: Mapped[datetime | None] = mapped_column(default=None, init=False)

    def approve(self, by: Person, now: datetime) -> None:
        approver = another(by, self.prepared_by_id)
        self._step(PayoutState.DRAFT, PayoutState.APPROVED)
        self.approved_by_id, self.approved_at = approver, now

    def send(self, by: Person, now: datetime) -> None:
        """The bank has it; from now on only its answers change an item."""
        payer = another(by, self.approved_by_id)
        self._step(PayoutState.APPROVED, PayoutState.SENT)
        self.sent_by_id, self.sent_at = payer, now
        self._move_ready(ItemState.SENT)

    def discard(self) -> None:
        before = self.state if self.state is PayoutState.APPROVED else PayoutState.DRAFT
        self._step(before, PayoutState.DISCARDED)
        self._move_ready(ItemState.DISCARDED)

    def _step(self, before: PayoutState, after: PayoutState) -> None:
        if self.state is not before:
            raise NotNow(f"{self.reference} is {self.state}, not {before}")
        self.state = after

    def _move_ready(self, to: ItemState) -> None:
        for item in self.items:
            if item.state is ItemState.READY:
                item.state = to


class PayoutItem(Record):
    """One earner's money in a batch, under the `reference` that the bank answers with.

    `gross_minor` is the sum of its parts, of which some is withheld; `reason` says why it waits,
    or what the bank said. It was approved for the bank account of that `profile_version`: sent
    to another, it is somebody else's money. `details` are what was decided on, as it was then:
    the same files can be written again.
    """

    __tablename__ = "payout_items"
    __table_args__ = (
        UniqueConstraint("payout_id", "earner", "currency"),
        Index(None, "earner", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    reference: Mapped[str] = mapped_column(unique=True)
    earner: Mapped[str]
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    currency: Mapped[str]
    gross_minor: Mapped[int] = mapped_column(BigInteger)
    payout_id: Mapped[int] = mapped_column(ForeignKey("payouts.id"), default=None)
    withheld_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    parts: Mapped[list[PayoutPart]] = relationship(init=False, order_by="PayoutPart.id")
    profile_version: Mapped[int | None] = mapped_column(default=None)
    state: Mapped[ItemState] = mapped_column(default=ItemState.READY)
    reason: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    details: Mapped[Document] = mapped_column(default_factory=dict, repr=False)

    @property
    def gross(self) -> Money:
        return Money(self.gross_minor, self.currency)

    @property
    def net(self) -> Money:
        """What the bank is told to send."""
        return Money(self.gross_minor - self.withheld_minor, self.currency)

    def answer(self, state: ItemState, now: datetime, reason: str = "") -> None:
        """What the bank said."""
        if self.state not in ANSWERS.get(state, set()):
            raise NotNow(f"{self.reference} is {self.state}: it cannot become {state}")
        self.state, self.answered_at, self.reason = state, now, reason


class PayoutPart(Record):
    """How much of one earning an item pays; below zero, how much it recovers."""

    __tablename__ = "payout_parts"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    earning_id: Mapped[int] = mapped_column(ForeignKey("earnings.id"), index=True)
    minor: Mapped[int] = mapped_column(BigInteger)
    item_id: Mapped[int] = mapped_column(ForeignKey("payout_items.id"), index=True, default=None)


append_only(PayoutPart)
