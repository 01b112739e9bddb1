"""Reads a draft out of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from handlers.conversation import contact
from handlers.conversation.slots import Found, Reader, Reading, choices
from handlers.conversation.slots.reading import masked
from handlers.deals import country
from handlers.deals.customer import normal_name
from handlers.deals.draft import Draft
from storage.products import Product
from storage.values import Money

T = TypeVar("T")

MOST_READINGS = 4
MOST_WORDS_LEFT = 3  #: more than these around what was read, and it is no mere answer
TAX_ID = re.compile(
    r"\b(?:npwp|tax\s*(?:id|number|no)|vat(?:\s*(?:id|no))?)\b[\s:.#=-]*"
    r"(?P<number>[A-Z]{0,3}\d[\d.\s-]{6,24}\d)",
    re.IGNORECASE,
)
LEGAL_FORM = re.compile(r"\b(?:pt|cv|ud|fa)\.?\s*$", re.IGNORECASE)
A_SEAT = re.compile(
    r"\s*(?:(?:/|per|tiap|setiap|each|an?)[\s-]*(?:seats?|kursi|users?|lisensi|licen[cs]es?)\b"
    r"|each\b)",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"\b(?:closing|clos(?:es?|ed)|tutup|target|expected|estimasi|by)(?:nya)?\b[^\d,;]{0,20}$",
    re.IGNORECASE,
)
ASKING = re.compile(
    r"\?\s*$|^\s*(?:apa|apakah|berapa|ada|kapan|siapa|gimana|bagaimana|kenapa|kalau|kalo|what|how"
    r"|when|who|why|which|can|could|does|do|is|are)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What the products can be called, with their keys."""

    names: Mapping[str, str]

    @classmethod
    def of(cls, products: Sequence[Product]) -> Catalogue:
        return cls({name: p.sku for p in products for name in (p.name, p.short, p.sku)})

    def read(self, reader: Reader, text: str) -> list[Found[str]]:
        """Products named in the text; the *Pro* of *PT Pro Sehat* is a customer's."""
        return [
            Found(self.names[found.value], found.start, found.end)
            for found in reader.named(text, self.names)
            if not LEGAL_FORM.search(text[: found.start])
        ]


def from_sentence(reader: Reader, sentence: str, catalogue: Catalogue) -> Draft:
    tax = TAX_ID.search(sentence)
    text = masked(sentence, Found(tax, *tax.span())) if tax else sentence
    products = catalogue.read(reader, text)
    company = _company(reader, masked(text, *products))
    rest = masked(text, *company)
    counted = [count.value for count in reader.counts(rest) if count.value.unit == "seat"]
    seats = distinct(number for count in counted for number in count.readings)
    domains = reader.domains(rest)
    return Draft(
        customer=company[0].value if company else "",
        products=distinct(product.value for product in products),
        seats=seats,
        values=_values(reader, rest, seats),
        closings=_closings(reader, rest),
        contact=contact.read(reader, rest),
        country=country.said(rest),
        domain=domains[0].value if domains else "",
        tax_id=tax["number"].strip() if tax else "",
    )


def answer(reader: Reader, sentence: str, catalogue: Catalogue, known: Draft) -> Draft | None:
    """The known draft with what the sentence adds; None when it is no answer to our question."""
    if ASKING.search(sentence) or reader.references(sentence):
        return None
    rest = _rest(reader, sentence, catalogue)
    reached = bool(reader.phones(rest) or reader.emails(rest))
    alone = reached or bool(known.contact.reach) or contact.is_a_name(rest)
    person = contact.read(reader, rest, alone=alone)
    more = replace(from_sentence(reader, sentence, catalogue), contact=person)
    around = contact.words_left(_cut(rest, person.name))
    if _about_another(more, known) or not (reached or len(around) <= MOST_WORDS_LEFT):
        return None
    filled = known.filled(more)
    return None if filled == known else filled


def _cut(text: str, name: str) -> str:
    return re.sub(re.escape(name), " ", text, flags=re.IGNORECASE) if name else text


def all_readings(found: Iterable[Reading[T]]) -> tuple[T, ...]:
    return distinct(value for reading in found for value in choices(reading))[:MOST_READINGS]


def distinct(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))


def _company(reader: Reader, text: str) -> list[Found[str]]:
    company = reader.company(text)
    return [company] if company else []


def _values(reader: Reader, text: str, seats: Sequence[int]) -> tuple[Money, ...]:
    """The deal's value: what is said of all seats, else the price of one times their number."""
    found = reader.money(text)
    each = [reading for reading in found if _of_a_seat(text, reading)]
    whole = [reading for reading in found if reading not in each]
    if whole or len(seats) != 1:
        return all_readings(whole)
    return tuple(price * seats[0] for price in all_readings(each))


def _of_a_seat(text: str, price: Reading[Any]) -> bool:
    """*1,5 jt per seat*, *@ 1,5 jt*"""
    before = text[: price.start].rstrip()
    return before.endswith("@") or A_SEAT.match(text, price.end) is not None


def _closings(reader: Reader, text: str) -> tuple[date, ...]:
    """Where several days are named, the ones said to be the closing's."""
    found = reader.days(text)
    named = [day for day in found if CLOSING.search(text[: day.start])]
    return all_readings(named or found)


def _rest(reader: Reader, sentence: str, catalogue: Catalogue) -> str:
    """The sentence without what a contact's name could be mistaken for."""
    products = catalogue.read(reader, sentence)
    text = masked(sentence, *products, *_company(reader, masked(sentence, *products)))
    return masked(text, *reader.money(text), *reader.counts(text), *reader.days(text))


def _about_another(more: Draft, known: Draft) -> bool:
    """Does it name another customer than the one we asked about?"""
    both = more.customer and known.customer
    return bool(both) and normal_name(more.customer) != normal_name(known.customer)
