"""Adjustments: what somebody puts right by hand, once somebody else agrees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, select
from sqlalchemy.orm import Mapped, Session, composite, mapped_column

from storage.base import BIG_ID, Record
from storage.disputes import Dispute
from storage.earnings import Delta, EarningLine, Earnings, LineKind
from storage.keys import Cause
from storage.people import Person
from storage.periods import Periods
from storage.signing import NotNow, another
from storage.values import Money


class AdjustmentKind(StrEnum):
    CLAWBACK = "clawback"
    CORRECTION = "correction"
    DISPUTE = "dispute"
    POLICY_EXCEPTION = "policy_exception"
    PRIOR_PERIOD = "prior_period"
    FX = "fx"


class Adjustment(Record):
    """So much more (or less) for one line. It posts when it is approved, into the period that
    receives then; `reason` is a code, such as `calculation_error`."""

    __tablename__ = "adjustments"
    __table_args__ = (CheckConstraint("approved_by_id <> prepared_by_id", "two_people"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    kind: Mapped[AdjustmentKind]
    reason: Mapped[str]
    amount: Mapped[Money] = composite(
        mapped_column("amount_minor", BigInteger), mapped_column("currency")
    )
    line_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("earning_lines.id"), index=True)
    prepared_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    prepared_at: Mapped[datetime]
    dispute_id: Mapped[int | None] = mapped_column(ForeignKey("disputes.id"), default=None)
    note: Mapped[str] = mapped_column(default="")
    approved_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), default=None, init=False
    )
    approved_at: Mapped[datetime | None] = mapped_column(default=None, init=False)

    @property
    def cause(self) -> Cause:
        return Cause("adjustment", str(self.id))


@dataclass(frozen=True, slots=True)
class Approval:
    """Who agrees, on which day of the vendor's calendar, and when."""

    by: Person
    day: date
    now: datetime


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A sale whose earnings somebody put right by hand: by so much, for which dispute."""

    source_id: str
    amount: Money
    dispute_id: int | None
    reference: str


class Adjustments:
    def __init__(self, session: Session) -> None:
        self._session = session

    def prepare(self, adjustment: Adjustment) -> Adjustment:
        """Raises ValueError when its currency is not the line's, or it changes nothing."""
        _, earning = Earnings(self._session).get(adjustment.line_id)
        if adjustment.amount.currency != earning.currency or not adjustment.amount.minor:
            raise ValueError(f"{adjustment.amount} cannot adjust a line in {earning.currency}")
        self._session.add(adjustment)
        self._session.flush()
        return adjustment

    def approve(self, adjustment_id: int, approval: Approval) -> EarningLine:
        """Another person agrees, and it is posted; a dispute behind it is `adjusted`.

        Raises:
            SamePerson: when they prepared it.
            NotNow: when it was approved or sent back before.
        """
        found = self._locked(adjustment_id)
        approver = another(approval.by, found.prepared_by_id)
        if found.approved_by_id is not None:
            raise NotNow(f"adjustment {found.id} was approved before")
        if found.dispute_id is not None:
            self._session.get_one(Dispute, found.dispute_id, with_for_update=True).adjusted(
                found.id
            )
        found.approved_by_id, found.approved_at = approver, approval.now
        return self._post(found, approval)

    def waiting(self) -> Sequence[Adjustment]:
        """What nobody has approved, the oldest first."""
        query = select(Adjustment).where(Adjustment.approved_by_id.is_(None))
        return self._session.scalars(query.order_by(Adjustment.id)).all()

    def of(self, line_id: int) -> Sequence[Adjustment]:
        query = select(Adjustment).filter_by(line_id=line_id).order_by(Adjustment.id)
        return self._session.scalars(query).all()

    def of_sales(self, source: str) -> Sequence[Adjusted]:
        """What was prepared or posted for sales of this source, the oldest first."""
        sold = Record.metadata.tables["transactions"].c
        query = (
            select(Adjustment, sold.source_id, Dispute.reference)
            .join(EarningLine, EarningLine.id == Adjustment.line_id)
            .join(Record.metadata.tables["transactions"], sold.id == EarningLine.transaction_id)
            .outerjoin(Dispute, Dispute.id == Adjustment.dispute_id)
            .where(sold.source == source)
            .order_by(Adjustment.id)
        )
        return [
            Adjusted(source_id, each.amount, each.dispute_id, reference or "")
            for each, source_id, reference in self._session.execute(query)
        ]

    def _post(self, adjustment: Adjustment, approval: Approval) -> EarningLine:
        earnings = Earnings(self._session)
        line, earning = earnings.get(adjustment.line_id)
        period = Periods(self._session).receiving(approval.day)
        heading = replace(earning.heading, period_id=period.id)
        earning_id = earnings.headed([heading])[heading]
        minor = adjustment.amount.minor
        delta = Delta(
            earning_id=earning_id,
            transaction_id=line.transaction_id,
            kind=LineKind.ADJUSTMENT.value,
            minor=minor,
            gross_minor=minor,
            reason=adjustment.reason,
            linked_id=line.id,
        )
        batch = earnings.post(adjustment.cause, [delta], approval.now)
        assert batch is not None
        posted = select(EarningLine).filter_by(earning_id=earning_id, batch_id=batch.id)
        return self._session.scalars(posted).one()

    def _locked(self, adjustment_id: int) -> Adjustment:
        query = select(Adjustment).filter_by(id=adjustment_id).with_for_update()
        return self._session.scalars(query.execution_options(populate_existing=True)).one()
