"""A lead in words, as far as its reader may know: nobody reads which other partner has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handlers.conversation.text import Text, Value
from handlers.leads.view import View
from storage.lead_moves import LeadState, Part
from storage.leads import LeadOffer, OfferOutcome
from storage.people import Person

#: While it is only offered, and once it is not theirs any more.
SECRET = frozenset({LeadState.NEW, LeadState.OFFERED})


def stage(view: View, text: Text) -> str:
    """Where it stands for this reader, by whom and since when."""
    lead, parts = view.lead, view.parts
    values: dict[str, Value] = {
        "by": _by(view.reader, lead.changed_by, text),
        "at": text.moment(lead.changed_at),
        "due": text.moment(lead.accept_by) if lead.accept_by else "",
        "holder": view.holder.name if view.holder else "",
        "reason": lead.reason,
    }
    if Part.MANAGER in parts:
        return text(f"desk_{lead.state}", **values)
    if Part.HOLDER in parts:
        return text(f"held_{lead.state}", **values)
    if Part.BRINGER in parts:
        return text(f"brought_{lead.state}", **values)
    return _former(view, text)


def facts(view: View, text: Text) -> Iterator[tuple[str, str]]:
    """Its holder reads how to reach the customer once it is accepted; who was only offered it
    before reads nothing."""
    lead, parts = view.lead, view.parts
    yield text("label_customer"), lead.customer
    if not parts:
        return
    if Part.MANAGER in parts:
        yield text("label_brought"), f"{lead.brought_by.name}, {text.moment(lead.brought_at)}"
        yield text("label_from"), lead.brought_by.partner.name if lead.brought_by.partner else ""
    yield text("label_product"), lead.product.name if lead.product else ""
    yield text("label_value"), text.money(lead.value) if lead.value else ""
    yield text("label_contact"), contact(view, text)
    yield text("label_domain"), lead.domain
    yield text("label_note"), lead.note
    if Part.MANAGER in parts:
        yield text("label_offers"), "; ".join(offer(each, text) for each in view.offers)


def contact(view: View, text: Text) -> str:
    lead = view.lead
    if view.parts == {Part.HOLDER} and lead.state in SECRET:
        return text("contact_later")
    return ", ".join(filter(None, (lead.contact_name, lead.contact_phone, lead.contact_email)))


def offer(each: LeadOffer, text: Text) -> str:
    """PT Mitra Sejahtera: declined by Rina, too small"""
    by = each.answered_by.name if each.answered_by else ""
    said = text(f"offer_{each.outcome}", by=by, due=text.moment(each.due) if each.due else "")
    return f"{each.partner.name}: {', '.join(filter(None, (said, each.reason)))}"


def _former(view: View, text: Text) -> str:
    """What became of it with this partner, who does not hold it any more."""
    own = _last(view.offers, view.reader)
    outcome = own.outcome if own else OfferOutcome.DROPPED
    by = own.answered_by if own else None
    at = own.answered_at if own else None
    who = _by(view.reader, by, text)
    return text(f"former_{outcome}", by=who, at=text.moment(at or view.lead.changed_at))


def _last(offers: Sequence[LeadOffer], reader: Person) -> LeadOffer | None:
    own = [o for o in offers if o.partner_id == reader.partner_id and o.offered_at]
    return own[-1] if own else None


def _by(reader: Person, by: Person | None, text: Text) -> str:
    if by is None:
        return ""
    if reader.is_staff or by.same_company(reader):
        return by.name
    return text("by_managers") if by.is_staff else text("by_a_partner")
