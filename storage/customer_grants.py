"""A channel manager's leave for a partner to register a customer whom another one protects."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.base import Record
from storage.deals import Deal
from storage.partners import Partner
from storage.people import Person


class GrantKind(StrEnum):
    """With `share` both partners protect the customer; with `hand_over` the first one's deal
    ends as the second one's begins."""

    SHARE = "share"
    HAND_OVER = "hand_over"


class CustomerGrant(Record):
    """`deal` protects the customer; `used_by_id` is the deal that was registered with it."""

    __tablename__ = "customer_grants"
    __table_args__ = (UniqueConstraint("deal_id", "partner_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deals.id"), init=False)
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), init=False)
    deal: Mapped[Deal] = relationship(repr=False, foreign_keys=[deal_id])
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"), index=True)
    partner: Mapped[Partner] = relationship(init=False, repr=False)
    kind: Mapped[GrantKind]
    by: Mapped[Person] = relationship(repr=False)
    at: Mapped[datetime]
    used_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("deals.id"), default=None, index=True
    )


class CustomerGrants:
    def __init__(self, session: Session) -> None:
        self._session = session

    def give(
        self, deal: Deal, partner_id: int, kind: GrantKind, by: Person, at: datetime
    ) -> CustomerGrant:
        """In the place of an earlier one that was not used."""
        query = select(CustomerGrant).filter_by(deal_id=deal.id, partner_id=partner_id)
        found = self._session.scalars(query.with_for_update()).one_or_none()
        if found is None:
            found = CustomerGrant(deal=deal, partner_id=partner_id, kind=kind, by=by, at=at)
            self._session.add(found)
        if found.used_by_id is None:
            found.kind, found.by, found.at = kind, by, at
        self._session.flush()
        return found

    def usable(self, partner_id: int, deals: Collection[Deal]) -> Sequence[CustomerGrant]:
        """Those that let the partner past these deals."""
        query = select(CustomerGrant).filter_by(partner_id=partner_id, used_by_id=None)
        query = query.where(CustomerGrant.deal_id.in_([deal.id for deal in deals]))
        return self._session.scalars(query.order_by(CustomerGrant.id)).all()

    def about(self, deal: Deal) -> Sequence[CustomerGrant]:
        """Those given away from this deal, and the one it came by."""
        query = select(CustomerGrant)
        query = query.where(
            or_(CustomerGrant.deal_id == deal.id, CustomerGrant.used_by_id == deal.id)
        )
        return self._session.scalars(query.order_by(CustomerGrant.id)).all()
