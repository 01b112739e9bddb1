"""Tells managers, partners and whoever brought a lead what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.conversation.reply import Reply
from handlers.conversation.turn import Happening, Telling
from handlers.leads import cards, offering
from handlers.leads.handler import leads
from handlers.leads.view import View, card
from storage.deliveries import DeliveryState
from storage.lead_moves import LeadState
from storage.leads import Lead
from storage.people import Role


@leads.when("lead.brought")
def brought(happening: Happening, facts: Mapping[str, Any]) -> None:
    lead = happening.records.leads.get(facts["lead_id"])
    for manager in happening.records.people.with_role(Role.CHANNEL_MANAGER):
        if manager.id != lead.brought_by.id:
            happening.tell(manager, "leads.brought", card=card(lead), lead_id=lead.id)


@leads.when("lead.converted")
def converted(happening: Happening, facts: Mapping[str, Any]) -> None:
    lead = happening.records.leads.get(facts["lead_id"])
    happening.refresh(card(lead))
    by = lead.changed_by
    assert by is not None, "a person makes a deal of it"
    offering.tell_managers(happening, lead, "converted", by)
    offering.tell_bringer(happening, lead, "converted", by)


@leads.notice("brought")
def tell_brought(telling: Telling) -> Reply | None:
    """The card of a lead as it stands now; a withdrawn one is not worth a first copy."""
    lead = _lead(telling)
    if lead.state is LeadState.WITHDRAWN and telling.copy.state is not DeliveryState.SENT:
        return None
    return _card(telling, lead, "told_brought")


@leads.notice("offered")
def tell_offered(telling: Telling) -> Reply | None:
    """To answer by a moment; once that is over, what became of it."""
    lead = _lead(telling)
    waits = telling.person is not None and lead.holder_id == telling.person.partner_id
    if waits and lead.state is LeadState.OFFERED:
        return _card(telling, lead, "told_offered")
    sent = telling.copy.state is DeliveryState.SENT
    return _card(telling, lead, "shown") if sent else None


@leads.notice("news")
def tell_news(telling: Telling) -> Reply:
    return _card(telling, _lead(telling), f"news_{telling.subject['news']}")


@leads.notice("followed")
def tell_followed(telling: Telling) -> Reply:
    return _card(telling, _lead(telling), f"followed_{telling.subject['news']}")


def _lead(telling: Telling) -> Lead:
    return telling.records.leads.get(telling.subject["lead_id"])


def _card(telling: Telling, lead: Lead, key: str) -> Reply:
    assert telling.person is not None, "leads are told to people"
    person_id = telling.subject.get("person_id")
    by = telling.records.people.get(person_id).name if person_id else ""
    title = telling.text(key, reference=lead.reference, customer=lead.customer, by=by)
    return cards.shown(View.of(telling, lead, telling.person), telling.text, title)
