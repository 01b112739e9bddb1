"""A batch as it is stored, and out of the store again: the same files can be written any day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from handlers.incentives.paying.gathering import Claimant
from handlers.incentives.payouts.orders import Order
from handlers.incentives.payouts.references import reference
from handlers.incentives.payouts.values import (
    Address,
    Bank,
    Batch,
    Due,
    Fact,
    Item,
    Line,
    Payee,
    Profile,
    Reason,
    Waiting,
    Withholding,
)
from storage.base import Document
from storage.batches import ItemState, Payout, PayoutItem, PayoutPart, PayoutState
from storage.values import Money

WAITS = (ItemState.CARRIED_FORWARD, ItemState.WAITING)
#: What the bank does not have yet.
UNSENT = (PayoutState.DRAFT, PayoutState.APPROVED)


def item_of(batch: str, one: Item | Waiting, claimant: Claimant) -> PayoutItem:
    """What is stored of one decision."""
    made = PayoutItem(
        reference=reference(batch, one.due.payee.id, one.due.currency),
        earner=one.due.payee.id,
        partner_id=claimant.partner_id,
        member_id=claimant.member_id,
        currency=one.due.currency,
        gross_minor=0,
        profile_version=claimant.version,
        details=_details(one.due),
    )
    if isinstance(one, Item):
        _pays(made, one)
    else:
        _waits(made, one)
    return made


def batch_of(payout: Payout) -> Batch:
    items = (_item(each) for each in payout.items if each.state not in WAITS)
    waiting = (waiting_of(each) for each in payout.items if each.state in WAITS)
    return Batch(payout.reference, tuple(items), tuple(waiting))


def order_of(payout: Payout) -> Order:
    assert payout.pay_on is not None
    return Order.of(batch_of(payout), payout.prepared_at, payout.pay_on, payout.note)


def waiting_of(item: PayoutItem) -> Waiting:
    due = _due(item)
    reasons = tuple(map(Reason, item.reason.split()))
    missing = tuple(map(Fact, item.details["missing"]))
    return Waiting(due, reasons, missing, Money(item.details["threshold"], item.currency))


def name_on(item: PayoutItem) -> str:
    """The payee, as they were called then."""
    name: str = item.details.get("name", "")
    return name


def _pays(made: PayoutItem, item: Item) -> None:
    made.gross_minor = (item.paid + item.withheld).minor
    made.withheld_minor = item.withheld.minor
    made.parts = [
        PayoutPart(earning_id=int(earning), minor=money.minor)
        for earning, money in item.parts.items()
    ]


def _waits(made: PayoutItem, waiting: Waiting) -> None:
    below = waiting.reasons == (Reason.BELOW_THRESHOLD,)
    made.state = ItemState.CARRIED_FORWARD if below else ItemState.WAITING
    made.reason = " ".join(waiting.reasons)
    made.details |= {"missing": list(waiting.missing), "threshold": waiting.threshold.minor}


def _details(due: Due) -> Document:
    payee, tax = due.payee, due.payee.withholding
    return {
        "name": payee.name,
        "profile": asdict(payee.profile),
        "tax": [tax.tax, f"{tax.pct:f}"] if tax else None,
        "lines": _written(due.lines),
        "recovering": _written(due.recovering),
        "disputed": _written(due.disputed),
    }


def _written(lines: Iterable[Line]) -> list[list[Any]]:
    return [[line.reference, line.amount.minor] for line in lines]


def _item(item: PayoutItem) -> Item:
    due = _due(item)
    return Item(
        item.reference,
        due,
        recovered=due.to_recover,
        withheld=item.gross - item.net,
        carried=due.balance - item.gross,
        paid=item.net,
    )


def _due(item: PayoutItem) -> Due:
    told = item.details
    tax = Withholding(told["tax"][0], Decimal(told["tax"][1])) if told["tax"] else None
    return Due(
        Payee(item.earner, told["name"], _profile(told["profile"]), tax),
        item.currency,
        _read(told["lines"], item.currency),
        _read(told["recovering"], item.currency),
        _read(told["disputed"], item.currency, disputed=True),
    )


def _profile(told: Document) -> Profile:
    flat = told | {"address": Address(**told["address"]), "bank": Bank(**told["bank"])}
    return Profile(**flat)


def _read(
    written: Sequence[Sequence[Any]], currency: str, *, disputed: bool = False
) -> tuple[Line, ...]:
    return tuple(Line(named, Money(minor, currency), disputed) for named, minor in written)
