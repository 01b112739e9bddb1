"""Lets customers go whose protection has ended."""

from __future__ import annotations

from datetime import timedelta

from handlers.conversation.turn import Happening
from storage.deals import Deal
from storage.walltime import local_day

LATEST_ZONE = timedelta(hours=12)  #: where a day ends last, behind UTC
EARLIEST_ZONE = timedelta(hours=14)  #: where a day begins first, ahead of UTC


def expire(happening: Happening) -> None:
    """End every protection whose last day is over in its partner's own zone."""
    for deal in happening.records.deals.ended((happening.now + EARLIEST_ZONE).date()):
        today = local_day(happening.now, deal.partner.zone)
        if deal.protected_until is not None and deal.protected_until < today:
            _expire(happening, deal)
    happening.records.deals.let_go_won((happening.now - LATEST_ZONE).date())


def _expire(happening: Happening, deal: Deal) -> None:
    deal.expire()
    happening.records.deals.release(deal)
    happening.write_down(None, "deal.expired", deal.reference, "done")
    happening.refresh(card(deal))


def card(deal: Deal) -> str:
    """What every copy of a deal's card is kept true under."""
    return f"deal:{deal.id}"
