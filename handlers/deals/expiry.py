"""Lets customers go whose protection has ended."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from handlers.conversation.turn import Happening
from storage.audit import AuditEntry
from storage.deals import Deal

LATEST_ZONE = timedelta(hours=12)  #: where a day ends last, behind UTC
EARLIEST_ZONE = timedelta(hours=14)  #: where a day begins first, ahead of UTC


def expire(happening: Happening) -> None:
    """End every protection whose last day is over in its partner's own zone."""
    for deal in happening.records.deals.ended((happening.now + EARLIEST_ZONE).date()):
        today = happening.now.astimezone(ZoneInfo(deal.partner.zone)).date()
        if deal.protected_until is not None and deal.protected_until < today:
            _expire(happening, deal)
    happening.records.deals.let_go_won((happening.now - LATEST_ZONE).date())


def _expire(happening: Happening, deal: Deal) -> None:
    deal.expire()
    happening.records.deals.release(deal)
    happening.records.audit.add(
        AuditEntry(
            at=happening.now,
            actor_id=None,
            action="deal.expired",
            object=deal.reference,
            outcome="done",
        )
    )
    happening.refresh(card(deal))


def card(deal: Deal) -> str:
    """What every copy of a deal's card is kept true under."""
    return f"deal:{deal.id}"
