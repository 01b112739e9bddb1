"""Where an earning stands, worked out from its period, what is held and what was sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from storage.values import Money


class Status(StrEnum):
    """In the order in which an earning goes through them.

    `estimated` works on a total that later months still change; `accrued` waits for its period
    to be approved; `reversed` was taken back before it was paid, `to_recover` after.
    """

    ESTIMATED = "estimated"
    ACCRUED = "accrued"
    HELD = "held"
    PAYABLE = "payable"
    IN_PAYOUT = "in_payout"
    PAID = "paid"
    REVERSED = "reversed"
    TO_RECOVER = "to_recover"
    RECOVERED = "recovered"


@dataclass(frozen=True, slots=True)
class Posted:
    """The sums of one earning's lines: what is earned, what of it waits, what was taken back."""

    minor: int
    held: int
    reversals: int
    due_on: date
    posted_to: date  #: the last day of the period that it was posted in
    settled: bool  #: that period is approved


@dataclass(frozen=True, slots=True)
class Sent:
    """The parts of payouts: on their way, arrived, and kept back of others (below zero)."""

    on_the_way: int = 0
    paid: int = 0
    recovered: int = 0


def standing(
    posted: Iterable[Posted], sent: Sent, settled_to: date | None, currency: str
) -> Mapping[Status, Money]:
    """How much of what was posted for one key stands where; what is nothing is left out.

    Everything adds up: what is not settled, held, payable, on its way and paid, less what is to
    be recovered and was, is what has been earned.
    """
    all_posted = list(posted)
    ripe = [each for each in all_posted if _is_ripe(each, settled_to)]
    green = [each for each in all_posted if not _is_ripe(each, settled_to)]
    gone = sent.on_the_way + sent.paid + sent.recovered
    free = sum(each.minor - each.held for each in ripe) - gone
    untouched = sent == Sent()
    found = {
        Status.ESTIMATED: _waiting(each for each in green if each.due_on > each.posted_to),
        Status.ACCRUED: _waiting(each for each in green if each.due_on <= each.posted_to),
        Status.HELD: sum(each.held for each in all_posted),
        Status.PAYABLE: max(free, 0),
        Status.IN_PAYOUT: sent.on_the_way,
        Status.PAID: sent.paid,
        Status.REVERSED: -sum(each.reversals for each in all_posted) if untouched else 0,
        Status.TO_RECOVER: max(-free, 0),
        Status.RECOVERED: -sent.recovered,
    }
    return {status: Money(minor, currency) for status, minor in found.items() if minor}


def status(amounts: Mapping[Status, Money]) -> Status:
    """The one word for an earning: the first, in this order, of which there is any."""
    return next((each for each in _TELLING if each in amounts), Status.ACCRUED)


#: What somebody would want to know first.
_TELLING = (
    *(Status.TO_RECOVER, Status.IN_PAYOUT, Status.PAYABLE, Status.HELD),
    *(Status.ACCRUED, Status.ESTIMATED, Status.PAID, Status.RECOVERED, Status.REVERSED),
)


def _is_ripe(posted: Posted, settled_to: date | None) -> bool:
    return posted.settled and settled_to is not None and posted.due_on <= settled_to


def _waiting(posted: Iterable[Posted]) -> int:
    return sum(each.minor - each.held for each in posted)
