"""What the clocks of deals have said: each once, whoever keeps the time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, or_, select, update
from sqlalchemy.orm import Session

from storage.deals import Deal, DealState


class DealClocks:
    """Marks leave a deal's version alone: nothing that anybody decides on has changed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def running(self) -> Sequence[Deal]:
        """Deals that wait for a decision and of which nobody was told yet that it is late."""
        query = select(Deal).filter_by(state=DealState.SUBMITTED, late_at=None)
        return self._session.scalars(query.order_by(Deal.decision_due, Deal.id)).all()

    def nudge(self, deal: Deal, now: datetime) -> bool:
        """Note that a decision was asked for; False when that was done before."""
        still = Deal.state == DealState.SUBMITTED, Deal.nudged_at.is_(None)
        return self._mark(deal, *still, nudged_at=now)

    def late(self, deal: Deal, now: datetime) -> bool:
        """Note that people were told that the decision is late."""
        still = Deal.state == DealState.SUBMITTED, Deal.late_at.is_(None)
        return self._mark(deal, *still, late_at=now)

    def ending(self, last: date, days: int) -> Sequence[Deal]:
        """Protections that end by a day, without a reminder of so many days before or fewer."""
        query = select(Deal).where(Deal.protected_until <= last, *_unreminded(days))
        return self._session.scalars(query.order_by(Deal.protected_until, Deal.id)).all()

    def remind(self, deal: Deal, days: int) -> bool:
        """Note the reminder of so many days before the end."""
        return self._mark(deal, *_unreminded(days), reminded=days)

    def _mark(self, deal: Deal, *still: ColumnElement[bool], **marks: Any) -> bool:
        query = update(Deal).where(Deal.id == deal.id, *still).values(**marks)
        done = self._session.execute(query.execution_options(synchronize_session="fetch"))
        assert isinstance(done, CursorResult)
        return done.rowcount == 1


def _unreminded(days: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    is_new = or_(Deal.reminded.is_(None), Deal.reminded > days)
    return Deal.state == DealState.APPROVED, is_new
