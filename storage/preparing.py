"""From a row of a file to what the database stores of it, or why it cannot."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b

from storage.base import MILLION
from storage.references import Known, Unfit
from storage.sales import Credit, SaleRow, TransactionKind
from storage.values import exponent

LARGEST = 2**63 - 1
#: What a row says, in the order of `Ready.content`.
CONTENT = (
    *("kind", "day", "partner_id", "member_id", "product_id", "category", "deal", "customer"),
    *("quantity_millionths", "amount_minor", "currency", "cost_millionths", "collected_minor"),
    *("booked", "invoiced", "paid", "activated", "of", "credits", "further"),
)
Stored = str | int | None
NONE = "[]"  #: nobody shares it


@dataclass(frozen=True, slots=True)
class Ready:
    """A row that can be stored; the same `fingerprint` is the same content."""

    row: SaleRow
    partner_id: int
    product: str
    content: tuple[Stored, ...]
    fingerprint: bytes

    @property
    def credits(self) -> Stored:
        return self.content[CONTENT.index("credits")]


def prepare(row: SaleRow, known: Known) -> Ready:
    """
    Raises:
        Unfit: when it means nobody we know, or says what no transaction can.
    """
    partner_id = known.partner(row.partner)
    product_id, product = known.product(row.product)
    _signs(row)
    content = (
        row.kind.value,
        row.day.isoformat(),
        partner_id,
        known.member(row.member, partner_id),
        product_id,
        row.category,
        row.deal,
        row.customer,
        *_amounts(row),
        *map(_iso, (row.booked, row.invoiced, row.paid, row.activated)),
        row.of,
        _credits(row.credits, known) if row.credits else NONE,
        _further(tuple(row.further.items())) if row.further else "{}",
    )
    written = "\x1f".join(map(str, content)).encode()
    return Ready(row, partner_id, product, content, blake2b(written, digest_size=16).digest())


def _signs(row: SaleRow) -> None:
    if row.kind is not TransactionKind.SALE:
        return
    for column, value in (("quantity", row.quantity), ("amount", row.amount)):
        if value is not None and value < 0:
            raise Unfit(column, "below_zero")


def _amounts(row: SaleRow) -> Iterator[Stored]:
    """A refund is stored without its sign: its kind subtracts."""
    if row.quantity is None or row.amount is None:
        raise Unfit("amount" if row.quantity is not None else "quantity", "missing")
    refund = row.kind is TransactionKind.REFUND
    decimals = exponent(row.currency)
    yield _whole("quantity", abs(row.quantity) if refund else row.quantity, MILLION)
    yield _whole("amount", abs(row.amount) if refund else row.amount, decimals)
    yield row.currency
    yield _whole("cost", row.cost, MILLION) if row.cost is not None else None
    yield _whole("collected", row.collected, decimals) if row.collected is not None else None


def _whole(column: str, value: Decimal, decimals: int) -> int:
    """Nothing is rounded: what is too fine is refused."""
    scaled = value.scaleb(decimals)
    whole = int(scaled)
    if whole != scaled:
        raise Unfit(column, "too_many_decimals", most=decimals)
    if abs(whole) > LARGEST:
        raise Unfit(column, "number_too_large")
    return whole


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


@lru_cache(10_000)
def _further(columns: tuple[tuple[str, str], ...]) -> str:
    return json.dumps(dict(sorted(columns)))


def _credits(credits: tuple[Credit, ...], known: Known) -> str:
    return json.dumps([_credit(credit, known) for credit in credits])


def _credit(credit: Credit, known: Known) -> dict[str, Stored]:
    share = f"{credit.share:f}"
    try:
        return {"partner_id": known.partner(credit.partner), "share": share, "role": credit.role}
    except Unfit as unfit:
        raise Unfit("credits", unfit.reason, **unfit.facts) from unfit
