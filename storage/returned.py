"""What news took away from earnings, as it was posted: whoever earned it is to be told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from storage.earnings import Earning, EarningBatch, EarningLine, LineKind
from storage.sales import TransactionKind
from storage.transactions import Transaction

KINDS = (LineKind.REVERSAL, LineKind.PRIOR_PERIOD)


class TakenBack(NamedTuple):
    """A line below zero, the return that made it, and whose it is."""

    line_id: int
    transaction_id: int
    partner_id: int
    member_id: int | None


class Fall(NamedTuple):
    """How much less (below zero) a component now pays somebody for a window than it did, by its
    newest line."""

    line_id: int
    partner_id: int
    member_id: int | None
    plan: str
    component: str
    window: str
    currency: str
    minor: int


class Returned:
    def __init__(self, session: Session) -> None:
        self._session = session

    def since(self, moment: datetime) -> Sequence[TakenBack]:
        """What was posted from a moment on, found from the newest backwards."""
        columns = (EarningLine.id, EarningLine.transaction_id)
        query = (
            select(*columns, Earning.partner_id, Earning.member_id)
            .join(Earning, Earning.id == EarningLine.earning_id)
            .join(Transaction, Transaction.id == EarningLine.transaction_id)
            .where(EarningLine.id > self._last_before(moment))
            .where(EarningLine.kind.in_(KINDS), EarningLine.minor < 0)
            .where(Transaction.kind == TransactionKind.REFUND)
            .order_by(EarningLine.id)
        )
        return [TakenBack._make(row) for row in self._session.execute(query)]

    def falls(self, moment: datetime) -> Sequence[Fall]:
        """What was posted from a moment on and is less than before, all versions of a plan
        together; what a return took from its own sale is told by itself."""
        named = (Earning.partner_id, Earning.member_id)
        key = (*named, Earning.plan, Earning.component, Earning.window, Earning.currency)
        less = func.sum(EarningLine.minor)
        query = (
            select(func.max(EarningLine.id), *key, less)
            .join(Earning, Earning.id == EarningLine.earning_id)
            .outerjoin(Transaction, Transaction.id == EarningLine.transaction_id)
            .where(EarningLine.id > self._last_before(moment))
            .where(EarningLine.kind != LineKind.ADJUSTMENT, Earning.fund == "")
            .where(or_(Transaction.id.is_(None), Transaction.kind != TransactionKind.REFUND))
            .group_by(*key)
            .having(less < 0, func.count(EarningLine.linked_id) > 0)
            .order_by(func.max(EarningLine.id))
        )
        found: Iterable[Any] = self._session.execute(query)
        return [Fall._make((*row[:-1], int(row[-1]))) for row in found]

    def _last_before(self, moment: datetime) -> int:
        """The newest line of the batches before it; lines only grow, as batches do."""
        older = select(EarningBatch.id).where(EarningBatch.recorded_at < moment)
        batch = self._session.scalar(older.order_by(EarningBatch.id.desc()).limit(1)) or 0
        lines = select(EarningLine.id).where(EarningLine.batch_id <= batch)
        return self._session.scalar(lines.order_by(EarningLine.id.desc()).limit(1)) or 0
