"""What was sold, added up where it lies: by partner and month, by seller, by plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, case, extract, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.earnings import Earning, EarningLine
from storage.sales import TransactionKind
from storage.transactions import Transaction, current
from storage.values import Money, Period


@dataclass(frozen=True, slots=True)
class Sold:
    """A partner's sales of one month less what came back, and the first day's date of it."""

    partner_id: int
    month: date
    amount: Money


@dataclass(frozen=True, slots=True)
class Units:
    """How many units of a product a member sold, less what came back."""

    member_id: int
    product: str
    number: Decimal


@dataclass(frozen=True, slots=True)
class OnPlan:
    """What was sold in a month that a plan's earnings rest on."""

    partner_id: int
    plan: str
    month: date
    amount: Money


class Revenue:
    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, partner_id: int, period: Period) -> Sequence[Sold]:
        """One partner's, month by month."""
        return self._monthly(period, Transaction.partner_id == partner_id)

    def monthly(self, period: Period) -> Sequence[Sold]:
        """Everybody's."""
        return self._monthly(period)

    def units(self, period: Period, products: Iterable[str]) -> Sequence[Units]:
        """What members sold of some products."""
        by = (Transaction.member_id, Transaction.product)
        quantity = func.sum(_less_refunds(Transaction.quantity))
        query = (
            current(period)
            .with_only_columns(*by, quantity)
            .where(Transaction.product.in_(list(products)), Transaction.member_id.is_not(None))
            .group_by(*by)
            .order_by(*by)
        )
        return [Units(*row) for row in self._session.execute(query)]

    def on_plans(self, period: Period) -> Sequence[OnPlan]:
        """Each sale once for each plan that has a line for it that is not nothing."""
        paid = (
            select(Earning.plan.label("plan"), EarningLine.transaction_id.label("sale"))
            .join(EarningLine, EarningLine.earning_id == Earning.id)
            .where(EarningLine.transaction_id.is_not(None), EarningLine.minor != 0)
            .distinct()
            .subquery()
        )
        by = (Transaction.partner_id, paid.c.plan, *_MONTH, _CURRENCY)
        query = (
            current(period)
            .join(paid, paid.c.sale == Transaction.id)
            .with_only_columns(*by, func.sum(_less_refunds(_MINOR)))
            .group_by(*by)
            .order_by(*by)
        )
        return [
            OnPlan(partner, plan, date(int(year), int(month), 1), Money(int(minor), currency))
            for partner, plan, year, month, currency, minor in self._session.execute(query)
        ]

    def first_sales(self) -> dict[int, date]:
        """The day of each partner's first sale."""
        query = (
            select(Transaction.partner_id, func.min(Transaction.day))
            .where(Transaction.kind == TransactionKind.SALE)
            .group_by(Transaction.partner_id)
        )
        return dict(self._session.execute(query).all())

    def _monthly(self, period: Period, *whose: ColumnElement[bool]) -> Sequence[Sold]:
        by = (Transaction.partner_id, *_MONTH, _CURRENCY)
        query = (
            current(period)
            .with_only_columns(*by, func.sum(_less_refunds(_MINOR)))
            .where(*whose)
            .group_by(*by)
            .order_by(*by)
        )
        return [
            Sold(partner, date(int(year), int(month), 1), Money(int(minor), currency))
            for partner, year, month, currency, minor in self._session.execute(query)
        ]


_MONTH = (extract("year", Transaction.day), extract("month", Transaction.day))
_COLUMNS = Transaction.__table__.c
_MINOR, _CURRENCY = _COLUMNS.amount_minor, _COLUMNS.currency


def _less_refunds(column: InstrumentedAttribute[Any] | ColumnElement[Any]) -> ColumnElement[Any]:
    return case((Transaction.kind == TransactionKind.REFUND, -column), else_=column)
