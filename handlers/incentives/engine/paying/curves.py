"""A table of rows as a function of a total: which row it is in, and what is due for it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor

import numpy as np

from handlers.incentives.engine.columns.exact import Array, Exact, integers
from handlers.incentives.engine.rules import Boundary, Mode, Row, Tiers

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """`rates[row] * total + flats[row]`, where row 0 is for totals below zero, the first of the
    table is 1, and one more follows where the table's last has an end."""

    bounds: tuple[Fraction, ...]
    boundary: Boundary
    rates: tuple[Fraction, ...]
    flats: tuple[Fraction, ...]

    @staticmethod
    @lru_cache(256)
    def of(tiers: Tiers) -> Curve:
        rows = tiers.table if tiers.table[-1].up_to is None else (*tiers.table, Row())
        bounds = tuple(Fraction(row.up_to) for row in rows if row.up_to is not None)
        edges = [*pairwise((ZERO, *bounds)), (bounds[-1] if bounds else ZERO, None)]
        drawn = [_slope(row, edge, tiers.mode) for row, edge in zip(rows, edges, strict=True)]
        rates, flats = [drawn[0][0]], [ZERO]
        due = ZERO
        for (rate, entry), (low, high) in zip(drawn, edges, strict=True):
            due = entry if tiers.mode is Mode.WHOLE else due + entry
            rates.append(rate)
            flats.append(due if tiers.mode is Mode.WHOLE else due - rate * low)
            due += rate * (high - low) if high is not None else ZERO
        return Curve(bounds, tiers.boundary, tuple(rates), tuple(flats))

    def rows(self, totals: Exact) -> Array:
        """The row of each total."""
        edges = integers([0, *self._edges(totals.bottom)])
        return np.searchsorted(edges, totals.top, side="right")

    def grown(self, percents: Exact) -> Array:
        """The row that growth picks: the first is also for whatever fell."""
        edges = integers(self._edges(percents.bottom))
        return 1 + np.searchsorted(edges, percents.top, side="right")

    def _edges(self, bottom: int) -> list[int]:
        """The least that is beyond each bound, in parts of so many."""
        bounds = [bound * bottom for bound in self.bounds]
        if self.boundary is Boundary.LOWER_INCLUSIVE:
            return [ceil(bound) for bound in bounds]
        return [floor(bound) + 1 for bound in bounds]

    def due(self, totals: Exact, rows: Array | None = None) -> Exact:
        """What is due for each total, in its own row or in one that something else picked."""
        rows = self.rows(totals) if rows is None else rows
        rates, flats = Exact.of(self.rates).lowest(), Exact.of(self.flats).lowest()
        return rates[rows].by(totals).plus(flats[rows])


def _slope(
    row: Row, edge: tuple[Fraction, Fraction | None], mode: Mode
) -> tuple[Fraction, Fraction]:
    """What a row pays for each unit in it, and what for entering it."""
    rate = Fraction(row.pct or 0) / 100 + Fraction(row.per_unit or 0)
    amount = Fraction(row.amount or 0)
    low, high = edge
    if mode is Mode.INTERPOLATED and high is not None:
        return rate + amount / (high - low), ZERO
    return rate, amount
