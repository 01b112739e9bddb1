"""Lets go of what was never agreed to or never proven, and asks for proof when it is time."""

from __future__ import annotations

from datetime import timedelta

from handlers.conversation.reply import Reply
from handlers.conversation.turn import Telling, Tick
from handlers.funds import cards, desk, review
from handlers.funds.handler import funds
from storage.funds import ClaimState, FundClaim

EARLIEST_ZONE = timedelta(hours=14)  #: where a day begins first, ahead of UTC
FAR = timedelta(days=3_650)


@funds.every(minutes=60)
def expire(tick: Tick) -> None:
    """The day over which a claim waits is its partner's."""
    day = (tick.now + EARLIEST_ZONE).date()
    records = tick.records
    for claim in (*records.funds.unanswered(day), *records.funds.unproven(day)):
        today = desk.today(tick, records.partners.get(claim.partner_id))
        last = claim.proof_by if claim.state is ClaimState.AGREED else claim.day
        if last is not None and last < today:
            _expire(tick, claim)


@funds.every(minutes=60)
def ask_for_proof(tick: Tick) -> None:
    """Once, on the day after the activity."""
    for claim in tick.records.funds.unproven(tick.now.date() + FAR):
        partner = tick.records.partners.get(claim.partner_id)
        campaign = f"fund-proof:{claim.reference}"
        asked = tick.records.deliveries.tally(campaign)
        if claim.day < desk.today(tick, partner) and not asked:
            requester = desk.requester(tick, claim)
            facts = {"reference": claim.reference, "campaign": campaign}
            tick.tell(requester, "funds.proof_due", recipient=str(requester.id), **facts)


@funds.notice("proof_due")
def proof_due(telling: Telling) -> Reply | None:
    """Nothing once it was brought or is too late."""
    claim = telling.records.funds.numbered(telling.subject["reference"])
    if claim is None or claim.state is not ClaimState.AGREED:
        return None
    return cards.proof_due(claim, telling.text)


def _expire(tick: Tick, claim: FundClaim) -> None:
    claim.expire(tick.now)
    tick.write_down(None, "fund.expired", claim.reference, "done")
    review.changed(tick, claim)
