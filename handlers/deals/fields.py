"""Reads a draft out of what was written in the fields of a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from handlers.conversation import contact
from handlers.conversation.slots import Reader
from handlers.deals import country
from handlers.deals.customer import normal_domain
from handlers.deals.draft import Draft, Slot
from handlers.deals.reading import Catalogue, all_readings, distinct


def from_form(reader: Reader, written: Mapping[str, str], catalogue: Catalogue) -> Draft:
    """What a field says that cannot be read is kept as it was written, to be shown again."""
    said = {slot: " ".join(written.get(slot, "").split()) for slot in Slot}
    draft = Draft(
        customer=said[Slot.CUSTOMER],
        products=distinct(found.value for found in catalogue.read(reader, said[Slot.PRODUCT])),
        seats=_seats(reader, said[Slot.SEATS]),
        values=all_readings(reader.money(said[Slot.VALUE])),
        closings=_closings(reader, said[Slot.CLOSING]),
        contact=contact.read(reader, said[Slot.CONTACT], alone=True),
        country=country.read(said[Slot.COUNTRY]),
        domain=_domain(said[Slot.DOMAIN]),
        tax_id=said[Slot.TAX_ID],
    )
    return replace(draft, unread=_unread(draft, said))


def _unread(draft: Draft, said: Mapping[Slot, str]) -> tuple[tuple[Slot, str], ...]:
    read = {
        Slot.PRODUCT: draft.products,
        Slot.SEATS: draft.seats,
        Slot.VALUE: draft.values,
        Slot.CLOSING: draft.closings,
        Slot.COUNTRY: draft.country,
        Slot.DOMAIN: draft.domain,
    }
    return tuple((slot, said[slot]) for slot, found in read.items() if said[slot] and not found)


def _seats(reader: Reader, text: str) -> tuple[int, ...]:
    if text.isdecimal():
        return (int(text),)
    return distinct(number for found in reader.counts(text) for number in found.value.readings)


def _closings(reader: Reader, text: str) -> tuple[date, ...]:
    try:
        return (date.fromisoformat(text),)
    except ValueError:
        return all_readings(reader.days(text))


def _domain(text: str) -> str:
    host = normal_domain(text)
    return host if "." in host and " " not in host else ""
