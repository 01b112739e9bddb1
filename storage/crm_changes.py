"""Writes down every change of a deal for the systems that follow it, as it is flushed: whoever
changes a deal need not think of it, and what is rolled back was never written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Session, sessionmaker

from storage.base import Document
from storage.claims import Claims
from storage.crm import Crm
from storage.deals import OPEN, Deal, DealState

#: What is told as it is; partner, product and value are told beside it.
PLAIN = (
    *("reference", "state", "customer", "country", "closing", "seats", "submitted_at"),
    *("decision_due", "decided_at", "reason", "protected_until", "extensions"),
    *("closed_at", "lost_for", "lost_words"),
)
TOLD = (*PLAIN, "value_minor", "currency", "partner_id", "product_id")


def follow(writers: sessionmaker[Session]) -> None:
    """From now on a flush of these sessions writes down the changes of deals."""
    event.listen(writers, "after_flush", _flushed)


def known(session: Session, target: str, at: datetime) -> None:
    """What a target begins with: every open deal as it is."""
    deals = session.scalars(select(Deal).where(Deal.state.in_(OPEN)).order_by(Deal.id))
    Crm(session).write([_change(deal, "deal.known", target, at) for deal in deals])


def _flushed(session: Session, _: Any) -> None:
    new = [(deal, f"deal.{DealState.SUBMITTED}") for deal in _deals(session.new)]
    changed = [*new, *((deal, what) for deal in _deals(session.dirty) if (what := _what(deal)))]
    if not changed:
        return
    crm = Crm(session)
    targets = crm.on()
    if targets:
        at = Claims(session).clock()
        crm.write([_change(*each, name, at) for each in changed for name in targets])


def _deals(records: Iterable[object]) -> list[Deal]:
    return [record for record in records if isinstance(record, Deal)]


def _what(deal: Deal) -> str:
    """The change's type; empty: nothing that is told has changed."""
    attributes = inspect(deal).attrs
    before = {name: attributes[name].history for name in TOLD}
    if before["state"].has_changes():
        was = before["state"].deleted
        completed = deal.state is DealState.SUBMITTED and was == [DealState.RETURNED]
        return "deal.completed" if completed else f"deal.{deal.state}"
    if before["extensions"].has_changes():
        return "deal.extended"
    return "deal.changed" if any(each.has_changes() for each in before.values()) else ""


def _change(deal: Deal, what: str, target: str, at: datetime) -> Document:
    return {
        "target": target,
        "deal_id": deal.id,
        "sequence": deal.version,
        "type": what,
        "at": at,
        "next_at": at,
        "deal": snapshot(deal),
    }


def snapshot(deal: Deal) -> Document:
    """The deal as other systems see it; people's contact data stay here."""
    plain = {name: _plain(getattr(deal, name)) for name in PLAIN}
    return {
        **plain,
        "value": {"minor": deal.value.minor, "currency": deal.value.currency},
        "partner": {"id": deal.partner.id, "name": deal.partner.name},
        "product": {"sku": deal.product.sku, "name": deal.product.name},
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
