"""Which rows of a table a total goes through, and what each of them pays."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from handlers.incentives.engine.columns.exact import Exact
from handlers.incentives.engine.paying.curves import ZERO, Curve
from handlers.incentives.engine.rules import Tiers
from handlers.incentives.engine.tracing.steps import Step, exactly


def whole(tiers: Tiers, total: Fraction, row: int | None, sign: int = 1) -> Step:
    """The one row that a total is in, or that something else picked."""
    curve = Curve.of(tiers)
    row = _row(curve, total) if row is None else row
    pays = curve.rates[row] * total + curve.flats[row]
    return _step(tiers, row, {"part": exactly(sign * total), "pays": exactly(sign * pays)})


def each(tiers: Tiers, before: Fraction | None, after: Fraction, sign: int = 1) -> Iterator[Step]:
    """What each row adds from one total (None: from nothing at all) to another, flat amounts when
    the row is entered, or taken back when it is left."""
    curve = Curve.of(tiers)
    first = 0 if before is None else _row(curve, before)
    last = _row(curve, after)
    start = before or ZERO
    for row in range(len(curve.rates)):
        low, high = _edges(curve, row)
        part = _within(after, low, high) - _within(start, low, high)
        entered = int(last >= row > first) - int(first >= row > last)
        flat = entered * _flat(curve, row)
        if part or entered:
            pays = curve.rates[row] * part + flat
            facts = {"part": exactly(sign * part), "flat": exactly(sign * flat)}
            yield _step(tiers, row, {**facts, "pays": exactly(sign * pays)})


def fresh(tiers: Tiers, before: Fraction, gross: Fraction, base: Fraction) -> bool:
    """Whether a line was the first of its total, so that its row was entered with it."""
    curve = Curve.of(tiers)
    row = _row(curve, before + base)
    return not before and gross == curve.rates[row] * (before + base) + curve.flats[row]


def _row(curve: Curve, total: Fraction) -> int:
    return int(curve.rows(Exact.of([total]))[0])


def _edges(curve: Curve, row: int) -> tuple[Fraction | None, Fraction | None]:
    bounds = (None, ZERO, *curve.bounds, None)
    return bounds[row], bounds[row + 1]


def _within(total: Fraction, low: Fraction | None, high: Fraction | None) -> Fraction:
    total = total if low is None else max(total, low)
    return total if high is None else min(total, high)


def _flat(curve: Curve, row: int) -> Fraction:
    """What entering a row is worth by itself."""
    if not row:
        return ZERO
    edge = (ZERO, *curve.bounds)[row - 1]
    rates, flats = curve.rates, curve.flats
    return rates[row] * edge + flats[row] - rates[row - 1] * edge - flats[row - 1]


def _step(tiers: Tiers, row: int, facts: dict[str, str]) -> Step:
    """A row as the table has it, counted from 1; below zero its first counts."""
    bounds = [tier.up_to for tier in tiers.table]
    seen = min(max(row, 1), len(tiers.table))
    beyond = row > len(tiers.table)
    over = bounds[-1] if beyond else ([None, *bounds])[seen - 1]
    step: dict[str, object] = {"step": "row", "row": row if beyond else seen}
    limits = {"over": over, "up_to": None if beyond else bounds[seen - 1]}
    if not beyond:
        tier = tiers.table[seen - 1]
        limits |= {"pct": tier.pct, "per_unit": tier.per_unit, "amount": tier.amount}
    return step | {name: exactly(at) for name, at in limits.items() if at is not None} | facts
