"""Keeps a lead that a partner, or the vendor itself, brings."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.conversation.phrasing import gives_up
from handlers.conversation.reply import Reply
from handlers.conversation.turn import Turn
from handlers.leads import cards, draft, forms
from handlers.leads.draft import Draft
from handlers.leads.handler import READERS, leads
from handlers.leads.view import View
from storage.lead_moves import LeadState
from storage.leads import Lead

QUESTION = "leads.details"
OPEN = frozenset({LeadState.NEW, LeadState.OFFERED, LeadState.ACCEPTED})


@leads.intent("new", roles=READERS)
def new(turn: Turn, sentence: str) -> Reply:
    return _settle(turn, draft.from_sentence(turn.read, sentence, turn.records.products.all()))


@leads.form("new", roles=READERS)
def submit(turn: Turn, written: Mapping[str, str]) -> Reply:
    products = turn.records.products.all()
    known = draft.from_form(turn.read, written, products)
    if known.missing:
        return cards.to_mend(forms.new(known, products, turn.text, formed=True), turn.text)
    return _settle(turn, known)


@leads.answer("details", roles=READERS)
def details(turn: Turn, sentence: str) -> Reply | None:
    """What was missing; *batal* drops the draft."""
    if gives_up(sentence):
        turn.forget_question()
        return cards.dropped(turn.text)
    known = Draft.of(turn.draft["known"])
    filled = draft.answer(turn.read, sentence, turn.records.products.all(), known)
    return _settle(turn, filled) if filled else None


def _settle(turn: Turn, known: Draft) -> Reply:
    if known.missing:
        turn.ask(QUESTION, known=known.document())
        form = forms.new(known, turn.records.products.all(), turn.text)
        return cards.asked(known, form, turn.text)
    if turn.memory.get("question", {}).get("name") == QUESTION:
        turn.forget_question()
    before = _same(turn, known.customer)
    lead = before or _keep(turn, known)
    turn.remember("leads", reference=lead.reference)
    key = "kept_before" if before else "kept"
    title = turn.text(key, customer=lead.customer, reference=lead.reference)
    return cards.shown(View.of(turn, lead, turn.person), turn.text, title)


def _same(turn: Turn, customer: str) -> Lead | None:
    """The open lead of this customer that they brought already."""
    partner_id, found = turn.person.partner_id, customer.casefold()
    near = turn.records.leads.of(partner_id) if partner_id else turn.records.leads.waiting()
    own = (each for each in near if each.partner_id == partner_id and each.state in OPEN)
    return next((each for each in own if each.customer.casefold() == found), None)


def _keep(turn: Turn, known: Draft) -> Lead:
    partner = turn.person.partner
    products = {product.sku: product for product in turn.records.products.all()}
    lead = Lead(
        reference=turn.records.leads.new_reference(),
        partner_id=partner.id if partner else None,
        brought_by=turn.person,
        customer=known.customer,
        country=partner.country if partner else "",
        brought_at=turn.now,
        changed_at=turn.now,
        contact_name=known.name,
        contact_phone=known.phone,
        contact_email=known.email,
        domain=known.domain,
        note=known.note,
        value_minor=known.money.minor if known.money else None,
        currency=known.money.currency if known.money else "",
        product=products.get(known.product),
    )
    turn.records.leads.add(lead)
    turn.audit("lead.brought", lead.reference, "done")
    turn.emit("lead.brought", lead_id=lead.id)
    return lead
