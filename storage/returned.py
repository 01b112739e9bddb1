"""What returns took away from earnings, as it was posted: whoever earned it is to be told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
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

    def _last_before(self, moment: datetime) -> int:
        """The newest line of the batches before it; lines only grow, as batches do."""
        older = select(EarningBatch.id).where(EarningBatch.recorded_at < moment)
        batch = self._session.scalar(older.order_by(EarningBatch.id.desc()).limit(1)) or 0
        lines = select(EarningLine.id).where(EarningLine.batch_id <= batch)
        return self._session.scalar(lines.order_by(EarningLine.id.desc()).limit(1)) or 0
