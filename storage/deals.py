"""Deal registrations: the customers that partners found first, and who protects them."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from itertools import count

from sqlalchemy import BigInteger, ForeignKey, Index, Select, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, composite, mapped_column, relationship

from storage.base import Document, Record
from storage.partners import Partner
from storage.people import MEMBERS, Person, Role
from storage.products import Product
from storage.values import Money


class DealState(StrEnum):
    """`submitted` waits for a decision, `returned` for the partner to complete it; these and
    `approved` protect a customer."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    REVOKED = "revoked"
    WON = "won"
    LOST = "lost"


class DealAction(StrEnum):
    APPROVE = "approve"
    DECLINE = "decline"
    RETURN = "return"
    COMPLETE = "complete"
    EXTEND = "extend"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    REOPEN = "reopen"
    REVOKE = "revoke"
    WIN = "win"
    LOSE = "lose"


OPEN = frozenset({DealState.SUBMITTED, DealState.RETURNED, DealState.APPROVED})
MANAGERS = frozenset({Role.CHANNEL_MANAGER})
NOBODY: frozenset[Role] = frozenset()  #: only time itself

#: What may be done to a deal in which state, what it becomes, and who may do it.
TRANSITIONS: Mapping[tuple[DealState, DealAction], tuple[DealState, frozenset[Role]]] = {
    (DealState.SUBMITTED, DealAction.APPROVE): (DealState.APPROVED, MANAGERS),
    (DealState.SUBMITTED, DealAction.DECLINE): (DealState.DECLINED, MANAGERS),
    (DealState.SUBMITTED, DealAction.RETURN): (DealState.RETURNED, MANAGERS),
    (DealState.SUBMITTED, DealAction.WITHDRAW): (DealState.WITHDRAWN, MEMBERS),
    (DealState.RETURNED, DealAction.COMPLETE): (DealState.SUBMITTED, MEMBERS),
    (DealState.RETURNED, DealAction.DECLINE): (DealState.DECLINED, MANAGERS),
    (DealState.RETURNED, DealAction.WITHDRAW): (DealState.WITHDRAWN, MEMBERS),
    (DealState.APPROVED, DealAction.EXTEND): (DealState.APPROVED, MEMBERS | MANAGERS),
    (DealState.APPROVED, DealAction.WITHDRAW): (DealState.WITHDRAWN, MEMBERS),
    (DealState.APPROVED, DealAction.EXPIRE): (DealState.EXPIRED, NOBODY),
    (DealState.DECLINED, DealAction.REOPEN): (DealState.APPROVED, MANAGERS),
    (DealState.SUBMITTED, DealAction.REVOKE): (DealState.REVOKED, MANAGERS),
    (DealState.RETURNED, DealAction.REVOKE): (DealState.REVOKED, MANAGERS),
    (DealState.APPROVED, DealAction.REVOKE): (DealState.REVOKED, MANAGERS),
    (DealState.APPROVED, DealAction.WIN): (DealState.WON, MEMBERS | MANAGERS),
    (DealState.APPROVED, DealAction.LOSE): (DealState.LOST, MEMBERS | MANAGERS),
    (DealState.EXPIRED, DealAction.WIN): (DealState.WON, MEMBERS | MANAGERS),
}


class NotAllowed(RuntimeError):
    """The transition is not in the table, or not for this role."""


class Deal(Record):
    """A customer a partner found first.

    `version` counts its changes, so that nobody decides on what they no longer see.
    """

    __tablename__ = "deals"
    __table_args__ = (Index(None, "partner_id", "state"), Index(None, "state", "decision_due"))

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    reference: Mapped[str] = mapped_column(unique=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"), init=False)
    submitted_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), init=False)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), init=False)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), init=False)
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), init=False)
    customer: Mapped[str]
    country: Mapped[str]
    value: Mapped[Money] = composite(
        mapped_column("value_minor", BigInteger), mapped_column("currency")
    )
    closing: Mapped[date]
    contact_name: Mapped[str]
    submitted_at: Mapped[datetime]
    decision_due: Mapped[datetime]
    partner: Mapped[Partner] = relationship(repr=False)
    submitted_by: Mapped[Person] = relationship(repr=False, foreign_keys=[submitted_by_id])
    product: Mapped[Product] = relationship(repr=False)
    seats: Mapped[int | None] = mapped_column(default=None)
    contact_phone: Mapped[str] = mapped_column(default="")
    contact_email: Mapped[str] = mapped_column(default="")
    domain: Mapped[str] = mapped_column(default="")
    tax_id: Mapped[str] = mapped_column(default="")
    state: Mapped[DealState] = mapped_column(default=DealState.SUBMITTED)
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    decided_by: Mapped[Person | None] = relationship(
        default=None, repr=False, foreign_keys=[decided_by_id]
    )
    reason: Mapped[str] = mapped_column(default="")
    protected_until: Mapped[date | None] = mapped_column(default=None)
    returned_at: Mapped[datetime | None] = mapped_column(default=None)
    asked_field: Mapped[str] = mapped_column(default="")  #: what it was returned for
    asked: Mapped[str] = mapped_column(default="")  #: in the channel manager's words
    extensions: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)  #: won, lost or handed over
    closed_by: Mapped[Person | None] = relationship(
        default=None, repr=False, foreign_keys=[closed_by_id]
    )
    lost_for: Mapped[str] = mapped_column(default="", server_default="")
    lost_words: Mapped[str] = mapped_column(default="", server_default="")
    nudged_at: Mapped[datetime | None] = mapped_column(default=None)
    late_at: Mapped[datetime | None] = mapped_column(default=None)  #: told that it is late
    reminded: Mapped[int | None] = mapped_column(default=None)  #: of its end, so many days before
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}

    def may(self, action: DealAction, role: Role | None) -> bool:
        """May this role do that now? None is time itself."""
        _, who = TRANSITIONS.get((self.state, action), (None, None))
        return who is not None and (role in who if role else not who)

    def approve(self, by: Person, now: datetime, until: date) -> None:
        """Protect the customer up to and including a day."""
        self._move(DealAction.APPROVE, by.role)
        self.decided_by, self.decided_at, self.protected_until = by, now, until

    def decline(self, by: Person, now: datetime, reason: str) -> None:
        self._move(DealAction.DECLINE, by.role)
        self.decided_by, self.decided_at, self.reason = by, now, reason

    def give_back(self, by: Person, now: datetime, field: str, asked: str) -> None:
        """Let the partner complete one field; the clock of the decision stands still."""
        self._move(DealAction.RETURN, by.role)
        self.returned_at, self.asked_field, self.asked = now, field, asked

    def complete(self, by: Person, due: datetime) -> None:
        """The field is filled in: what was left of the clock runs until `due`."""
        self._move(DealAction.COMPLETE, by.role)
        self.decision_due, self.returned_at = due, None
        self.asked_field = self.asked = ""

    def extend(self, by: Person, until: date) -> None:
        """Protect the customer longer, up to and including a day."""
        self._move(DealAction.EXTEND, by.role)
        self.protected_until, self.reminded = until, None
        self.extensions += 1

    def withdraw(self, by: Person) -> None:
        self._move(DealAction.WITHDRAW, by.role)

    def reopen(self, by: Person, now: datetime, until: date) -> None:
        """Protect the customer after all, up to and including a day."""
        self._move(DealAction.REOPEN, by.role)
        self.decided_by, self.decided_at, self.protected_until = by, now, until
        self.reason = ""

    def revoke(self, by: Person, now: datetime, today: date) -> None:
        """The customer goes to another partner: what is sold after today is theirs."""
        self._move(DealAction.REVOKE, by.role)
        self.closed_by, self.closed_at = by, now
        if self.protected_until is not None:
            self.protected_until = min(self.protected_until, today)

    def win(self, by: Person | None, now: datetime) -> None:
        """The customer stays protected until the protection ends. None is the vendor's CRM."""
        self._move(DealAction.WIN, by.role if by else Role.CHANNEL_MANAGER)
        self.closed_by, self.closed_at = by, now

    def lose(self, by: Person | None, now: datetime, why: str, words: str) -> None:
        self._move(DealAction.LOSE, by.role if by else Role.CHANNEL_MANAGER)
        self.closed_by, self.closed_at = by, now
        self.lost_for, self.lost_words = why, words

    def expire(self) -> None:
        self._move(DealAction.EXPIRE, None)

    def _move(self, action: DealAction, role: Role | None) -> None:
        if not self.may(action, role):
            raise NotAllowed(f"{role or 'time'} may not {action} a deal that is {self.state}")
        self.state, _ = TRANSITIONS[self.state, action]


class CustomerClaim(Record):
    """One sign by which an open deal's customer is known; the database keeps each unique."""

    __tablename__ = "customer_claims"

    key: Mapped[str] = mapped_column(primary_key=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deals.id"), index=True)


class Refusal(Record):
    """A registration that met another partner's: when it came, what it said, and the signs
    that matched. It is the proof of the date, and what an appeal begins from."""

    __tablename__ = "deal_refusals"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deals.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"))
    at: Mapped[datetime]
    draft: Mapped[Document]
    signs: Mapped[Document]


class Deals:
    def __init__(self, session: Session) -> None:
        self._session = session

    def new_reference(self) -> str:
        """A number that tells nothing about how many there are."""
        numbers = (f"D-{secrets.randbelow(90_000) + 10_000}" for _ in count())
        return next(number for number in numbers if self.numbered(number) is None)

    def protect(self, deal: Deal, keys: Collection[str]) -> Deal | None:
        """Keep the deal and claim its customer; None when somebody else was first.

        Whoever comes second waits for the first one's transaction, in the database.
        """
        try:
            with self._session.begin_nested():
                self._session.add(deal)
                self._session.flush()
                self._claim(deal, keys)
        except IntegrityError:
            if not self.claiming(keys):
                raise
            return None
        return deal

    def reclaim(self, deal: Deal, keys: Collection[str]) -> bool:
        """Claim the customer of a deal that had let it go; False when somebody else has it."""
        try:
            with self._session.begin_nested():
                self._claim(deal, keys)
        except IntegrityError:
            return False
        return True

    def let_go_won(self, day: date) -> None:
        """Let the customers of won deals go whose last protected day lies before that day."""
        won = select(Deal.id).where(Deal.state == DealState.WON, Deal.protected_until < day)
        self._session.execute(delete(CustomerClaim).where(CustomerClaim.deal_id.in_(won)))

    def release(self, deal: Deal) -> None:
        """Let the customer go, once the deal no longer protects them."""
        self._session.execute(delete(CustomerClaim).filter_by(deal_id=deal.id))

    def claiming(self, keys: Collection[str]) -> dict[str, Deal]:
        """The open deals that hold these signs of a customer, by sign."""
        query = (
            select(CustomerClaim.key, Deal)
            .join(Deal, Deal.id == CustomerClaim.deal_id)
            .where(CustomerClaim.key.in_(keys))
            .order_by(CustomerClaim.key)
        )
        return dict(self._session.execute(query).all())

    def get(self, deal_id: int) -> Deal:
        return self._session.get_one(Deal, deal_id)

    def numbered(self, reference: str) -> Deal | None:
        """Anybody's deal: for those who may see them all."""
        return self._one(select(Deal).filter_by(reference=reference))

    def owned(self, partner_id: int, reference: str) -> Deal | None:
        """This partner's deal; anyone else's does not exist."""
        return self._one(select(Deal).filter_by(reference=reference, partner_id=partner_id))

    def hold(self, deal: Deal) -> Deal:
        """The deal as it is now, kept from others until the transaction ends."""
        self._session.refresh(deal, with_for_update={"of": Deal})
        return deal

    def of(self, partner_id: int) -> Sequence[Deal]:
        """A partner's deals but the withdrawn ones, the latest first."""
        query = select(Deal).filter_by(partner_id=partner_id)
        query = query.where(Deal.state != DealState.WITHDRAWN)
        return self._all(query.order_by(Deal.submitted_at.desc(), Deal.id.desc()))

    def waiting(self) -> Sequence[Deal]:
        """Everybody's deals that wait for a decision, the most urgent first."""
        query = select(Deal).filter_by(state=DealState.SUBMITTED)
        return self._all(query.order_by(Deal.decision_due, Deal.id))

    def ending(self, first: date, last: date) -> Sequence[Deal]:
        """Approved deals whose last protected day is one of these, the earliest first."""
        query = select(Deal).filter_by(state=DealState.APPROVED)
        query = query.where(Deal.protected_until.between(first, last))
        return self._all(query.order_by(Deal.protected_until, Deal.id))

    def ended(self, day: date) -> Sequence[Deal]:
        """Approved deals whose last protected day lies before that day."""
        query = select(Deal).filter_by(state=DealState.APPROVED)
        return self._all(query.where(Deal.protected_until < day).order_by(Deal.id))

    def refuse(self, refusal: Refusal) -> Refusal:
        self._session.add(refusal)
        self._session.flush()
        return refusal

    def refusal(self, refusal_id: int) -> Refusal:
        return self._session.get_one(Refusal, refusal_id)

    def refusals(self, deal_id: int, partner_id: int) -> Sequence[Refusal]:
        query = select(Refusal).filter_by(deal_id=deal_id, partner_id=partner_id)
        return self._session.scalars(query.order_by(Refusal.id)).all()

    def _claim(self, deal: Deal, keys: Collection[str]) -> None:
        self._session.add_all(CustomerClaim(key=key, deal_id=deal.id) for key in sorted(keys))

    def _one(self, query: Select[Deal]) -> Deal | None:
        return self._session.scalars(query).one_or_none()

    def _all(self, query: Select[Deal]) -> Sequence[Deal]:
        return self._session.scalars(query).all()
