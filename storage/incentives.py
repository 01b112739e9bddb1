"""What was sold and what the vendor pays for it: sales, refunds and published plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    UniqueConstraint,
    event,
    exists,
    inspect,
    select,
)
from sqlalchemy.orm import Mapped, Session, aliased, composite, mapped_column, object_session

from storage.base import Document, Record
from storage.values import Money, Period


class AppendOnly(RuntimeError):
    """Somebody tried to change what money was or will be paid on."""


class TransactionKind(StrEnum):
    SALE = "sale"
    REFUND = "refund"


class Transaction(Record):
    """One line of a sale or a refund, as its source system told it.

    Never edited: a later `revision` of the same (source, source_id) takes its place.
    A refund's quantity and amount are positive; its kind subtracts them.
    """

    __tablename__ = "transactions"
    __table_args__ = (
        UniqueConstraint("source", "source_id", "revision"),
        Index(None, "member_id", "day"),
        Index(None, "partner_id", "day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    source: Mapped[str]
    source_id: Mapped[str]
    kind: Mapped[TransactionKind]
    day: Mapped[date]
    recorded_at: Mapped[datetime]
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"))
    product: Mapped[str]
    quantity: Mapped[int]
    amount: Mapped[Money] = composite(
        mapped_column("amount_minor", BigInteger), mapped_column("currency")
    )
    member_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    customer: Mapped[str] = mapped_column(default="")
    refunds_id: Mapped[int | None] = mapped_column(ForeignKey("transactions.id"), default=None)
    revision: Mapped[int] = mapped_column(default=1)

    @property
    def units(self) -> int:
        """How many were sold; a refund counts against."""
        return self.quantity if self.kind is TransactionKind.SALE else -self.quantity


class Transactions:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, transaction: Transaction) -> Transaction:
        self._session.add(transaction)
        self._session.flush()
        return transaction

    def of(self, member_id: int, period: Period) -> Sequence[Transaction]:
        """What a member sold in a period, oldest first."""
        return self._found(period, Transaction.member_id == member_id)

    def at(self, partner_id: int, period: Period) -> Sequence[Transaction]:
        """What a partner sold in a period, oldest first."""
        return self._found(period, Transaction.partner_id == partner_id)

    def _found(self, period: Period, whose: ColumnElement[bool]) -> Sequence[Transaction]:
        query = _current(period).where(whose).order_by(Transaction.day, Transaction.id)
        return self._session.scalars(query).all()


class Plan(Record):
    """One version of an incentive plan, in the plan format; once published it never changes."""

    __tablename__ = "plans"
    __table_args__ = (UniqueConstraint("code", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    code: Mapped[str]
    version: Mapped[int]
    name: Mapped[str]
    effective_from: Mapped[date]
    effective_to: Mapped[date | None]
    document: Mapped[Document]
    published_at: Mapped[datetime | None] = mapped_column(default=None)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)


class Plans:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, plan: Plan) -> Plan:
        self._session.add(plan)
        self._session.flush()
        return plan

    def published(self, period: Period) -> Sequence[Plan]:
        """The published versions in force on some day of a period."""
        query = (
            select(Plan)
            .where(Plan.published_at.is_not(None), Plan.effective_from <= period.last)
            .where(Plan.effective_to.is_(None) | (Plan.effective_to >= period.first))
            .order_by(Plan.code, Plan.effective_from, Plan.version)
        )
        return self._session.scalars(query).all()

    def all(self) -> Sequence[Plan]:
        return self._session.scalars(select(Plan).order_by(Plan.id)).all()


def _current(period: Period) -> Select[Transaction]:
    """The last revision of each transaction, if that falls into the period."""
    newer = aliased(Transaction)
    superseded = exists().where(
        newer.source == Transaction.source,
        newer.source_id == Transaction.source_id,
        newer.revision > Transaction.revision,
    )
    within = Transaction.day.between(period.first, period.last)
    return select(Transaction).where(within, ~superseded)


@event.listens_for(Transaction, "before_update")
@event.listens_for(Transaction, "before_delete")
def _a_transaction_stays(_: Any, __: Any, transaction: Transaction) -> None:
    session = object_session(transaction)
    if session is not None and (
        transaction in session.deleted or session.is_modified(transaction)
    ):
        raise AppendOnly("a transaction never changes: add a revision or a refund")


@event.listens_for(Plan, "before_update")
@event.listens_for(Plan, "before_delete")
def _a_published_plan_stays(_: Any, __: Any, plan: Plan) -> None:
    history = inspect(plan).attrs.published_at.history
    before = [*history.deleted, *history.unchanged] or [None]
    if before[0] is not None:
        raise AppendOnly("a published plan never changes: publish a new version")
