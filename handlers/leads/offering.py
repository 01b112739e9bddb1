"""Offers a lead to one partner after another, and tells whoever must know."""

from __future__ import annotations

from datetime import datetime

from handlers.conversation.calendar import Calendar, business_deadline
from handlers.conversation.turn import Happening
from handlers.leads.view import card
from storage.lead_moves import LeadState
from storage.leads import Lead, LeadOffer, OfferOutcome
from storage.partners import Partner
from storage.people import Person, Role
from storage.walltime import local_day

USUAL_DAYS = 2  #: business days, where no rule says how many


def deadline(happening: Happening, partner: Partner) -> datetime:
    """By when a partner answers, in its own office hours."""
    rules, day = happening.records.rules, local_day(happening.now, partner.zone)
    rule = rules.found("leads.acceptance", day)
    days = rule.value["business_days"] if rule else USUAL_DAYS
    hours = Calendar.of(rules.on("calendar.hours", day).value, partner.zone)
    return business_deadline(happening.now, days, hours)


def settle(happening: Happening, lead: Lead) -> Lead:
    """The lead as it is now, kept from others; an offer whose time is over goes on first."""
    held = happening.records.leads.hold(lead)
    late = held.accept_by is not None and held.accept_by <= happening.now
    if held.state is LeadState.OFFERED and late:
        held.give_up(None, happening.now)
        answer(happening, held, OfferOutcome.LAPSED, None)
        _write(happening, held, "lead.lapsed", None)
        go_on(happening, held)
    return held


def answer(
    happening: Happening, lead: Lead, outcome: OfferOutcome, by: Person | None, reason: str = ""
) -> None:
    """How the open offer ended."""
    for offer in happening.records.leads.offers(lead):
        if offer.outcome is OfferOutcome.OPEN:
            offer.end(outcome, by, happening.now, reason)


def stop(happening: Happening, lead: Lead) -> None:
    """Nobody else will be offered it."""
    for offer in happening.records.leads.offers(lead):
        if offer.outcome is OfferOutcome.PLANNED:
            offer.end(OfferOutcome.DROPPED, None, happening.now)


def begin(happening: Happening, lead: Lead, by: Person | None) -> bool:
    """Offer it to the partner whose turn it is; False when there is none."""
    offers = happening.records.leads.offers(lead)
    planned = next((each for each in offers if each.outcome is OfferOutcome.PLANNED), None)
    if planned is not None:
        _offer(happening, lead, planned, by)
    return planned is not None


def go_on(happening: Happening, lead: Lead) -> None:
    """To the next partner, or back to the channel managers."""
    if not begin(happening, lead, None):
        happening.refresh(card(lead))
        tell_managers(happening, lead, "back", None)


def tell_managers(happening: Happening, lead: Lead, news: str, by: Person | None) -> None:
    subject = {"lead_id": lead.id, "news": news, "person_id": by.id if by else None}
    for manager in happening.records.people.with_role(Role.CHANNEL_MANAGER):
        happening.tell(manager, "leads.news", card=card(lead), **subject)


def tell_bringer(happening: Happening, lead: Lead, news: str, by: Person) -> None:
    """Who brought it, unless it was their own company that did it."""
    bringer = lead.brought_by
    if not bringer.is_staff and bringer.active and not bringer.same_company(by):
        happening.tell(bringer, "leads.followed", card=card(lead), lead_id=lead.id, news=news)


def _offer(happening: Happening, lead: Lead, offer: LeadOffer, by: Person | None) -> None:
    due = deadline(happening, offer.partner)
    lead.offer(by, happening.now, offer.partner, due)
    offer.begin(happening.now, due)
    _write(happening, lead, "lead.offered", by)
    happening.refresh(card(lead))
    for member in happening.records.people.at(offer.partner_id):
        subject = {"lead_id": lead.id, "offer": offer.position}
        happening.tell(member, "leads.offered", card=card(lead), **subject)


def _write(happening: Happening, lead: Lead, action: str, by: Person | None) -> None:
    happening.write_down(by, action, lead.reference, "done", holder=lead.holder_id)
