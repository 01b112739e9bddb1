"""Customers of deals, found by keys of their names through an index."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import BigInteger, ForeignKey, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Record
from storage.deals import OPEN, Deal


class CustomerKey(Record):
    """One key of a deal's customer; many deals may share it."""

    __tablename__ = "customer_keys"

    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    deal_id: Mapped[int] = mapped_column(
        ForeignKey("deals.id"), primary_key=True, index=True, autoincrement=False
    )


class Customers:
    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, deal: Deal, keys: Collection[int]) -> None:
        """Let the deal be found by these keys, and by no others."""
        self._session.execute(delete(CustomerKey).filter_by(deal_id=deal.id))
        self._session.add_all(CustomerKey(key=key, deal_id=deal.id) for key in sorted(keys))
        self._session.flush()

    def candidates(
        self, keys: Collection[int], limit: int, *, besides: int | None = None
    ) -> Sequence[Deal]:
        """The open deals that share most keys, without those of the partner `besides`."""
        shared = func.count().label("shared")
        query = select(CustomerKey.deal_id, shared).where(CustomerKey.key.in_(keys))
        query = query.join(Deal, Deal.id == CustomerKey.deal_id).where(Deal.state.in_(OPEN))
        query = query.group_by(CustomerKey.deal_id)
        if besides is not None:
            query = query.where(Deal.partner_id != besides)
        near = query.order_by(shared.desc(), CustomerKey.deal_id).limit(limit).subquery()
        found = select(Deal).join(near, near.c.deal_id == Deal.id)
        return self._session.scalars(found.order_by(near.c.shared.desc(), Deal.id)).all()

    def unkept(self, limit: int) -> Sequence[Deal]:
        """Open deals without any key: of before there were keys, or brought by other ways."""
        kept = select(CustomerKey.key).where(CustomerKey.deal_id == Deal.id).exists()
        query = select(Deal).where(Deal.state.in_(OPEN), ~kept).order_by(Deal.id)
        return self._session.scalars(query.limit(limit)).all()
