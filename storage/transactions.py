"""What was sold: sales, refunds and corrections, each as its source system told it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    UniqueConstraint,
    exists,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, aliased, composite, mapped_column

from storage.base import DOCUMENT, Document, Millionths, Record
from storage.guards import append_only
from storage.intake import Intake, Taken, finish, remember, take
from storage.sales import SaleRow, TransactionKind
from storage.stale import Stale
from storage.values import Money, Period

#: Several partners are credited with it; the words are the index's, so that it is used.
SHARED = text("credits != '[]'")


class Transaction(Record):
    """One line of a sale, a refund or a correction.

    Never edited: a later `revision` of the same (source, source_id) takes its place.
    A refund's quantity and amounts are positive; its kind subtracts them. `cost` is for a unit,
    `amount` and `collected` for the line. `of` is the `source_id` of the sale that is taken
    back, `refunds_id` its revision of then. `credits` are shares of partners, `further` the
    columns of other names; `fingerprint` is of everything that the source told.
    """

    __tablename__ = "transactions"
    __table_args__ = (
        UniqueConstraint("source", "source_id", "revision"),
        Index(None, "member_id", "day"),
        Index(None, "partner_id", "day"),
        Index("ix_transactions_shared", "id", sqlite_where=SHARED, postgresql_where=SHARED),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    source: Mapped[str]
    source_id: Mapped[str]
    kind: Mapped[TransactionKind]
    day: Mapped[date]
    recorded_at: Mapped[datetime]
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"))
    product: Mapped[str]
    quantity: Mapped[Decimal] = mapped_column("quantity_millionths", Millionths, key="quantity")
    amount: Mapped[Money] = composite(
        mapped_column("amount_minor", BigInteger), mapped_column("currency")
    )
    member_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    customer: Mapped[str] = mapped_column(default="")
    refunds_id: Mapped[int | None] = mapped_column(ForeignKey("transactions.id"), default=None)
    revision: Mapped[int] = mapped_column(default=1)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"), default=None)
    category: Mapped[str] = mapped_column(default="")
    deal: Mapped[str] = mapped_column(default="")
    cost: Mapped[Decimal | None] = mapped_column(
        "cost_millionths", Millionths, key="cost", default=None
    )
    collected_minor: Mapped[int | None] = mapped_column(BigInteger, default=None)
    booked: Mapped[date | None] = mapped_column(default=None)
    invoiced: Mapped[date | None] = mapped_column(default=None)
    paid: Mapped[date | None] = mapped_column(default=None)
    activated: Mapped[date | None] = mapped_column(default=None)
    of: Mapped[str] = mapped_column(default="")
    credits: Mapped[list[Document]] = mapped_column(DOCUMENT, default_factory=list)
    further: Mapped[Document] = mapped_column(default_factory=dict)
    fingerprint: Mapped[bytes] = mapped_column(default=b"")

    @property
    def units(self) -> int:
        """How many whole units were sold; a refund counts against."""
        whole = int(self.quantity)
        return -whole if self.kind is TransactionKind.REFUND else whole

    @property
    def collected(self) -> Money | None:
        """What the customer has paid of it, if the source says so."""
        if self.collected_minor is None:
            return None
        return Money(self.collected_minor, self.amount.currency)


append_only(Transaction)


class Transactions:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, transaction: Transaction) -> Transaction:
        """What somebody earns changes with it: see storage/stale.py."""
        self._session.add(transaction)
        self._session.flush()
        shared = (each["partner_id"] for each in transaction.credits)
        Stale(self._session).mark({transaction.partner_id, *shared})
        return transaction

    def take(self, rows: Iterable[SaleRow], intake: Intake) -> Taken:
        """Some rows of a file, all at once; what was stored already stays as it is."""
        return take(self._session, rows, intake)

    def remember(self, rows: Iterable[SaleRow], intake: Intake) -> None:
        """Some rows that were taken before the import was cut off."""
        remember(self._session, rows, intake)

    def finish(self, intake: Intake) -> Taken:
        """The refunds that came before their sale, after the last row of the file."""
        return finish(self._session, intake)

    def of(self, member_id: int, period: Period) -> Sequence[Transaction]:
        """What a member sold in a period, oldest first."""
        return self._found(period, Transaction.member_id == member_id)

    def at(self, partner_id: int, period: Period) -> Sequence[Transaction]:
        """What a partner sold in a period, oldest first."""
        return self._found(period, Transaction.partner_id == partner_id)

    def sellers(self, currency: str) -> set[int]:
        """The partners that ever sold in a currency, or are credited with such a sale."""
        sold = Transaction.__table__.c
        own = select(sold.partner_id).where(sold.currency == currency).distinct()
        shared = select(Transaction.credits).where(sold.currency == currency, SHARED)
        found = (each["partner_id"] for row in self._session.scalars(shared) for each in row)
        return {*self._session.scalars(own), *found}

    def revisions(self, source: str, source_id: str) -> Sequence[Transaction]:
        """Everything that was ever told of one, the first first."""
        query = select(Transaction).filter_by(source=source, source_id=source_id)
        return self._session.scalars(query.order_by(Transaction.revision)).all()

    def _found(self, period: Period, whose: ColumnElement[bool]) -> Sequence[Transaction]:
        query = current(period).where(whose).order_by(Transaction.day, Transaction.id)
        return self._session.scalars(query).all()


def current(period: Period) -> Select[Any]:
    """The last revision of each transaction, if that falls into the period."""
    newer = aliased(Transaction)
    superseded = exists().where(
        newer.source == Transaction.source,
        newer.source_id == Transaction.source_id,
        newer.revision > Transaction.revision,
    )
    within = Transaction.day.between(period.first, period.last)
    return select(Transaction).where(within, ~superseded)
