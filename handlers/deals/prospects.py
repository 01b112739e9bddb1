"""What is too small for a deal is kept as a lead; a lead that grew becomes one."""

from __future__ import annotations

from handlers.conversation.contact import Contact
from handlers.conversation.turn import Turn
from handlers.deals.customer import normal_name
from handlers.deals.draft import Draft
from storage.deals import Deal
from storage.leads import Lead


def keep(turn: Turn, draft: Draft) -> Lead:
    """The lead of this customer that they have already, else a new one."""
    before = _same(turn, draft.customer)
    if before is not None:
        return before
    value = draft.values[0] if len(draft.values) == 1 else None
    named = {product.sku: product for product in turn.records.products.all()}
    lead = Lead(
        reference=turn.records.leads.new_reference(),
        partner_id=turn.person.company.id,
        brought_by=turn.person,
        customer=draft.customer,
        country=draft.country or turn.person.company.country,
        brought_at=turn.now,
        changed_at=turn.now,
        contact_name=draft.contact.name,
        contact_phone=draft.contact.phone,
        contact_email=draft.contact.email,
        domain=draft.domain,
        value_minor=value.minor if value else None,
        currency=value.currency if value else "",
        product=named[draft.products[0]] if len(draft.products) == 1 else None,
    )
    turn.records.leads.add(lead)
    turn.audit("lead.brought", lead.reference, "done")
    turn.emit("lead.brought", lead_id=lead.id)
    return lead


def convert(turn: Turn, deal: Deal) -> None:
    """The lead of this customer has become the deal."""
    lead = _same(turn, deal.customer)
    if lead is not None:
        lead.convert(turn.person, turn.now, deal.id)
        turn.audit("lead.converted", lead.reference, "done", deal=deal.reference)
        turn.emit("lead.converted", lead_id=lead.id)


def draft_of(lead: Lead) -> Draft:
    """The deal that a lead would be, as far as it is known."""
    return Draft(
        customer=lead.customer,
        products=(lead.product.sku,) if lead.product else (),
        values=(lead.value,) if lead.value else (),
        contact=Contact(lead.contact_name, lead.contact_phone, lead.contact_email),
        country=lead.country,
        domain=lead.domain,
    )


def _same(turn: Turn, customer: str) -> Lead | None:
    """The first they may make a deal of, under whichever form of the customer's name."""
    name = normal_name(customer)
    able = turn.records.leads.convertible(turn.person.company.id)
    return next((lead for lead in able if normal_name(lead.customer) == name), None)
