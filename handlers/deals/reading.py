"""Reads a draft out of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
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
#: *harga per seat 1,5 juta*, *75 seat Pro x Rp 1.500.000*
EACH_BEFORE = re.compile(
    r"(?:@|\bx|\b(?:(?:harga|price|priced)(?:nya)?\s+)?(?:per|/|tiap|setiap|each)[\s-]*"
    r"(?:seats?|kursi|users?|lisensi|licen[cs]es?)(?:nya)?(?:\s+(?:is|at|of|adalah))?)[\s:=]*$",
    re.IGNORECASE,
)
#: Paid again and again, or in parts: what all of it comes to is not said.
IN_PARTS = re.compile(
    r"\s*(?:(?:/|per|tiap|setiap|each|an?|every)[\s-]*(?:seats?|kursi|users?|lisensi|licen[cs]es?)"
    r"\b\s*)?(?:(?:(?:/|per|tiap|setiap|each|an?|every)[\s-]*|se)"
    r"(?:bulan|bln|month|mo|tahun|thn|year|yr|kuartal|quarter)\b"
    r"|monthly\b|yearly\b|annually\b"
    r"|(?:x|kali|times)\s*\d+\s*(?:termin|kali|cicilan|bulan|instal?lments?|months?|payments?)\b)",
    re.IGNORECASE,
)
#: *seat 40*, *jumlah seat: 40*
AFTER_SEATS = re.compile(
    r"\b(?:seats?|kursi|users?|lisensi|licen[cs]es?|qty)\s*[:=]?\s*(?P<number>\d{1,6})\b"
    r"(?![.,]\d|\s*(?:%|jt|juta|rb|ribu|k\b|m\b|mio|mil|bn|milyar|miliar|seats?|kursi|users?))",
    re.IGNORECASE,
)
NOT = re.compile(
    r"\b(?:bukan(?:nya)?|not|instead of)\s+(?:tgl\s+|tanggal\s+|on\s+)?$", re.IGNORECASE
)
OR = re.compile(r"\s*(?:atau|or|/|-|–|s/d|sampai|to|and|dan)\s*(?:tgl\s+)?", re.IGNORECASE)
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
    seats = _seats(reader, rest)
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


def _seats(reader: Reader, text: str) -> tuple[int, ...]:
    """*40 seat*, else *seat 40*."""
    counted = [count.value for count in reader.counts(text) if count.value.unit == "seat"]
    found = distinct(number for count in counted for number in count.readings)
    return found or distinct(int(said["number"]) for said in AFTER_SEATS.finditer(text))


def _values(reader: Reader, text: str, seats: Sequence[int]) -> tuple[Money, ...]:
    """The deal's value: what is said of all seats, else the price of one times their number;
    nothing where only a part of it is said, and any of them where that stands beside another."""
    found = reader.money(text)
    parts = [reading for reading in found if IN_PARTS.match(text, reading.end)]
    if parts:
        return all_readings(found) if len(parts) < len(found) else ()
    each = [reading for reading in found if _of_a_seat(text, reading)]
    whole = [reading for reading in found if reading not in each]
    if whole or len(seats) != 1:
        return all_readings(whole)
    return tuple(price * seats[0] for price in all_readings(each))


def _of_a_seat(text: str, price: Reading[Any]) -> bool:
    """*1,5 jt per seat*, *@ 1,5 jt*"""
    after = A_SEAT.match(text, price.end)
    return EACH_BEFORE.search(text[: price.start]) is not None or after is not None


def _closings(reader: Reader, text: str) -> tuple[date, ...]:
    """Where several days are named, the ones said to be the closing's; none that it is not."""
    days = reader.days(text)
    denied = [day for day in days if NOT.search(text[: day.start])]
    found = [day for day in days if day not in denied or len(denied) == len(days)]
    named = [day for day in found if CLOSING.search(text[: day.start])]
    return all_readings(_with_others(named, found, text) or found)


def _with_others(
    named: Sequence[Reading[date]], found: Sequence[Reading[date]], text: str
) -> list[Reading[date]]:
    """*30 October or 15 November*: the second is as good as the first."""
    kept = list(named)
    for before, after in pairwise(found):
        if before in kept and after not in kept and OR.fullmatch(text[before.end : after.start]):
            kept.append(after)
    return kept


def _rest(reader: Reader, sentence: str, catalogue: Catalogue) -> str:
    """The sentence without what a contact's name could be mistaken for."""
    products = catalogue.read(reader, sentence)
    text = masked(sentence, *products, *_company(reader, masked(sentence, *products)))
    return masked(text, *reader.money(text), *reader.counts(text), *reader.days(text))


def _about_another(more: Draft, known: Draft) -> bool:
    """Does it name another customer than the one we asked about?"""
    both = more.customer and known.customer
    return bool(both) and normal_name(more.customer) != normal_name(known.customer)
