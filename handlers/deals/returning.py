"""Gives a deal back to its partner for one field, and takes it again once that is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import reduce

from handlers.conversation.calendar import Calendar, after_office_hours, office_hours_between
from handlers.conversation.contact import Contact
from handlers.conversation.phrasing import REASON
from handlers.conversation.reply import Reply
from handlers.conversation.turn import Telling, Turn
from handlers.deals import (
    asking,
    cards,
    desk,
    expiry,
    finding,
    reading,
    returning_cards,
    review,
    review_cards,
)
from handlers.deals.asked_for import FIELDS, Asked, asked_for
from handlers.deals.case import Case
from handlers.deals.draft import Draft, Slot
from handlers.deals.fields import from_form
from handlers.deals.finding import Finding, Unknown, Unsaid
from handlers.deals.handler import deals
from handlers.deals.registration import Accepted, Decision, Incomplete, Registration, decide
from storage.deals import MANAGERS, Deal, DealAction, DealState
from storage.deliveries import DeliveryState
from storage.people import MEMBERS


@deals.intent("return", roles=MANAGERS, sensitive=True)
def give_back(turn: Turn, sentence: str) -> Reply:
    said = REASON.search(sentence)
    asked = asked_for(said["said"]) if said else Asked(None, "")
    named = sentence[: said.start()] if said else sentence
    found = finding.all_meant(turn, named)
    return reduce(Reply.then, [_given_back(turn, each, asked) for each in found])


@deals.form("return", roles=MANAGERS, sensitive=True)
def give_back_for(turn: Turn, written: Mapping[str, str]) -> Reply:
    words, field = written.get("asked", "").strip(), written.get("field", "")
    known = Slot(field) if field in FIELDS else None
    return _given_back(turn, finding.numbered(turn, turn.subject), Asked(known, words))


@deals.intent("complete", roles=MEMBERS)
def complete(turn: Turn, sentence: str) -> Reply:
    found = finding.meant(turn, sentence)
    if not isinstance(found, Deal):
        return _unclear(turn, found)
    deal = turn.records.deals.hold(found)
    if deal.state is not DealState.RETURNED:
        return _shown(turn, deal)
    said = reading.from_sentence(turn.read, sentence, desk.catalogue(turn))
    return _completed(turn, deal, said)


@deals.form("completion", roles=MEMBERS)
def complete_in_form(turn: Turn, written: Mapping[str, str]) -> Reply:
    """Only the field that was asked for is taken, whatever else a form may send."""
    found = finding.numbered(turn, turn.subject)
    if not isinstance(found, Deal):
        return _unclear(turn, found)
    deal = turn.records.deals.hold(found)
    if deal.state is not DealState.RETURNED:
        return _shown(turn, deal)
    only = {deal.asked_field: written.get(deal.asked_field, "")}
    return _completed(turn, deal, from_form(turn.read, only, desk.catalogue(turn)))


@deals.notice("returned")
def returned(telling: Telling) -> Reply | None:
    """What is asked for, or that it is there; nothing where nobody need fill it in any more."""
    deal, text = telling.records.deals.get(telling.subject["deal_id"]), telling.text
    if deal.state is DealState.RETURNED:
        return returning_cards.returned(deal, telling.records.products.all(), text)
    first = telling.copy.state is not DeliveryState.SENT
    return None if first else returning_cards.no_longer(deal, text)


@deals.notice("completed")
def completed(telling: Telling) -> Reply:
    """The card again, with what is new in it."""
    deal = telling.records.deals.get(telling.subject["deal_id"])
    card = review_cards.review(Case.of(telling, deal), telling.text)
    if deal.state is not DealState.SUBMITTED:
        return card
    return replace(card, title=returning_cards.complete_again(deal, telling.text))


def _given_back(turn: Turn, found: Finding, asked: Asked) -> Reply:
    if not isinstance(found, Deal):
        return review.undecided(turn, found)
    deal = turn.records.deals.hold(found)
    turn.remember("deals", reference=deal.reference)
    if not deal.may(DealAction.RETURN, turn.person.role):
        return review_cards.already(deal, turn.text)
    if asked.field is None or not asked.words:
        return returning_cards.which_field(deal, asked, turn.text)
    deal.give_back(turn.person, turn.now, asked.field, asked.words)
    turn.audit("deal.returned", deal.reference, "done", field=asked.field, asked=asked.words)
    turn.refresh(expiry.card(deal))
    turn.tell(deal.submitted_by, "deals.returned", card=expiry.card(deal), deal_id=deal.id)
    turn.emit("deal.returned", deal_id=deal.id)
    return returning_cards.given_back(deal, turn.text)


def _unclear(turn: Turn, found: Unknown | Unsaid) -> Reply:
    """Only what waits for them can be filled in."""
    if isinstance(found, Unknown):
        return cards.unknown(found.name, turn.text)
    back = [deal for deal in found.deals if deal.state is DealState.RETURNED]
    return cards.which_deal("deals.show", back or found.deals, turn.text)


def _shown(turn: Turn, deal: Deal) -> Reply:
    return cards.shown(deal, desk.today(turn, deal.partner), turn.text)


def _completed(turn: Turn, deal: Deal, said: Draft) -> Reply:
    slot = Slot(deal.asked_field)
    products = turn.records.products.all()
    draft = _with(desk.draft_of(deal), slot, said)
    decision: Decision = decide(draft, desk.terms(turn), deal.partner_id, {})
    if not _says(said, slot):
        return returning_cards.returned(deal, products, turn.text)
    if not isinstance(decision, Accepted):
        errors = asking.problems(decision, turn.text) if isinstance(decision, Incomplete) else {}
        error = errors.get(slot) or turn.text("problem_unreadable")
        return returning_cards.returned(deal, products, turn.text, error=error)
    _take(turn, deal, decision.registration)
    return returning_cards.completed(deal, turn.text)


def _take(turn: Turn, deal: Deal, registration: Registration) -> None:
    (sold,) = (p for p in turn.records.products.all() if p.sku == registration.product)
    deal.product, deal.seats = sold, registration.seats
    deal.value, deal.closing = registration.value, registration.closing
    contact = registration.contact
    deal.contact_name, deal.contact_phone = contact.name, contact.phone
    deal.contact_email = contact.email
    field = deal.asked_field
    deal.complete(turn.person, _due(turn, deal))
    turn.audit("deal.completed", deal.reference, "done", field=field)
    turn.remember("deals", reference=deal.reference)
    turn.refresh(expiry.card(deal))
    desk.tell_managers(turn, "deals.completed", card=expiry.card(deal), deal_id=deal.id)
    turn.emit("deal.completed", deal_id=deal.id)


def _with(known: Draft, slot: Slot, said: Draft) -> Draft:
    """Another name is another person: nothing of the one before is theirs."""
    match slot:
        case Slot.CONTACT:
            other = said.contact.name not in ("", known.contact.name)
            before = Contact() if other else known.contact
            return replace(known, contact=said.contact.filled(before))
        case Slot.VALUE:
            return replace(known, values=said.values, unread=said.unread)
        case Slot.CLOSING:
            return replace(known, closings=said.closings, unread=said.unread)
        case Slot.SEATS:
            return replace(known, seats=said.seats, unread=said.unread)
        case _:
            return replace(known, products=said.products, unread=said.unread)


def _says(said: Draft, slot: Slot) -> bool:
    """Whether there is anything about the field in it, readable or not."""
    found = {
        Slot.CONTACT: said.contact != Contact(),
        Slot.VALUE: bool(said.values),
        Slot.CLOSING: bool(said.closings),
        Slot.SEATS: bool(said.seats),
        Slot.PRODUCT: bool(said.products),
    }
    return found[slot] or slot in dict(said.unread)


def _due(turn: Turn, deal: Deal) -> datetime:
    """What was left of the decision's time when it was given back is left now."""
    day, partner = desk.today(turn, deal.partner), deal.partner
    calendar = Calendar.of(turn.records.rules.on("calendar.hours", day).value, partner.zone)
    assert deal.returned_at is not None, "a returned deal knows since when"
    left = office_hours_between(deal.returned_at, deal.decision_due, calendar)
    return after_office_hours(turn.now, left, calendar)
