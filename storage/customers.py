"""Customers of deals, found by keys of their names through an index."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import BigInteger, ForeignKey, Subquery, delete, func, select, union_all
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Record
from storage.deals import OPEN, Deal

OF_A_KEY = 200  #: deals that share one key


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
        """The open deals that share most keys, without those of the partner `besides`.

        Of a key that very many share only the latest are looked at.
        """
        if not keys:
            return []
        each = (_latest(key) for key in sorted(keys))
        sharing = union_all(*(select(latest.c.deal_id) for latest in each)).subquery()
        shared = func.count().label("shared")
        query = select(sharing.c.deal_id, shared).group_by(sharing.c.deal_id)
        query = query.join(Deal, Deal.id == sharing.c.deal_id).where(Deal.state.in_(OPEN))
        if besides is not None:
            query = query.where(Deal.partner_id != besides)
        near = query.order_by(shared.desc(), sharing.c.deal_id).limit(limit).subquery()
        found = select(Deal).join(near, near.c.deal_id == Deal.id)
        return self._session.scalars(found.order_by(near.c.shared.desc(), Deal.id)).all()

    def forget_closed(self) -> None:
        """What closed deals were found by makes room for open ones."""
        closed = select(Deal.id).where(Deal.state.not_in(OPEN))
        self._session.execute(delete(CustomerKey).where(CustomerKey.deal_id.in_(closed)))

    def unkept(self, limit: int) -> Sequence[Deal]:
        """Open deals without any key: of before there were keys, or brought by other ways."""
        kept = select(CustomerKey.key).where(CustomerKey.deal_id == Deal.id).exists()
        query = select(Deal).where(Deal.state.in_(OPEN), ~kept).order_by(Deal.id)
        return self._session.scalars(query.limit(limit)).all()


def _latest(key: int) -> Subquery:
    query = select(CustomerKey.deal_id).where(CustomerKey.key == key)
    return query.order_by(CustomerKey.deal_id.desc()).limit(OF_A_KEY).subquery()
