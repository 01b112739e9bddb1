"""Payouts: what is owed goes into batches, and the bank's answers come back."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.batches import ItemState, Payout, PayoutItem
from storage.locking import hold_partners
from storage.owed import Owed
from storage.profiles import PayoutProfile


class Overpaid(RuntimeError):
    """More than what is payable: somebody else has put it into a payout."""


class Payouts:
    def __init__(self, session: Session) -> None:
        self._session = session

    def prepare(self, payout: Payout) -> Payout:
        """Keep a draft with its items and their parts.

        Raises:
            Overpaid: when the parts of an item are not its gross amount, or take more of an
                earning than is payable now (somebody else's draft may have it).
        """
        hold_partners(self._session, {item.partner_id for item in payout.items})
        for item in payout.items:
            if item.state is ItemState.READY:
                self._check(item)
        self._session.add(payout)
        self._session.flush()
        return payout

    def get(self, payout_id: int) -> Payout:
        return self._session.get_one(Payout, payout_id)

    def locked(self, reference: str) -> Payout | None:
        """As it is now, and nobody else's until the transaction ends: before a step of it."""
        query = select(Payout).filter_by(reference=reference).with_for_update()
        fresh = query.execution_options(populate_existing=True)
        return self._session.scalars(fresh).one_or_none()

    def all(self) -> Sequence[Payout]:
        """The latest first."""
        return self._session.scalars(select(Payout).order_by(Payout.id.desc())).all()

    def item(self, reference: str) -> PayoutItem | None:
        """As it is now, locked: before the bank's answer is written down."""
        query = select(PayoutItem).filter_by(reference=reference).with_for_update()
        fresh = query.execution_options(populate_existing=True)
        return self._session.scalars(fresh).one_or_none()

    def redirected(self, payout: Payout) -> Sequence[PayoutItem]:
        """What would go to another account than was approved, or to one that is gone."""
        query = (
            select(PayoutItem)
            .outerjoin(PayoutProfile, PayoutProfile.earner == PayoutItem.earner)
            .where(PayoutItem.payout_id == payout.id, PayoutItem.state == ItemState.READY)
            .where(PayoutProfile.version.is_distinct_from(PayoutItem.profile_version))
        )
        return self._session.scalars(query.order_by(PayoutItem.id)).all()

    def of(self, earner: str) -> Sequence[PayoutItem]:
        """What was sent to an earner and what was not, the latest first."""
        query = select(PayoutItem).filter_by(earner=earner).order_by(PayoutItem.id.desc())
        return self._session.scalars(query).all()

    def unpaid(self, limit: int) -> Sequence[PayoutItem]:
        """What the bank did not pay or sent back, the latest first."""
        states = (ItemState.FAILED, ItemState.RETURNED)
        query = select(PayoutItem).where(PayoutItem.state.in_(states))
        return self._session.scalars(query.order_by(PayoutItem.id.desc()).limit(limit)).all()

    def _check(self, item: PayoutItem) -> None:
        owed = Owed(self._session).to(item.earner)
        payable = {due.earning_id: due.minor for due in owed if due.currency == item.currency}
        asked = {part.earning_id: part.minor for part in item.parts}
        taken = all(_covers(payable.get(each, 0), minor) for each, minor in asked.items())
        if not taken or item.gross_minor != sum(part.minor for part in item.parts):
            raise Overpaid(f"{item.earner}: {asked} of {payable}")


def _covers(payable: int, minor: int) -> bool:
    """Is it no more than what is payable, or to be recovered?"""
    return 0 <= minor <= payable or payable <= minor <= 0
