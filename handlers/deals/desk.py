"""Registers what a draft describes, and tells whoever must know."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import assert_never

from handlers.conversation import form as forms
from handlers.conversation.calendar import Calendar, business_deadline
from handlers.conversation.contact import Contact
from handlers.conversation.reply import Reply
from handlers.conversation.turn import Happening, Turn
from handlers.deals import asking, cards, expiry, grants, prospects
from handlers.deals.customer import signs
from handlers.deals.draft import Draft
from handlers.deals.forms import Registration as Form
from handlers.deals.matching.similar import keep, similar
from handlers.deals.reading import Catalogue
from handlers.deals.registration import (
    Accepted,
    AlreadyYours,
    Ambiguous,
    Incomplete,
    Protected,
    Registration,
    Terms,
    TooSmall,
    decide,
)
from storage.deals import Deal, Refusal
from storage.partners import Partner, Tier
from storage.people import Role
from storage.products import Product
from storage.values import Money
from storage.walltime import local_day

QUESTION = "deals.details"
LEAD = "deals.lead"


def settle(turn: Turn, draft: Draft, *, formed: bool = False) -> Reply:  # noqa: C901 - an arm for each outcome
    """Register the draft or say what stands in the way; `formed`: it came in a form."""
    _answered(turn)
    expiry.expire(turn)
    company, text = turn.person.company, turn.text
    draft = replace(draft, country=draft.country or company.country)
    keys = signs(draft.customer, draft.country, draft.domain, draft.tax_id)
    met, granted = grants.met(turn, keys)
    match decide(draft, terms(turn), company.id, met):
        case Accepted(registration):
            deal = grants.protect(turn, _deal(turn, registration), keys, granted)
            return _registered(turn, deal) if deal else settle(turn, draft, formed=formed)
        case AlreadyYours(deal):
            turn.remember("deals", reference=deal.reference)
            return cards.already_yours(deal, text)
        case Protected() as protected:
            return _refused(turn, draft, protected)
        case TooSmall() as small:
            return _too_small(turn, draft, small)
        case Ambiguous() as ambiguous:
            return _which(turn, ambiguous)
        case Incomplete() as incomplete:
            return _mend(turn, incomplete) if formed else _ask(turn, incomplete)
        case other:
            assert_never(other)


def catalogue(turn: Turn) -> Catalogue:
    return Catalogue.of(_products(turn))


def terms(turn: Turn) -> Terms:
    day = today(turn, turn.person.company)
    rule = turn.records.rules.on("deals.minimum", day)
    least = {currency: Money.of(amount, currency) for currency, amount in rule.value.items()}
    return Terms(least, rule.source, day)


def today(happening: Happening, partner: Partner) -> date:
    """The day it is where the partner is."""
    return local_day(happening.now, partner.zone)


def tier(happening: Happening, partner: Partner) -> Tier | None:
    return happening.records.partners.tier(partner.id, today(happening, partner))


def form_again(turn: Turn, deal: Deal) -> forms.Form:
    """The form that would register a deal once more."""
    return Form(draft_of(deal), _products(turn), turn.text).form()


def draft_of(deal: Deal) -> Draft:
    """As if it were registered once more."""
    return Draft(
        customer=deal.customer,
        products=(deal.product.sku,),
        seats=(deal.seats,) if deal.seats else (),
        values=(deal.value,),
        closings=(deal.closing,),
        contact=Contact(deal.contact_name, deal.contact_phone, deal.contact_email),
        country=deal.country,
        domain=deal.domain,
        tax_id=deal.tax_id,
    )


def _answered(turn: Turn) -> None:
    if turn.memory.get("question", {}).get("name") in (QUESTION, LEAD):
        turn.forget_question()


def _products(turn: Turn) -> Sequence[Product]:
    return turn.records.products.all()


def _deal(turn: Turn, registration: Registration) -> Deal:
    company, records = turn.person.company, turn.records
    (sold,) = (p for p in _products(turn) if p.sku == registration.product)
    day = today(turn, company)
    hours = Calendar.of(records.rules.on("calendar.hours", day).value, company.zone)
    days = records.rules.on("deals.decision", day).value["business_days"]
    return Deal(
        reference=records.deals.new_reference(),
        partner=company,
        submitted_by=turn.person,
        product=sold,
        customer=registration.customer,
        country=registration.country,
        value=registration.value,
        seats=registration.seats,
        closing=registration.closing,
        contact_name=registration.contact.name,
        contact_phone=registration.contact.phone,
        contact_email=registration.contact.email,
        domain=registration.domain,
        tax_id=registration.tax_id,
        submitted_at=turn.now,
        decision_due=business_deadline(turn.now, days, hours),
    )


def _registered(turn: Turn, deal: Deal) -> Reply:
    found_by_name(turn, deal)
    turn.audit("deal.submitted", deal.reference, "done")
    turn.remember("deals", reference=deal.reference)
    prospects.convert(turn, deal)
    tell_managers(turn, "deals.submitted", card=expiry.card(deal), deal_id=deal.id)
    return cards.registered(deal, turn.text)


def found_by_name(turn: Turn, deal: Deal) -> None:
    """Whoever decides about a customer like this one sees that there is another."""
    keep(turn.records, deal)
    for each in similar(turn.records, deal.customer, deal.country, besides=deal.partner_id):
        turn.refresh(expiry.card(each.deal))


def _refused(turn: Turn, draft: Draft, protected: Protected) -> Reply:
    """Keep the date of the attempt; the managers hear of it once, with the evidence."""
    deal, partner = protected.deal, turn.person.company
    before = turn.records.deals.refusals(deal.id, partner.id)
    refusal = Refusal(
        deal_id=deal.id,
        person_id=turn.person.id,
        partner_id=partner.id,
        at=turn.now,
        draft=draft.document(),
        signs={"matched": list(protected.signs)},
    )
    turn.records.deals.refuse(refusal)
    turn.audit("deal.refused", deal.reference, "refused")
    if not before:
        tell_managers(turn, "deals.contested", refusal_id=refusal.id)
    return asking.protected(draft.customer, turn.now, turn.text)


def _too_small(turn: Turn, draft: Draft, small: TooSmall) -> Reply:
    token = secrets.token_hex(4)
    turn.ask(LEAD, known=draft.document(), token=token)
    return asking.too_small(
        small, token, Form(draft, _products(turn), turn.text).form(), turn.text
    )


def keep_lead(turn: Turn) -> Reply:
    """Keep what is too small for a deal: as a lead, of which the channel managers are told."""
    known = Draft.of(turn.draft["known"])
    turn.forget_question()
    return asking.kept(prospects.keep(turn, known), turn.text)


def _which(turn: Turn, ambiguous: Ambiguous) -> Reply:
    token = secrets.token_hex(4)
    choices = [choice.document() for choice in ambiguous.choices]
    turn.ask(QUESTION, known=ambiguous.draft.document(), token=token, choices=choices)
    return asking.which(ambiguous, token, _products(turn), turn.text)


def _ask(turn: Turn, incomplete: Incomplete) -> Reply:
    products = _products(turn)
    turn.ask(QUESTION, known=incomplete.draft.document())
    form = Form(incomplete.draft, products, turn.text).form()
    return asking.asked(incomplete, form, products, turn.text)


def _mend(turn: Turn, incomplete: Incomplete) -> Reply:
    text = turn.text
    wrong = asking.problems(incomplete, text)
    turn.ask(QUESTION, known=incomplete.draft.document())
    form = Form(incomplete.draft, _products(turn), text, wrong).form()
    return asking.to_mend(form, text)


def tell_managers(turn: Turn, notice: str, **subject: object) -> None:
    for manager in turn.records.people.with_role(Role.CHANNEL_MANAGER):
        turn.tell(manager, notice, **subject)
