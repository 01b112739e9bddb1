"""One at a time: what is worked out from a partner's books and then written to them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.partners import Partner


def hold_partners(session: Session, partner_ids: Iterable[int]) -> None:
    """Nobody else's until the transaction ends; always in the same order (two that took them
    crosswise would wait for each other). SQLite has one writer anyway."""
    query = select(Partner.id).where(Partner.id.in_(sorted(set(partner_ids))))
    session.execute(query.order_by(Partner.id).with_for_update(key_share=True)).all()
