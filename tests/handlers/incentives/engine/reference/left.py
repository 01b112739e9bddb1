"""What is left of a sale, number by number, after each of its returns."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.handlers.incentives.engine.reference.book import Entry

NONE = Fraction(0)
NOT_NUMBERS = {"id", "kind", "date", "of", "currency", "credits"}


@dataclass(frozen=True)
class Left:
    """Columns of a sale, and whether anything of it is left."""

    numbers: Mapping[str, Fraction]
    alive: bool

    def of(self, column: str) -> Fraction:
        return self.numbers.get(column, NONE)


def lefts(sale: Entry, columns: Sequence[str]) -> list[Left]:
    """As sold, and then after each return: never beyond nothing."""
    sold = {column: signed(sale, column) or NONE for column in columns}
    sums = dict(sold)
    found = [Left(sold, True)]
    for entry in sale.chain:
        said = {column: signed(entry, column) for column in columns}
        sums = {column: sums[column] + (said[column] or NONE) for column in columns}
        rest = {column: within(sums[column], sold[column]) for column in columns}
        alive = not gone(sold, said, rest)
        if not alive:
            sums = {column: sums[column] if not rest[column] else NONE for column in columns}
            rest = dict.fromkeys(columns, NONE)
        found.append(Left(rest, alive))
    return found


def gone(
    sold: Mapping[str, Fraction],
    said: Mapping[str, Fraction | None],
    rest: Mapping[str, Fraction],
) -> bool:
    """Once the amount is back, or the units where there is no amount to go by; what states
    neither returns everything."""
    if said["amount"] is not None and sold["amount"]:
        return not rest["amount"]
    if said["quantity"] is not None:
        return not rest["quantity"]
    return said["amount"] is None


def within(number: Fraction, sold: Fraction) -> Fraction:
    return min(number, NONE) if sold < 0 else max(number, NONE)


def signed(entry: Entry, column: str) -> Fraction | None:
    """A refund subtracts, whatever its sign."""
    if not entry.row.get(column):
        return None
    number = Fraction(entry.row[column])
    return -abs(number) if entry.sign < 0 else number


def part(entry: Entry, number: Fraction, unit: int | None) -> Fraction:
    """An entry's part of its transaction's number: in whole units (1/`unit`) by floor plus
    remainder from the first on, an overlay's on top and exact; or all of them exact (None)."""
    if not entry.sale.row.get("credits"):
        return number
    credits: list[dict[str, Any]] = json.loads(entry.sale.row["credits"], parse_float=Decimal)
    shares = [Fraction(str(credit["share"])) / 100 for credit in credits]
    mine = shares[entry.slot]
    if unit is None or credits[entry.slot].get("role") == "overlay":
        return number * mine
    size = abs(number) * unit
    floors = [
        Fraction(0) if credit.get("role") == "overlay" else Fraction(size * share // 1)
        for credit, share in zip(credits, shares, strict=True)
    ]
    rest = size - sum(floors, NONE)
    for slot, credit in enumerate(credits):
        more = NONE if credit.get("role") == "overlay" else min(rest, Fraction(1))
        rest -= more
        if slot == entry.slot:
            paid = (floors[slot] + more) / unit
            return paid if number >= 0 else -paid
    raise AssertionError(entry)
