"""Who is credited with a transaction, and each one's part of its numbers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np

from handlers.incentives.engine.columns.exact import Array, Exact, fit, largest
from handlers.incentives.engine.selling.sales import Sales

OVERLAY = "overlay"


class BadCredits(ValueError):
    """Why the credits of a transaction cannot be used: not_credits or shares_not_100."""


@dataclass(frozen=True, slots=True)
class Credit:
    """One partner's `share` (of 1); an overlay's is on top of the others."""

    partner: str
    share: Fraction
    role: str = ""
    member: str | None = None

    @property
    def overlay(self) -> bool:
        return self.role == OVERLAY


#: A transaction that names no credits.
WHOLE = (Credit("", Fraction(1)),)


def credits_of(text: str) -> tuple[Credit, ...]:
    """
    Raises:
        BadCredits: when it is no list of credits, or the shares are not 100 together.
    """
    try:
        found = tuple(_credit(item) for item in json.loads(text, parse_float=Decimal))
    except (ValueError, TypeError, KeyError, InvalidOperation):
        raise BadCredits("not_credits") from None
    if sum(credit.share for credit in found if not credit.overlay) != 1:
        raise BadCredits("shares_not_100")
    return found


def _credit(item: dict[str, Any]) -> Credit:
    share = Fraction(Decimal(str(item["share"]))) / 100
    member = item.get("member")
    if not isinstance(item["partner"], str) or not item["partner"] or share < 0:
        raise ValueError(item)
    return Credit(item["partner"], share, str(item.get("role", "")), member and str(member))


@dataclass(frozen=True, slots=True, eq=False)
class Credited:
    """Transactions times credits: which row each entry is of, and of `kinds` which credits its
    row has (-1: none) and which of them it is."""

    row: Array
    kind: Array
    slot: Array
    kinds: tuple[tuple[Credit, ...], ...]

    @classmethod
    def of(cls, sales: Sales, root: Array) -> Credited | None:
        """None when no transaction names any.

        Raises:
            BadSales: for rows whose credits cannot be used.
        """
        texts = sales.texts("credits")
        if not texts.known.any():
            return None
        kinds: list[tuple[Credit, ...]] = []
        for code, value in enumerate(texts.values):
            try:
                kinds.append(credits_of(value))
            except BadCredits as bad:
                sales.refuse(texts.codes == code, "credits", str(bad))
        codes = texts.codes[root]
        counts = np.array([*map(len, kinds), 1])[codes]
        row = np.repeat(np.arange(len(sales)), counts)
        slot = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
        return cls(row, codes[row], slot, tuple(kinds))

    def credit(self, entry: int) -> Credit:
        kind = int(self.kind[entry])
        return WHOLE[0] if kind < 0 else self.kinds[kind][int(self.slot[entry])]

    def parts(self, numbers: Exact, unit: int | None) -> Exact:
        """Each entry's part of its row's number: split into whole units (1/`unit`) by floor plus
        remainder from the first on, or exactly (None); an overlay's always exactly."""
        shares = [credit.share for kind in self.kinds for credit in kind]
        fine = lcm(*(share.denominator for share in shares))
        numbers = numbers.over(lcm(numbers.bottom, unit or 1))
        column = numbers.top[self.row]
        parts = fit(column, largest(column) * fine).copy() * fine
        for kind, found in enumerate(self.kinds):
            mine = self.kind == kind
            whole, slots = column[mine], self.slot[mine]
            split = _split(whole, found, fine, numbers.bottom // unit if unit else 0)
            parts[mine] = np.choose(slots, split) if len(split) < 30 else _chosen(slots, split)
        return Exact(parts, numbers.bottom * fine).lowest()


def _split(whole: Array, found: tuple[Credit, ...], fine: int, coin: int) -> list[Array]:
    """Each credit's part of the whole, times `fine`: in coins of so much, what is less than one
    goes on to the next; or (0) exactly."""
    size, sign = fit(np.abs(whole), largest(whole) * fine), np.sign(whole)
    left = size.copy()
    exact = [size * int(credit.share * fine) for credit in found]
    if not coin:
        return [sign * part for part in exact]
    floors = [part // (fine * coin) * coin for part in exact]
    for credit, floor in zip(found, floors, strict=True):
        left = left if credit.overlay else left - floor
    split = []
    for credit, floor, part in zip(found, floors, exact, strict=True):
        one = np.minimum(left, coin)
        left = left if credit.overlay else left - one
        split.append(sign * (part if credit.overlay else (floor + one) * fine))
    return split


def _chosen(slots: Array, split: list[Array]) -> Array:
    return np.stack(split)[slots, np.arange(len(slots))]
