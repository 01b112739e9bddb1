"""A lead as far as somebody has described it, in a sentence or in a form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from handlers.conversation import contact
from handlers.conversation.slots import Found, Reader, choices, masked
from storage.products import Product
from storage.values import Money

NAME = r"[A-Z][\w'’-]*(?:[ \t]+[A-Z][\w'’-]*){0,3}"
CUSTOMER = re.compile(
    r"\b(?i:leads?|prospek)(?i:nya)?(?:\s+(?i:baru|new|dari|from|untuk|for|namanya|called))*"
    rf"\s*[:,]?\s*(?P<name>{NAME})"
)
LINES = ("customer", "contact", "domain", "product", "value", "note")


@dataclass(frozen=True, slots=True)
class Draft:
    """What is empty is not known; `product` is its key and `value` minor units and currency."""

    customer: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    domain: str = ""
    product: str = ""
    value: tuple[int, str] | None = None
    note: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        contact = () if self.phone or self.email else ("contact",)
        return (*(() if self.customer else ("customer",)), *contact)

    @property
    def contact(self) -> str:
        return str(contact.Contact(self.name, self.phone, self.email))

    @property
    def money(self) -> Money | None:
        return Money(*self.value) if self.value else None

    def filled(self, more: Draft) -> Draft:
        """With what more was said; what was known stays."""
        names = [field.name for field in fields(self)]
        return Draft(**{name: getattr(self, name) or getattr(more, name) for name in names})

    def document(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Draft:
        value = document["value"]
        return cls(**{**document, "value": (value[0], value[1]) if value else None})


def from_sentence(reader: Reader, sentence: str, products: Sequence[Product]) -> Draft:
    named = {n: product.sku for product in products for n in (product.name, product.short)}
    sold = reader.named(sentence, named)
    rest = masked(sentence, *sold)
    company = reader.company(rest)
    customer = company.value if company else _after(CUSTOMER, rest)
    rest = masked(rest, *([company] if company else []))
    person = contact.read(reader, rest.replace(customer, " ") if customer else rest)
    return Draft(
        customer=customer,
        name=person.name,
        phone=person.phone,
        email=person.email,
        domain=_first(reader.domains(rest)),
        product=named[sold[0].value] if sold else "",
        value=_value(reader, rest),
    )


def from_form(reader: Reader, written: Mapping[str, str], products: Sequence[Product]) -> Draft:
    said = {line: " ".join(written.get(line, "").split()) for line in LINES}
    person = contact.read(reader, said["contact"], alone=True)
    return Draft(
        customer=said["customer"],
        name=person.name,
        phone=person.phone,
        email=person.email,
        domain=_first(reader.domains(said["domain"])),
        product=next((p.sku for p in products if p.sku == said["product"]), ""),
        value=_value(reader, said["value"]),
        note=said["note"],
    )


def answer(
    reader: Reader, sentence: str, products: Sequence[Product], known: Draft
) -> Draft | None:
    """The known draft with what the sentence adds; None when it adds nothing we asked for."""
    more = from_sentence(reader, sentence, products)
    reached = bool(more.phone or more.email)
    bare = Draft(name=contact.read(reader, sentence, alone=True).name) if reached else Draft()
    filled = known.filled(more).filled(bare)
    return filled if len(filled.missing) < len(known.missing) else None


def _after(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found["name"].strip() if found else ""


def _first(found: Sequence[Found[str]]) -> str:
    return found[0].value if found else ""


def _value(reader: Reader, text: str) -> tuple[int, str] | None:
    """Only where one amount is said that reads one way."""
    amounts = [choices(reading) for reading in reader.money(text)]
    if len(amounts) != 1 or len(amounts[0]) != 1:
        return None
    (amount,) = amounts[0]
    return amount.minor, amount.currency
