"""A deal as far as the partner has described it, in a sentence or in a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from handlers.conversation.contact import NOBODY, Contact
from storage.values import Money

T = TypeVar("T")


class Slot(StrEnum):
    """What a registration says; also the names of the form's fields."""

    CUSTOMER = "customer"
    PRODUCT = "product"
    SEATS = "seats"
    VALUE = "value"
    CLOSING = "closing"
    CONTACT = "contact"
    COUNTRY = "country"
    DOMAIN = "domain"
    TAX_ID = "tax_id"


@dataclass(frozen=True, slots=True)
class Draft:
    """A tuple holds every reading of what was written: none is unknown, several are unsure.

    `unread` is what stood in a form's field and could not be read.
    """

    customer: str = ""
    products: tuple[str, ...] = ()
    seats: tuple[int, ...] = ()
    values: tuple[Money, ...] = ()
    closings: tuple[date, ...] = ()
    contact: Contact = NOBODY
    country: str = ""
    domain: str = ""
    tax_id: str = ""
    unread: tuple[tuple[Slot, str], ...] = ()

    def filled(self, more: Draft) -> Draft:
        """With what more was said: what is definite there counts, and settles what is unsure."""
        return replace(
            self,
            customer=self.customer or more.customer,
            products=_settled(self.products, more.products),
            seats=_settled(self.seats, more.seats),
            values=_settled(self.values, more.values),
            closings=_settled(self.closings, more.closings),
            contact=self.contact.filled(more.contact),
            country=more.country or self.country,
            domain=self.domain or more.domain,
            tax_id=self.tax_id or more.tax_id,
        )

    def document(self) -> dict[str, Any]:
        """As plain JSON, for what we remember of a conversation and for a refusal."""
        return {
            "customer": self.customer,
            "products": list(self.products),
            "seats": list(self.seats),
            "values": [[money.minor, money.currency] for money in self.values],
            "closings": [day.isoformat() for day in self.closings],
            "contact": [self.contact.name, self.contact.phone, self.contact.email],
            "country": self.country,
            "domain": self.domain,
            "tax_id": self.tax_id,
        }

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Draft:
        return cls(
            customer=document["customer"],
            products=tuple(document["products"]),
            seats=tuple(document["seats"]),
            values=tuple(Money(minor, currency) for minor, currency in document["values"]),
            closings=tuple(date.fromisoformat(day) for day in document["closings"]),
            contact=Contact(*document["contact"]),
            country=document["country"],
            domain=document["domain"],
            tax_id=document["tax_id"],
        )


def _settled(before: tuple[T, ...], more: tuple[T, ...]) -> tuple[T, ...]:
    if len(more) == 1 or not before:
        return more or before
    return tuple(reading for reading in before if reading in more) or before
