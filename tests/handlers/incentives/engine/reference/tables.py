"""What a table of rows pays for a total."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil

from handlers.incentives.engine.rules import Boundary, Mode, PerUnit, Rate, Row, Rule, Tiers

NONE = Fraction(0)
#: The place of the row for what is below nothing.
BELOW = -1


def function(rule: Rule) -> Callable[[Fraction], Fraction]:
    """What a rule pays for a number."""
    match rule:
        case Rate(pct=pct):
            return lambda number: number * Fraction(pct) / 100
        case PerUnit() as units:
            return lambda number: per_unit(units, number)
        case tiers:
            assert isinstance(tiers, Tiers)
            return lambda number: table(tiers, number)


def per_unit(rule: PerUnit, number: Fraction) -> Fraction:
    units = max(abs(number) - Fraction(rule.free), NONE)
    if rule.package is not None:
        units = Fraction(ceil(units / Fraction(rule.package)))
    paid = units * Fraction(rule.amount)
    return paid if number >= 0 else -paid


def reached(tiers: Tiers, number: Fraction) -> int:
    """The place of the row for a number; beyond the last it is as many as there are rows. Rows of
    growth may end below nothing: those count too."""
    upper = tiers.boundary is Boundary.UPPER_INCLUSIVE
    for place, row in enumerate(tiers.table):
        if row.up_to is None or number < row.up_to or (upper and number == row.up_to):
            return place
    return len(tiers.table)


def table(tiers: Tiers, total: Fraction) -> Fraction:
    if total < 0:
        return total * slope(tiers, 0)
    place = reached(tiers, total)
    if tiers.mode is Mode.WHOLE:
        return picked(tiers, place, total)
    due, low = NONE, NONE
    for at, row in enumerate(tiers.table[: place + 1]):
        high = total if at == place or row.up_to is None else Fraction(row.up_to)
        due += (high - low) * slope(tiers, at)
        ramp = tiers.mode is Mode.INTERPOLATED and row.up_to is not None
        due += NONE if ramp else Fraction(row.amount or 0)
        low = high
    return due


def picked(tiers: Tiers, place: int, total: Fraction) -> Fraction:
    """A row for everything, and its own amount."""
    if place == len(tiers.table):
        return NONE
    row = tiers.table[max(place, 0)]
    flat = NONE if place == BELOW else Fraction(row.amount or 0)
    return total * slope(tiers, max(place, 0)) + flat


def slope(tiers: Tiers, place: int) -> Fraction:
    row: Row = tiers.table[place]
    rate = Fraction(row.pct or 0) / 100 + Fraction(row.per_unit or 0)
    if tiers.mode is Mode.INTERPOLATED and row.up_to is not None:
        low = Fraction(tiers.table[place - 1].up_to or 0) if place else NONE
        return Fraction(row.amount or 0) / (Fraction(row.up_to) - low)
    return rate
