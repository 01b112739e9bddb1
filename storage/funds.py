"""Funds (MDF, co-op): what a partner may spend on the vendor's account, and the claims on it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from itertools import count

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, select
from sqlalchemy.orm import Mapped, Session, composite, mapped_column

from storage.allowance import Accrued, Taken, left
from storage.base import Document, Record
from storage.guards import append_only
from storage.inserting import insert_missing
from storage.locking import hold_partners
from storage.people import Person
from storage.signing import NotNow, another
from storage.values import Money


class ClaimState(StrEnum):
    REQUESTED = "requested"
    AGREED = "agreed"
    PROVEN = "proven"
    REIMBURSED = "reimbursed"
    REFUSED = "refused"
    EXPIRED = "expired"


#: From which states each is reached.
BEFORE: Mapping[ClaimState, frozenset[ClaimState]] = {
    ClaimState.AGREED: frozenset({ClaimState.REQUESTED}),
    ClaimState.PROVEN: frozenset({ClaimState.AGREED}),
    ClaimState.REIMBURSED: frozenset({ClaimState.PROVEN}),
    ClaimState.REFUSED: frozenset({ClaimState.REQUESTED, ClaimState.PROVEN}),
    ClaimState.EXPIRED: frozenset({ClaimState.REQUESTED, ClaimState.AGREED}),
}
#: What takes from the fund.
TAKING = (ClaimState.AGREED, ClaimState.PROVEN, ClaimState.REIMBURSED)

#: What the vendor has to decide about.
WAITING = (ClaimState.REQUESTED, ClaimState.PROVEN)


class FundTooSmall(RuntimeError):
    """The fund does not hold that much."""


class FundAccrual(Record):
    """Money put into a partner's fund (below zero: taken back), to be used from one day to
    another, both included; once for each cause."""

    __tablename__ = "fund_accruals"
    __table_args__ = (Index(None, "partner_id", "fund"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str] = mapped_column(unique=True)
    fund: Mapped[str]
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"))
    amount: Mapped[Money] = composite(
        mapped_column("amount_minor", BigInteger), mapped_column("currency")
    )
    day: Mapped[date]
    recorded_at: Mapped[datetime]
    until: Mapped[date | None] = mapped_column(default=None)
    earning_id: Mapped[int | None] = mapped_column(ForeignKey("earnings.id"), default=None)


append_only(FundAccrual)


class FundClaim(Record):
    """An activity that a partner wants paid out of a fund: asked for, agreed to by the vendor,
    proven by invoices and photographs, reimbursed. `amount` is what it takes (when proof shows
    less, less), `cost` what the whole activity costs."""

    __tablename__ = "fund_claims"
    __table_args__ = (
        Index(None, "partner_id", "fund"),
        CheckConstraint("agreed_by_id <> requested_by_id", "two_people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    reference: Mapped[str] = mapped_column(unique=True)
    fund: Mapped[str]
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"))
    activity: Mapped[str]
    amount: Mapped[Money] = composite(
        mapped_column("amount_minor", BigInteger), mapped_column("currency")
    )
    cost_minor: Mapped[int] = mapped_column(BigInteger)
    requested_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    requested_at: Mapped[datetime]
    day: Mapped[date]  #: what the fund holds on this day counts
    state: Mapped[ClaimState] = mapped_column(default=ClaimState.REQUESTED)
    agreed_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), default=None, init=False
    )
    changed_at: Mapped[datetime | None] = mapped_column(default=None)
    proof_by: Mapped[date | None] = mapped_column(default=None)
    proof: Mapped[Document | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")

    def agree(self, by: Person, now: datetime, proof_by: date) -> None:
        self.agreed_by_id = another(by, self.requested_by_id)
        self._become(ClaimState.AGREED, now)
        self.proof_by = proof_by

    def prove(self, proof: Document, cost: Money, now: datetime) -> None:
        """What was really spent: never more than was agreed, and less in proportion."""
        self._become(ClaimState.PROVEN, now)
        self.proof = proof
        shown = min(cost.minor, self.cost_minor)
        self.amount = Money(self.amount.minor * shown // self.cost_minor, self.amount.currency)

    def reimburse(self, now: datetime) -> None:
        self._become(ClaimState.REIMBURSED, now)

    def refuse(self, reason: str, now: datetime) -> None:
        self._become(ClaimState.REFUSED, now)
        self.reason = reason

    def expire(self, now: datetime) -> None:
        self._become(ClaimState.EXPIRED, now)

    def _become(self, state: ClaimState, now: datetime) -> None:
        if self.state not in BEFORE[state]:
            raise NotNow(f"{self.reference} is {self.state}: it cannot become {state}")
        self.state, self.changed_at = state, now


class Funds:
    def __init__(self, session: Session) -> None:
        self._session = session

    def accrue(self, accrual: FundAccrual) -> bool:
        """Put it in; False when its cause did before."""
        row = {
            "key": accrual.key,
            "fund": accrual.fund,
            "partner_id": accrual.partner_id,
            "amount_minor": accrual.amount.minor,
            "currency": accrual.amount.currency,
            "day": accrual.day,
            "recorded_at": accrual.recorded_at,
            "until": accrual.until,
            "earning_id": accrual.earning_id,
        }
        adding = insert_missing(self._session, FundAccrual).values(row)
        return self._session.scalar(adding.returning(FundAccrual.id)) is not None

    def has_accrued(self, key: str) -> bool:
        return self._session.scalars(select(FundAccrual.id).filter_by(key=key)).first() is not None

    def holds(self, partner_id: int, fund: str, currency: str, day: date) -> Money:
        """What a partner can still claim from it on a day."""
        accruals = select(FundAccrual).filter_by(partner_id=partner_id, fund=fund)
        claims = select(FundClaim).filter_by(partner_id=partner_id, fund=fund)
        accrued = [
            Accrued(each.amount.minor, each.day, each.until)
            for each in self._session.scalars(accruals.filter_by(currency=currency))
        ]
        taken = [
            Taken(each.amount.minor, each.day)
            for each in self._session.scalars(claims.filter_by(currency=currency))
            if each.state in TAKING
        ]
        return Money(left(accrued, taken, day), currency)

    def new_reference(self) -> str:
        """A number that tells nothing about how many there are."""
        numbers = (f"F-{secrets.randbelow(90_000) + 10_000}" for _ in count())
        return next(number for number in numbers if self.numbered(number) is None)

    def request(self, claim: FundClaim) -> FundClaim:
        if not 0 < claim.amount.minor <= claim.cost_minor:
            raise ValueError(f"{claim.amount} cannot be claimed for {claim.cost_minor}")
        self._session.add(claim)
        self._session.flush()
        return claim

    def agree(self, claim: FundClaim, by: Person, now: datetime, proof_by: date) -> None:
        """The fund gives it, if it holds as much on the claim's day.

        Raises:
            FundTooSmall: when it does not; of two claims at once only what is left.
        """
        hold_partners(self._session, [claim.partner_id])
        self._session.refresh(claim, with_for_update=True)
        currency = claim.amount.currency
        held = self.holds(claim.partner_id, claim.fund, currency, claim.day)
        if held.minor < claim.amount.minor:
            raise FundTooSmall(f"{claim.fund} holds {held}")
        claim.agree(by, now, proof_by)
        self._session.flush()

    def get(self, claim_id: int) -> FundClaim:
        return self._session.get_one(FundClaim, claim_id)

    def numbered(self, reference: str) -> FundClaim | None:
        """Anybody's, for those who decide; locked until the transaction ends."""
        query = select(FundClaim).filter_by(reference=reference).with_for_update()
        fresh = query.execution_options(populate_existing=True)
        return self._session.scalars(fresh).one_or_none()

    def owned(self, partner_id: int, reference: str) -> FundClaim | None:
        """This partner's; anyone else's does not exist."""
        found = self.numbered(reference)
        return found if found is not None and found.partner_id == partner_id else None

    def claims(self, partner_id: int) -> Sequence[FundClaim]:
        """A partner's, the latest first."""
        query = select(FundClaim).filter_by(partner_id=partner_id)
        return self._session.scalars(query.order_by(FundClaim.id.desc())).all()

    def waiting(self) -> Sequence[FundClaim]:
        """What the vendor has to decide about, the oldest first."""
        query = select(FundClaim).where(FundClaim.state.in_(WAITING))
        return self._session.scalars(query.order_by(FundClaim.id)).all()

    def unanswered(self, day: date) -> Sequence[FundClaim]:
        """Requests for a day before that day, which nobody agreed to."""
        query = select(FundClaim).filter_by(state=ClaimState.REQUESTED)
        return self._session.scalars(query.where(FundClaim.day < day)).all()

    def unproven(self, day: date) -> Sequence[FundClaim]:
        """Agreed claims whose proof should have come before that day."""
        query = select(FundClaim).filter_by(state=ClaimState.AGREED)
        return self._session.scalars(query.where(FundClaim.proof_by < day)).all()
