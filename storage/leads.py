"""Leads: customers who may buy, kept until somebody makes a deal of them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import count

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    Select,
    UniqueConstraint,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.base import Record
from storage.deals import NotAllowed
from storage.lead_moves import MANAGER, TIME, TRANSITIONS, LeadAction, LeadState, Part, Parts
from storage.partners import Partner
from storage.people import Person, Role
from storage.products import Product
from storage.values import Money

MOST = 50  #: in one list


class OfferOutcome(StrEnum):
    """`planned` waits for its turn, `open` for an answer; what was planned and never offered
    is dropped."""

    PLANNED = "planned"
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    DROPPED = "dropped"


class Lead(Record):
    """A customer who may buy; brought by a partner, or by the vendor where there is none.

    `changed_by` and `changed_at` say who moved it last and when, nobody where time did.
    """

    __tablename__ = "leads"
    __table_args__ = (
        Index(None, "partner_id", "brought_at"),
        Index(None, "holder_id", "state"),
        Index(None, "state", "accept_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    reference: Mapped[str] = mapped_column(unique=True)
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partners.id"))
    brought_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), init=False)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"), init=False)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), init=False)
    customer: Mapped[str]
    country: Mapped[str]
    brought_by: Mapped[Person] = relationship(repr=False, foreign_keys=[brought_by_id])
    brought_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    contact_name: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str] = mapped_column(default="")
    contact_email: Mapped[str] = mapped_column(default="")
    domain: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    value_minor: Mapped[int | None] = mapped_column(BigInteger, default=None)
    currency: Mapped[str] = mapped_column(default="")
    state: Mapped[LeadState] = mapped_column(default=LeadState.NEW)
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("partners.id"), default=None)
    accept_by: Mapped[datetime | None] = mapped_column(default=None)
    deal_id: Mapped[int | None] = mapped_column(ForeignKey("deals.id"), default=None)
    reason: Mapped[str] = mapped_column(default="")
    product: Mapped[Product | None] = relationship(default=None, repr=False)
    changed_by: Mapped[Person | None] = relationship(
        default=None, repr=False, foreign_keys=[changed_by_id]
    )
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}

    @property
    def value(self) -> Money | None:
        return None if self.value_minor is None else Money(self.value_minor, self.currency)

    def parts(self, person: Person | None) -> Parts:
        """None is time itself."""
        if person is None:
            return TIME
        if person.is_staff:
            return MANAGER if person.role is Role.CHANNEL_MANAGER else frozenset()
        theirs = {Part.BRINGER: self.partner_id, Part.HOLDER: self.holder_id}
        return frozenset(part for part, own in theirs.items() if own == person.partner_id)

    def may(self, action: LeadAction, person: Person | None) -> bool:
        """May they do that now?"""
        _, who = TRANSITIONS.get((self.state, action), (None, frozenset()))
        return bool(who & self.parts(person))

    def offer(self, by: Person | None, now: datetime, holder: Partner, due: datetime) -> None:
        """Let a partner answer until a moment."""
        self._move(LeadAction.OFFER, by, now)
        self.holder_id, self.accept_by = holder.id, due

    def accept(self, by: Person, now: datetime) -> None:
        self._move(LeadAction.ACCEPT, by, now)
        self.accept_by = None

    def give_up(self, by: Person | None, now: datetime) -> None:
        """The holder declined it, or let its time pass."""
        self._move(LeadAction.DECLINE if by else LeadAction.LAPSE, by, now)
        self.holder_id = self.accept_by = None

    def convert(self, by: Person, now: datetime, deal_id: int) -> None:
        self._move(LeadAction.CONVERT, by, now)
        self.deal_id = deal_id

    def lose(self, by: Person, now: datetime, reason: str) -> None:
        self._move(LeadAction.LOSE, by, now)
        self.reason = reason

    def withdraw(self, by: Person, now: datetime) -> None:
        self._move(LeadAction.WITHDRAW, by, now)
        self.holder_id = self.accept_by = None

    def _move(self, action: LeadAction, by: Person | None, now: datetime) -> None:
        if not self.may(action, by):
            who = by.role if by else "time"
            raise NotAllowed(f"{who} may not {action} a lead that is {self.state}")
        self.state, _ = TRANSITIONS[self.state, action]
        self.changed_by, self.changed_at = by, now


class LeadOffer(Record):
    """A partner who was, is or will be offered a lead, in this order."""

    __tablename__ = "lead_offers"
    __table_args__ = (UniqueConstraint("lead_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    lead_id: Mapped[int] = mapped_column(ForeignKey("leads.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"), index=True, init=False)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), init=False)
    position: Mapped[int]
    partner: Mapped[Partner] = relationship(repr=False)
    outcome: Mapped[OfferOutcome] = mapped_column(default=OfferOutcome.PLANNED)
    offered_at: Mapped[datetime | None] = mapped_column(default=None)
    due: Mapped[datetime | None] = mapped_column(default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")
    answered_by: Mapped[Person | None] = relationship(default=None, repr=False)

    def begin(self, now: datetime, due: datetime) -> None:
        self.outcome, self.offered_at, self.due = OfferOutcome.OPEN, now, due

    def end(
        self, outcome: OfferOutcome, by: Person | None, now: datetime, reason: str = ""
    ) -> None:
        self.outcome, self.answered_by, self.answered_at = outcome, by, now
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Counted:
    """How many leads came, and how many of those became deals."""

    brought: int
    converted: int


class Leads:
    def __init__(self, session: Session) -> None:
        self._session = session

    def new_reference(self) -> str:
        """A number that tells nothing about how many there are."""
        numbers = (f"L-{secrets.randbelow(90_000) + 10_000}" for _ in count())
        return next(number for number in numbers if self.numbered(number) is None)

    def add(self, lead: Lead) -> Lead:
        self._session.add(lead)
        self._session.flush()
        return lead

    def get(self, lead_id: int) -> Lead:
        return self._session.get_one(Lead, lead_id)

    def numbered(self, reference: str) -> Lead | None:
        """Anybody's lead: for those who may see them all."""
        return self._session.scalars(select(Lead).filter_by(reference=reference)).one_or_none()

    def owned(self, partner_id: int, reference: str) -> Lead | None:
        """A lead that this partner brought or was ever offered; any other does not exist."""
        offered = select(LeadOffer.lead_id).filter_by(partner_id=partner_id)
        offered = offered.where(LeadOffer.offered_at.is_not(None))
        query = select(Lead).filter_by(reference=reference)
        query = query.where(or_(Lead.partner_id == partner_id, Lead.id.in_(offered)))
        return self._session.scalars(query).one_or_none()

    def hold(self, lead: Lead) -> Lead:
        """The lead as it is now, kept from others until the transaction ends."""
        self._session.refresh(lead, with_for_update={"of": Lead})
        return lead

    def of(self, partner_id: int) -> Sequence[Lead]:
        """What a partner brought or holds, without the withdrawn; the latest first."""
        theirs = or_(Lead.partner_id == partner_id, Lead.holder_id == partner_id)
        query = select(Lead).where(theirs, Lead.state != LeadState.WITHDRAWN)
        return self._some(query.order_by(Lead.brought_at.desc(), Lead.id.desc()))

    def waiting(self) -> Sequence[Lead]:
        """Everybody's leads that nobody has accepted yet, the oldest first."""
        query = select(Lead).where(Lead.state.in_([LeadState.NEW, LeadState.OFFERED]))
        return self._some(query.order_by(Lead.brought_at, Lead.id))

    def overdue(self, now: datetime) -> Sequence[Lead]:
        """Offered, and the time to accept is over."""
        query = select(Lead).where(Lead.state == LeadState.OFFERED, Lead.accept_by <= now)
        return self._session.scalars(query.order_by(Lead.id)).all()

    def convertible(self, partner_id: int) -> Sequence[Lead]:
        """What this partner may make a deal of, the oldest first; kept from others until the
        transaction ends."""
        own = (Lead.state == LeadState.NEW) & (Lead.partner_id == partner_id)
        held = (Lead.state == LeadState.ACCEPTED) & (Lead.holder_id == partner_id)
        query = select(Lead).where(own | held).order_by(Lead.id).with_for_update(of=Lead)
        query = query.execution_options(populate_existing=True)
        return self._session.scalars(query).all()

    def counted(self, first: datetime, before: datetime, partner_id: int | None) -> Counted:
        """Those that came from a moment until before another; of one partner, or of all."""
        became = func.count(Lead.deal_id)
        query = (
            select(func.count(), became)
            .select_from(Lead)
            .where(
                Lead.brought_at >= first,
                Lead.brought_at < before,
                Lead.state != LeadState.WITHDRAWN,
            )
        )
        if partner_id is not None:
            query = query.where(Lead.partner_id == partner_id)
        brought, converted = self._session.execute(query).one()
        return Counted(brought, converted)

    def plan(self, lead: Lead, partners: Sequence[Partner]) -> None:
        """Offer it to these in this order, after whoever was offered it before."""
        last = max((offer.position for offer in self.offers(lead)), default=0)
        for position, partner in enumerate(partners, start=last + 1):
            self._session.add(LeadOffer(lead_id=lead.id, position=position, partner=partner))
        self._session.flush()

    def offers(self, lead: Lead) -> Sequence[LeadOffer]:
        query = select(LeadOffer).filter_by(lead_id=lead.id).order_by(LeadOffer.position)
        return self._session.scalars(query).all()

    def _some(self, query: Select[Lead]) -> Sequence[Lead]:
        return self._session.scalars(query.limit(MOST)).all()
