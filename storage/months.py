"""What a settlement month comes to, added up where it lies: sales, cost, what waits, what came
after it was approved."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from storage.adjustments import Adjustment
from storage.disputes import UNSETTLED, Dispute
from storage.earnings import Earning, EarningLine, LineKind
from storage.periods import SettlementPeriod
from storage.statements import IssuedStatement
from storage.transactions import Transaction, current
from storage.values import Money, Period


class Cost(NamedTuple):
    """What a plan's lines of a month come to that are due on one day; `held` is part of it."""

    period_id: int
    plan: str
    currency: str
    fund: str
    due_on: date
    minor: int
    held: int


class Late(NamedTuple):
    """What was posted into later months for a month, and in how many lines."""

    amount: Money
    lines: int


class Payee(NamedTuple):
    """Somebody whom a month owes money, not counting what goes into funds."""

    earner: str
    partner_id: int
    member_id: int | None


class Months:
    def __init__(self, session: Session) -> None:
        self._session = session

    def sold(self, days: Period) -> tuple[int, int]:
        """How many sales, and of how many partners."""
        columns = (func.count(Transaction.id), func.count(Transaction.partner_id.distinct()))
        number, partners = self._session.execute(current(days).with_only_columns(*columns)).one()
        return number, partners

    def costs(self, period_ids: Collection[int]) -> Sequence[Cost]:
        """Of each plan in each of these months."""
        by = (Earning.period_id, Earning.plan, Earning.currency, Earning.fund, Earning.due_on)
        sums = (func.sum(EarningLine.minor), func.sum(EarningLine.held_minor))
        query = (
            select(*by, *sums)
            .join(EarningLine, EarningLine.earning_id == Earning.id)
            .where(Earning.period_id.in_(sorted(period_ids)))
            .group_by(*by)
            .order_by(*by)
        )
        return [_cost(row) for row in self._session.execute(query)]

    def spent(self, last: date) -> dict[tuple[str, str], int]:
        """What each plan has cost, by currency, from its beginning to the end of a month."""
        by = (Earning.plan, Earning.currency)
        query = (
            select(*by, func.sum(EarningLine.minor))
            .join(EarningLine, EarningLine.earning_id == Earning.id)
            .join(SettlementPeriod, SettlementPeriod.id == Earning.period_id)
            .where(SettlementPeriod.last <= last)
            .group_by(*by)
        )
        return {(plan, unit): int(minor) for plan, unit, minor in self._session.execute(query)}

    def payees(self, period_id: int) -> Sequence[Payee]:
        """Everybody with more than nothing in it."""
        by = (Earning.earner, Earning.partner_id, Earning.member_id)
        query = (
            select(*by)
            .join(EarningLine, EarningLine.earning_id == Earning.id)
            .where(Earning.period_id == period_id, Earning.fund == "")
            .group_by(*by)
            .having(func.sum(EarningLine.minor) > 0)
            .order_by(*by)
        )
        return [Payee._make(row) for row in self._session.execute(query)]

    def disputed(self, period_id: int) -> Sequence[str]:
        """The disputes on its lines that are not settled."""
        query = self._on_lines(select(Dispute.reference), Dispute.line_id, period_id)
        open_ = query.where(Dispute.state.in_(UNSETTLED)).order_by(Dispute.id)
        return list(self._session.scalars(open_))

    def unadjusted(self, period_id: int) -> int:
        """How many adjustments of its lines nobody has approved."""
        query = self._on_lines(select(func.count(Adjustment.id)), Adjustment.line_id, period_id)
        return self._session.scalar(query.where(Adjustment.approved_by_id.is_(None))) or 0

    def late(self, period: SettlementPeriod) -> Sequence[Late]:
        """By currency: sales of its days that came later, and what was put right in it."""
        linked = aliased(EarningLine)
        its_own = select(Earning.id).where(Earning.period_id == period.id)
        adjusted = and_(EarningLine.kind == LineKind.ADJUSTMENT, linked.earning_id.in_(its_own))
        late = and_(EarningLine.kind == LineKind.PRIOR_PERIOD, self._its_day(period))
        query = (
            select(Earning.currency, func.sum(EarningLine.minor), func.count())
            .select_from(EarningLine)
            .join(Earning, Earning.id == EarningLine.earning_id)
            .join(SettlementPeriod, SettlementPeriod.id == Earning.period_id)
            .outerjoin(Transaction, Transaction.id == EarningLine.transaction_id)
            .outerjoin(linked, linked.id == EarningLine.linked_id)
            .where(SettlementPeriod.first > period.last, or_(late, adjusted))
            .group_by(Earning.currency)
            .order_by(Earning.currency)
        )
        rows = self._session.execute(query)
        return [Late(Money(int(minor), unit), lines) for unit, minor, lines in rows]

    def issued(self, period_id: int) -> int:
        """How many earners have a statement of it."""
        query = select(func.count(IssuedStatement.earner.distinct()))
        return self._session.scalar(query.where(IssuedStatement.period_id == period_id)) or 0

    def _its_day(self, period: SettlementPeriod) -> ColumnElement[bool]:
        on_total = and_(EarningLine.transaction_id.is_(None), Earning.window == period.code)
        return or_(Transaction.day.between(period.first, period.last), on_total)

    def _on_lines(self, query: Any, line_id: Any, period_id: int) -> Any:
        """What is about lines that were posted in a month."""
        joined = query.join_from(line_id.class_, EarningLine, EarningLine.id == line_id)
        posted = joined.join(Earning, Earning.id == EarningLine.earning_id)
        return posted.where(Earning.period_id == period_id)


def _cost(row: Any) -> Cost:
    found = Cost._make(row)
    return found._replace(minor=int(found.minor), held=int(found.held))
