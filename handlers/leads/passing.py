"""Passes a lead to a partner, and to the next where it is not accepted in time."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.conversation.naming import TO, named
from handlers.conversation.reply import Reply
from handlers.conversation.turn import Tick, Turn
from handlers.leads import cards, finding, offering
from handlers.leads.handler import act, leads
from storage.deals import MANAGERS
from storage.lead_moves import LeadAction
from storage.leads import Lead


@leads.intent("pass", roles=MANAGERS, sensitive=True)
def pass_on(turn: Turn, sentence: str) -> Reply:
    """*kasih L-12345 ke Borneo Data, lalu Surya Distribusi*"""
    to = TO.search(sentence)
    about = sentence[: to.start()] if to else sentence
    found = finding.meant(turn, about, LeadAction.OFFER)
    return _passed(turn, found, to["who"].strip() if to else "")


@leads.form("pass", roles=MANAGERS, sensitive=True)
def pass_for(turn: Turn, written: Mapping[str, str]) -> Reply:
    found = finding.numbered(turn, turn.subject)
    return _passed(turn, found, written.get("partners", "").strip())


@leads.every(minutes=5)
def go_on(tick: Tick) -> None:
    """A lead that was not accepted in time goes on."""
    for lead in tick.records.leads.overdue(tick.now):
        offering.settle(tick, lead)


def _passed(turn: Turn, found: finding.Finding, said: str) -> Reply:
    if not isinstance(found, Lead) or not found.may(LeadAction.OFFER, turn.person):
        return act(turn, found, LeadAction.OFFER, _nothing)
    whom = named(turn.read, said, turn.records.partners.all())
    if whom.unknown or not whom.partners:
        turn.remember("leads", reference=found.reference)
        return cards.to_whom(found, turn.text, said=said, unknown=whom.unknown)

    def offer(turn: Turn, lead: Lead) -> None:
        turn.records.leads.plan(lead, whom.partners)
        offering.begin(turn, lead, turn.person)
        offering.tell_bringer(turn, lead, "offered", turn.person)

    return act(turn, found, LeadAction.OFFER, offer)


def _nothing(_: Turn, __: Lead) -> None:
    """Whoever may not offer it does nothing."""
