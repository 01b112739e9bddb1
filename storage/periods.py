"""Settlement periods: the vendor's months, each calculated, reviewed, approved and closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Record
from storage.inserting import insert_missing
from storage.people import Person
from storage.signing import NotNow, another
from storage.values import Period


class PeriodState(StrEnum):
    """Only forward. Partners see `in_review` and may dispute; what `closed` holds stays."""

    OPEN = "open"
    CALCULATING = "calculating"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    CLOSED = "closed"


#: No more earnings: what comes late belongs to the next period's posting.
SETTLED = (PeriodState.APPROVED, PeriodState.CLOSED)


class SettlementPeriod(Record):
    """A month as the vendor settles it, and who took which step of it when."""

    __tablename__ = "periods"
    __table_args__ = (CheckConstraint("approved_by_id <> prepared_by_id", "two_people"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    code: Mapped[str] = mapped_column(unique=True)
    first: Mapped[date]
    last: Mapped[date]
    state: Mapped[PeriodState] = mapped_column(default=PeriodState.OPEN, init=False)
    started_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), default=None, init=False
    )
    started_at: Mapped[datetime | None] = mapped_column(default=None, init=False)
    prepared_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), default=None, init=False
    )
    prepared_at: Mapped[datetime | None] = mapped_column(default=None, init=False)
    approved_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), default=None, init=False
    )
    approved_at: Mapped[datetime | None] = mapped_column(default=None, init=False)
    closed_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), default=None, init=False
    )
    closed_at: Mapped[datetime | None] = mapped_column(default=None, init=False)

    @property
    def days(self) -> Period:
        return Period(self.first, self.last)

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED

    def start(self, by: Person, now: datetime) -> None:
        """The close begins: everything in it is calculated."""
        self._step(PeriodState.OPEN, PeriodState.CALCULATING)
        self.started_by_id, self.started_at = by.id, now

    def submit(self, by: Person, now: datetime) -> None:
        """It is calculated; partners look, and somebody else approves."""
        self._step(PeriodState.CALCULATING, PeriodState.IN_REVIEW)
        self.prepared_by_id, self.prepared_at = by.id, now

    def approve(self, by: Person, now: datetime) -> None:
        approver = another(by, self.prepared_by_id)
        self._step(PeriodState.IN_REVIEW, PeriodState.APPROVED)
        self.approved_by_id, self.approved_at = approver, now

    def close(self, by: Person, now: datetime) -> None:
        self._step(PeriodState.APPROVED, PeriodState.CLOSED)
        self.closed_by_id, self.closed_at = by.id, now

    def _step(self, before: PeriodState, after: PeriodState) -> None:
        if self.state is not before:
            raise NotNow(f"{self.code} is {self.state}, not {before}")
        self.state = after


class Periods:
    def __init__(self, session: Session) -> None:
        self._session = session

    def containing(self, day: date) -> SettlementPeriod:
        """The month of a day, made when it is first asked for."""
        month, code = Period.month(day), f"{day:%Y-%m}"
        found = self.coded(code)
        if found is None:
            row = {"code": code, "first": month.first, "last": month.last}
            row |= {"state": PeriodState.OPEN}
            self._session.execute(insert_missing(self._session, SettlementPeriod).values(row))
            found = self.coded(code)
        assert found is not None
        return found

    def receiving(self, day: date) -> SettlementPeriod:
        """Where what happened on that day is posted: its own month, or the first later one that
        is not approved. It stays so until the transaction ends."""
        found = self._as_is(self.containing(day).code, shared=True)
        while found.is_settled:
            later = self.containing(found.last + timedelta(days=1))
            found = self._as_is(later.code, shared=True)
        return found

    def coded(self, code: str) -> SettlementPeriod | None:
        return self._session.scalars(select(SettlementPeriod).filter_by(code=code)).one_or_none()

    def get(self, period_id: int) -> SettlementPeriod:
        return self._session.get_one(SettlementPeriod, period_id)

    def locked(self, code: str) -> SettlementPeriod:
        """As it is now, and nobody else's until the transaction ends: before a step of it."""
        return self._as_is(code, shared=False)

    def all(self) -> Sequence[SettlementPeriod]:
        """The oldest first."""
        query = select(SettlementPeriod).order_by(SettlementPeriod.first)
        return self._session.scalars(query).all()

    def settled_to(self) -> date | None:
        """The last day of the newest approved period."""
        query = select(SettlementPeriod.last).where(SettlementPeriod.state.in_(SETTLED))
        return self._session.scalar(query.order_by(SettlementPeriod.last.desc()).limit(1))

    def _as_is(self, code: str, *, shared: bool) -> SettlementPeriod:
        query = select(SettlementPeriod).filter_by(code=code).with_for_update(read=shared)
        return self._session.scalars(query.execution_options(populate_existing=True)).one()
