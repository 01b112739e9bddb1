"""Sales that no plan could count so far, such as those without an exchange rate."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ForeignKey, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Record
from storage.inserting import insert_missing
from storage.transactions import Transaction

_SOME = 10_000


class UncountedSale(Record):
    """A transaction that a plan could not count, why, and since when; gone once it can."""

    __tablename__ = "uncounted_sales"

    plan: Mapped[str] = mapped_column(primary_key=True)
    transaction_id: Mapped[int] = mapped_column(ForeignKey("transactions.id"), primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"), index=True)
    reason: Mapped[str]
    since: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many sales of a currency, and their days."""

    currency: str
    reason: str
    sales: int
    first: date
    last: date


class Uncounted:
    def __init__(self, session: Session) -> None:
        self._session = session

    def replace(
        self,
        partner_ids: Collection[int],
        plans: Collection[str],
        found: Iterable[tuple[str, int, str]],
        now: datetime,
    ) -> None:
        """What these plans cannot count of these partners: plan, transaction and reason. What
        waited before keeps its moment."""
        wanted = {(plan, id): reason for plan, id, reason in found}
        query = select(UncountedSale).where(
            UncountedSale.partner_id.in_(sorted(partner_ids)), UncountedSale.plan.in_(plans)
        )
        there = {(each.plan, each.transaction_id): each for each in self._session.scalars(query)}
        for key, kept in there.items():
            if key not in wanted:
                self._session.delete(kept)
        missing = [key for key in wanted if key not in there]
        whose = self._partners({id for _, id in missing})
        for plan, id in missing:
            row: dict[str, object] = {"plan": plan, "transaction_id": id, "partner_id": whose[id]}
            row |= {"reason": wanted[plan, id], "since": now}
            self._session.execute(insert_missing(self._session, UncountedSale).values(row))

    def by_currency(self, since: datetime | None = None) -> Sequence[Waiting]:
        """What waits, or has begun to since a moment."""
        sold = Transaction.__table__.c
        days = func.count(sold.id.distinct()), func.min(sold.day), func.max(sold.day)
        query = select(sold.currency, UncountedSale.reason, *days).join(
            UncountedSale, UncountedSale.transaction_id == sold.id
        )
        if since is not None:
            query = query.where(UncountedSale.since > since)
        query = query.group_by(sold.currency, UncountedSale.reason)
        rows = self._session.execute(query.order_by(sold.currency, UncountedSale.reason))
        return [Waiting(*row) for row in rows]

    def _partners(self, ids: Collection[int]) -> dict[int, int]:
        wanted, found = sorted(ids), dict[int, int]()
        for start in range(0, len(wanted), _SOME):
            some = Transaction.id.in_(wanted[start : start + _SOME])
            query = select(Transaction.id, Transaction.partner_id).where(some)
            for id, partner_id in self._session.execute(query):
                found[id] = partner_id
        return found
