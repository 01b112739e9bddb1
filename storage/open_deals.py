"""How many deals are open, and which of them lie beyond an amount."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.deals import OPEN, Deal, DealState
from storage.locking import hold_partners
from storage.values import Money

COLUMNS = Deal.__table__.c


class OpenDeals:
    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, partner_id: int) -> int:
        """A partner's; whoever else registers one for it waits until this transaction ends."""
        hold_partners(self._session, [partner_id])
        query = select(func.count()).where(Deal.partner_id == partner_id, Deal.state.in_(OPEN))
        return self._session.scalar(query) or 0

    def some(
        self,
        states: Collection[DealState],
        most: int,
        *,
        below: Money | None = None,
        above: Money | None = None,
    ) -> tuple[int, Sequence[str]]:
        """How many are in these states and beyond an amount of its currency, and the numbers of
        the latest."""
        wanted = [Deal.state.in_(states)]
        if below is not None:
            wanted += [COLUMNS.value_minor < below.minor, COLUMNS.currency == below.currency]
        if above is not None:
            wanted += [COLUMNS.value_minor > above.minor, COLUMNS.currency == above.currency]
        count = self._session.scalar(select(func.count()).select_from(Deal).where(*wanted)) or 0
        named = select(Deal.reference).where(*wanted).order_by(Deal.id.desc()).limit(most)
        return count, self._session.scalars(named).all() if count else ()
