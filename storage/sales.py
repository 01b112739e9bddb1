"""A row of a file of sales as a value, or why it cannot be one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

#: Not a file's name: a mended copy of a file has the same sales in it.
SOURCE = "sales"


class TransactionKind(StrEnum):
    SALE = "sale"
    REFUND = "refund"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Credit:
    """A partner's share of a transaction, in per cent; the role `overlay` is outside the 100."""

    partner: str
    share: Decimal
    role: str = ""


@dataclass(frozen=True, slots=True)
class SaleRow:
    """One line of a file, as its source tells it: references are words, and what the line does
    not say is empty or None. `amount` and `collected` are for the line, `cost` is for a unit.
    `of` is the `id` of the sale that a refund takes back; `further` are columns of other names.
    """

    line: int
    id: str
    day: date
    kind: TransactionKind = TransactionKind.SALE
    partner: str = ""
    member: str = ""
    deal: str = ""
    customer: str = ""
    product: str = ""
    category: str = ""
    quantity: Decimal | None = None
    amount: Decimal | None = None
    cost: Decimal | None = None
    collected: Decimal | None = None
    currency: str = ""
    of: str = ""
    booked: date | None = None
    invoiced: date | None = None
    paid: date | None = None
    activated: date | None = None
    credits: tuple[Credit, ...] = ()
    further: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BadRow:
    """A line that was refused; `column` is its header (empty: the line as a whole), `reason` a
    word of the catalogue `sales`, and `facts` what the sentence there needs."""

    line: int
    column: str
    reason: str
    facts: Mapping[str, str | int] = field(default_factory=dict)
