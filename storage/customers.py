"""Customers of open deals, found by keys of their names through an index."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import BigInteger, ForeignKey, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Record
from storage.deals import Deal


class CustomerKey(Record):
    """One key of an open deal's customer; many deals may share it."""

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
        self.release(deal)
        self._session.add_all(CustomerKey(key=key, deal_id=deal.id) for key in sorted(keys))
        self._session.flush()

    def release(self, deal: Deal) -> None:
        """Let it be found no more, once it no longer protects its customer."""
        self._session.execute(delete(CustomerKey).filter_by(deal_id=deal.id))

    def candidates(
        self, keys: Collection[int], limit: int, *, besides: int | None = None
    ) -> Sequence[Deal]:
        """The deals that share most keys, without those of the partner `besides`."""
        shared = func.count().label("shared")
        query = select(CustomerKey.deal_id, shared).where(CustomerKey.key.in_(keys))
        query = query.group_by(CustomerKey.deal_id)
        if besides is not None:
            query = query.join(Deal, Deal.id == CustomerKey.deal_id)
            query = query.where(Deal.partner_id != besides)
        near = query.order_by(shared.desc(), CustomerKey.deal_id).limit(limit).subquery()
        found = select(Deal).join(near, near.c.deal_id == Deal.id)
        return self._session.scalars(found.order_by(near.c.shared.desc(), Deal.id)).all()
