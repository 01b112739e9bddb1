"""Makes a deal of a lead that a partner brought or accepted."""

from __future__ import annotations

from handlers.conversation import manners
from handlers.conversation.reply import Reply
from handlers.conversation.turn import Turn
from handlers.deals import cards, desk, prospects
from handlers.deals.handler import deals
from storage.lead_moves import LeadAction
from storage.people import MEMBERS


@deals.button("from_lead", roles=MEMBERS)
def from_lead(turn: Turn, reference: str) -> Reply:
    """Registers it as far as it is known; what a deal needs besides is asked for."""
    lead = turn.records.leads.owned(turn.person.company.id, reference)
    if lead is not None and lead.may(LeadAction.CONVERT, turn.person):
        return desk.settle(turn, prospects.draft_of(lead))
    deal = turn.records.deals.get(lead.deal_id) if lead and lead.deal_id else None
    if deal is not None and deal.partner_id == turn.person.company.id:
        return cards.already_yours(deal, turn.text)
    return manners.stale(turn.language)
