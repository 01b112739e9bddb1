"""A request for fund money as far as somebody has described it, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from handlers.funds.terms import Purse, Quarter, Terms
from storage.values import Money

LONGEST = 200  #: characters of an activity


class Slot(StrEnum):
    """What a request says; also the names of the form's fields."""

    AMOUNT = "amount"
    ACTIVITY = "activity"
    COST = "cost"
    DAY = "day"


class Problem(StrEnum):
    MISSING = "missing"
    UNSURE = "unsure"
    OTHER_CURRENCY = "other_currency"
    TOO_CHEAP = "too_cheap"
    TOO_LONG = "too_long"
    NOTHING = "nothing"
    OUT_OF_REACH = "out_of_reach"


@dataclass(frozen=True, slots=True)
class Draft:
    """A tuple holds every reading: none is unknown, several are unsure. Without a day the
    activity is in this quarter."""

    amounts: tuple[Money, ...] = ()
    activity: str = ""
    costs: tuple[Money, ...] = ()
    day: date | None = None

    def filled(self, more: Draft) -> Draft:
        """What was said later counts."""
        return Draft(
            more.amounts or self.amounts,
            more.activity or self.activity,
            more.costs or self.costs,
            more.day or self.day,
        )

    def document(self) -> dict[str, Any]:
        return {
            "amounts": [[money.minor, money.currency] for money in self.amounts],
            "activity": self.activity,
            "costs": [[money.minor, money.currency] for money in self.costs],
            "day": self.day.isoformat() if self.day else "",
        }

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Draft:
        day = document["day"]
        return cls(
            tuple(Money(minor, currency) for minor, currency in document["amounts"]),
            document["activity"],
            tuple(Money(minor, currency) for minor, currency in document["costs"]),
            date.fromisoformat(day) if day else None,
        )


@dataclass(frozen=True, slots=True)
class Request:
    """All that a claim needs; `day` is the activity's, or the last of its quarter."""

    amount: Money
    activity: str
    cost: Money
    day: date


@dataclass(frozen=True, slots=True)
class NotEntitled:
    """Neither this quarter nor the next has any money for this partner."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What could be had instead, in which quarter, and what the activity costs at least then."""

    draft: Draft
    amount: Money
    quarter: Quarter
    least_cost: Money


@dataclass(frozen=True, slots=True)
class TooMuch:
    """More than the quarter has left; `least_cost` is for what was asked."""

    draft: Draft
    amount: Money
    quarter: Quarter
    least_cost: Money
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Incomplete:
    """What is missing or wrong, by slot; `least_cost` once an amount is known."""

    draft: Draft
    problems: Mapping[Slot, Problem]
    least_cost: Money | None


Decision = Request | TooMuch | Incomplete | NotEntitled


def decide(draft: Draft, terms: Terms, purse: Purse) -> Decision:
    if not (purse.this.holds.minor or purse.next.holds.minor):
        return NotEntitled()
    quarter = purse.on(draft.day)
    amount = draft.amounts[0] if len(draft.amounts) == 1 else None
    least = terms.least_cost(amount) if amount and amount.minor > 0 else None
    if quarter and amount and least and _is_too_much(amount, quarter):
        offers = tuple(_offers(draft, amount, terms, purse, quarter))
        return TooMuch(draft, amount, quarter, least, offers)
    problems = _problems(draft, purse, least)
    if problems or quarter is None or amount is None:
        return Incomplete(draft, problems, least)
    return Request(amount, draft.activity, draft.costs[0], draft.day or quarter.period.last)


def _is_too_much(amount: Money, quarter: Quarter) -> bool:
    return amount.currency == quarter.holds.currency and amount > quarter.free


def _offers(
    draft: Draft, amount: Money, terms: Terms, purse: Purse, quarter: Quarter
) -> list[Offer]:
    """What is left now, and as much as there is in the next quarter."""
    found = []
    for each in (quarter, purse.next) if quarter is purse.this else (quarter,):
        possible = min(amount, each.free)
        if possible.minor:
            day = draft.day if each is quarter else each.period.last
            changed = replace(draft, amounts=(possible,), day=day)
            found.append(Offer(changed, possible, each, terms.least_cost(possible)))
    return found


def _problems(draft: Draft, purse: Purse, least: Money | None) -> dict[Slot, Problem]:
    found = {
        Slot.AMOUNT: _of_amount(draft.amounts, purse.this.holds.currency),
        Slot.ACTIVITY: _of_activity(draft.activity),
        Slot.COST: _of_cost(draft.costs, purse.this.holds.currency, least),
        Slot.DAY: Problem.OUT_OF_REACH if purse.on(draft.day) is None else None,
    }
    return {slot: problem for slot, problem in found.items() if problem}


def _of_activity(activity: str) -> Problem | None:
    if not activity:
        return Problem.MISSING
    return Problem.TOO_LONG if len(activity) > LONGEST else None


def _of_amount(amounts: tuple[Money, ...], currency: str) -> Problem | None:
    if len(amounts) != 1:
        return Problem.UNSURE if amounts else Problem.MISSING
    if amounts[0].currency != currency:
        return Problem.OTHER_CURRENCY
    return None if amounts[0].minor > 0 else Problem.NOTHING


def _of_cost(costs: tuple[Money, ...], currency: str, least: Money | None) -> Problem | None:
    wrong = _of_amount(costs, currency)
    if wrong or least is None:
        return wrong
    return Problem.TOO_CHEAP if costs[0].minor < least.minor else None
