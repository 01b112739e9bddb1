"""When a deal may be registered: one pure decision about a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import product
from typing import TypeVar

from handlers.conversation.contact import Contact
from handlers.deals.draft import Draft, Slot
from storage.deals import Deal
from storage.values import Money

T = TypeVar("T")

#: Beyond these somebody mistyped.
MOST_VALUE = 10**14  #: whole units of a currency
MOST_SEATS = 1_000_000
MOST_CHOICES = 6  #: buttons in one question
STRENGTH = ("tax", "domain", "name")


class Problem(StrEnum):
    """Why a slot is not filled yet."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    PAST = "past"
    CURRENCY = "currency"
    NAMELESS = "nameless"
    UNREACHABLE = "unreachable"
    TOO_LARGE = "too_large"
    NO_NUMBER = "no_number"


@dataclass(frozen=True, slots=True)
class Terms:
    """What the programme asks of a deal on a day: the least value, by currency, and the rule's
    name."""

    minimum: Mapping[str, Money]
    source: str
    today: date


@dataclass(frozen=True, slots=True)
class Registration:
    """A draft with everything in it."""

    customer: str
    product: str
    seats: int | None
    value: Money
    closing: date
    contact: Contact
    country: str
    domain: str
    tax_id: str


@dataclass(frozen=True, slots=True)
class Incomplete:
    """Ask for what is missing, and only for that."""

    draft: Draft
    problems: Mapping[Slot, Problem]
    currencies: tuple[str, ...]  #: those the programme takes


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Something can be read in several ways: ask once which of the drafts is meant."""

    draft: Draft
    slots: tuple[Slot, ...]
    choices: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class TooSmall:
    minimum: Money
    source: str


@dataclass(frozen=True, slots=True)
class Protected:
    """Another partner's deal protects the customer, by these signs."""

    deal: Deal
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AlreadyYours:
    deal: Deal


@dataclass(frozen=True, slots=True)
class Accepted:
    registration: Registration


Decision = Incomplete | Ambiguous | TooSmall | Protected | AlreadyYours | Accepted


def decide(draft: Draft, terms: Terms, partner_id: int, claims: Mapping[str, Deal]) -> Decision:
    """What becomes of the draft; `claims` are the open deals of its customer, by sign.

    A value that is too small is said before anything is said about a customer's protection.
    """
    draft = _possible(draft, terms)
    own = [deal for deal in claims.values() if deal.partner_id == partner_id]
    if own:
        return AlreadyYours(own[0])
    least = _undercut(draft, terms)
    if least is not None:
        return TooSmall(least, terms.source)
    if claims:
        return _protected(claims)
    unsure = _unsure(draft)
    if unsure:
        return _ambiguous(draft, unsure)
    problems = _problems(draft, terms)
    if problems:
        return Incomplete(draft, problems, tuple(terms.minimum))
    return Accepted(_complete(draft))


def _possible(draft: Draft, terms: Terms) -> Draft:
    """Without readings of the closing date that have already passed, if any other is left."""
    ahead = tuple(day for day in draft.closings if day >= terms.today)
    return replace(draft, closings=ahead or draft.closings[:1])


def _undercut(draft: Draft, terms: Terms) -> Money | None:
    """The minimum, when the value is below it however it is read."""
    leasts = [terms.minimum.get(value.currency) for value in draft.values]
    below = [m is not None and v < m for v, m in zip(draft.values, leasts, strict=True)]
    return leasts[0] if below and all(below) else None


def _protected(claims: Mapping[str, Deal]) -> Protected:
    """The strongest sign decides whose: a tax number, then a domain, then a name."""
    deal = claims[min(claims, key=lambda sign: STRENGTH.index(sign.partition(":")[0]))]
    return Protected(deal, tuple(sorted(sign for sign, held in claims.items() if held is deal)))


def _unsure(draft: Draft) -> tuple[Slot, ...]:
    readings = {
        Slot.VALUE: draft.values,
        Slot.CLOSING: draft.closings,
        Slot.SEATS: draft.seats,
        Slot.PRODUCT: draft.products,
    }
    return tuple(slot for slot, found in readings.items() if len(found) > 1)


def _ambiguous(draft: Draft, unsure: tuple[Slot, ...]) -> Ambiguous:
    """Every combination, or the first slot's readings where those would be too many."""
    choices = _combinations(draft, unsure)
    if len(choices) > MOST_CHOICES:
        unsure = unsure[:1]
        choices = _combinations(draft, unsure)[:MOST_CHOICES]
    return Ambiguous(draft, unsure, choices)


def _combinations(draft: Draft, unsure: tuple[Slot, ...]) -> tuple[Draft, ...]:
    each = product(
        _one_by_one(draft.values, Slot.VALUE in unsure),
        _one_by_one(draft.closings, Slot.CLOSING in unsure),
        _one_by_one(draft.seats, Slot.SEATS in unsure),
        _one_by_one(draft.products, Slot.PRODUCT in unsure),
    )
    return tuple(
        replace(draft, values=values, closings=closings, seats=seats, products=products)
        for values, closings, seats, products in each
    )


def _one_by_one(readings: tuple[T, ...], unsure: bool) -> list[tuple[T, ...]]:
    return [(reading,) for reading in readings] if unsure else [readings]


def _problems(draft: Draft, terms: Terms) -> dict[Slot, Problem]:
    found = {
        Slot.CUSTOMER: None if draft.customer else Problem.MISSING,
        Slot.PRODUCT: None if draft.products else Problem.MISSING,
        Slot.SEATS: _seats_problem(draft),
        Slot.VALUE: _value_problem(draft, terms),
        Slot.CLOSING: _closing_problem(draft, terms),
        Slot.CONTACT: _contact_problem(draft.contact),
    }
    unread = dict.fromkeys(dict(draft.unread), Problem.UNREADABLE)
    return {slot: problem for slot, problem in found.items() if problem} | unread


def _value_problem(draft: Draft, terms: Terms) -> Problem | None:
    if not draft.values:
        return Problem.MISSING
    if draft.values[0].currency not in terms.minimum:
        return Problem.CURRENCY
    return Problem.TOO_LARGE if draft.values[0].amount > MOST_VALUE else None


def _seats_problem(draft: Draft) -> Problem | None:
    """How many is nobody's duty to say, but what is said has to be possible."""
    possible = all(0 < number <= MOST_SEATS for number in draft.seats)
    return None if possible else Problem.NO_NUMBER


def _closing_problem(draft: Draft, terms: Terms) -> Problem | None:
    if not draft.closings:
        return Problem.MISSING
    return Problem.PAST if draft.closings[0] < terms.today else None


def _contact_problem(contact: Contact) -> Problem | None:
    if contact.name and contact.reach:
        return None
    if contact.name:
        return Problem.UNREACHABLE
    return Problem.NAMELESS if contact.reach else Problem.MISSING


def _complete(draft: Draft) -> Registration:
    (value,), (closing,), (sold,) = draft.values, draft.closings, draft.products
    seats = draft.seats[0] if draft.seats else None
    return Registration(
        customer=draft.customer,
        product=sold,
        seats=seats,
        value=value,
        closing=closing,
        contact=draft.contact,
        country=draft.country,
        domain=draft.domain,
        tax_id=draft.tax_id,
    )
