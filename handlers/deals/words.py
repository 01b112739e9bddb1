"""A deal, or the draft of one, in words: label and value, ready to be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from handlers.conversation.contact import Contact
from handlers.conversation.text import Text
from handlers.deals import country
from handlers.deals.draft import Draft, Slot
from storage.deals import Deal, DealState
from storage.products import Product

Said = tuple[str, str]

ENDING_SOON = 14  #: days before protection ends that we begin to say so


def of_draft(draft: Draft, products: Sequence[Product], text: Text) -> Iterator[Said]:
    """What is known and sure."""
    yield text("label_customer"), draft.customer
    yield text("label_product"), sold(draft, products, text)
    yield text("label_value"), _only([text.money(money) for money in draft.values])
    yield text("label_closing"), _only([text.day(day) for day in draft.closings])
    yield text("label_contact"), str(draft.contact)


def of_deal(deal: Deal, text: Text) -> Iterator[Said]:
    contact = Contact(deal.contact_name, deal.contact_phone, deal.contact_email)
    yield text("label_customer"), deal.customer
    yield text("label_product"), sold_in(deal, text)
    yield text("label_value"), text.money(deal.value)
    yield text("label_closing"), text.day(deal.closing)
    yield text("label_contact"), str(contact)
    if deal.state is DealState.SUBMITTED:
        yield text("label_due"), text.moment(deal.decision_due)
    if deal.protected_until:
        yield text("label_until"), text.day(deal.protected_until)
    yield text("label_reason"), deal.reason


def of_customer(deal: Deal, text: Text) -> Iterator[Said]:
    """What a channel manager sees besides: how the customer is told from others."""
    yield text("label_country"), country.name(deal.country, text.language)
    yield text("label_domain"), deal.domain
    yield text("label_tax_id"), deal.tax_id


def sold(draft: Draft, products: Sequence[Product], text: Text) -> str:
    """CloudSuite Pro, 40 seats"""
    names = {product.sku: product.name for product in products}
    return _sold(_only([names[sku] for sku in draft.products]), draft.seats, text)


def sold_in(deal: Deal, text: Text) -> str:
    return _sold(deal.product.name, (deal.seats,) if deal.seats else (), text)


def closer(deal: Deal, text: Text) -> str:
    """Who won or lost it: a person, or the vendor's CRM."""
    if deal.closed_by is not None:
        return deal.closed_by.name
    return Text.load("deal_crm", text.language, text.zone)("crm_itself")


def next_step(deal: Deal, today: date, text: Text) -> str:
    values = {"due": text.soon(deal.decision_due), "closing": text.short_day(deal.closing)}
    left = (deal.protected_until - today).days if deal.protected_until else ENDING_SOON + 1
    if deal.state is DealState.APPROVED and left <= ENDING_SOON:
        return text.plural("next_ending", left) if left > 0 else text("next_ending_today")
    return text(f"next_{deal.state}", **values)


def readings(choice: Draft, slots: Iterable[Slot], text: Text) -> str:
    """One reading of what was unsure: *Rp 1,200,000,000 · 12 October 2026*."""
    said = {
        Slot.VALUE: [text.money(money) for money in choice.values],
        Slot.CLOSING: [text.short_day(day) for day in choice.closings],
        Slot.SEATS: [text.plural("seats", count) for count in choice.seats],
        Slot.PRODUCT: list(choice.products),
    }
    return " · ".join(said[slot][0] for slot in slots)


def listed(names: Iterable[str], text: Text) -> str:
    """One, two and three."""
    *first, last = names
    return text("and", first=", ".join(first), last=last) if first else last


def _sold(product: str, seats: Sequence[int], text: Text) -> str:
    count = text.plural("seats", seats[0]) if len(seats) == 1 else ""
    return ", ".join(filter(None, (product, count)))


def _only(values: Sequence[str]) -> str:
    return values[0] if len(values) == 1 else ""
