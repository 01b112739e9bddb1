"""Exchange rates, by currency and day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import numpy as np

from handlers.incentives.engine.columns import windows
from handlers.incentives.engine.columns.exact import Array, Exact
from handlers.incentives.engine.columns.windows import Cut
from handlers.incentives.engine.plan import On, RateOf
from handlers.incentives.engine.selling.sales import Sales

#: More than there are days in a calendar, so that a currency and a day are one number.
_DAYS = 2**21
#: Banks publish nothing on weekends and holidays: a rate stands for its day and so many after it.
STANDS = timedelta(days=7)
BASIS = {RateOf.BOOKED_DATE: On.BOOKED, RateOf.INVOICE_DATE: On.INVOICED}


@dataclass(frozen=True, slots=True)
class Rates:
    """What one unit of a currency is in the plan's: fixed, and on certain days."""

    fixed: Mapping[str, Decimal] = field(default_factory=dict)
    dated: Mapping[str, tuple[tuple[date, Decimal], ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, given: Mapping[str, Decimal], currency: str) -> Rates:
        """From `USD/IDR` or `USD/IDR@2026-09-01` (of that day), into one currency."""
        fixed: dict[str, Decimal] = {}
        dated: dict[str, list[tuple[date, Decimal]]] = {}
        for name, rate in given.items():
            pair, _, day = name.partition("@")
            source, _, target = pair.partition("/")
            if target != currency:
                continue
            if day:
                dated.setdefault(source, []).append((date.fromisoformat(day), rate))
            else:
                fixed[source] = rate
        return cls(fixed, {source: tuple(sorted(rates)) for source, rates in dated.items()})

    def on(self, currency: str, day: date) -> tuple[Fraction, date | None] | None:
        """The rate of the latest day until then, if that is not older than a week, and that day;
        None: nobody knows it."""
        return self._latest(currency, day - STANDS, day)

    def at_end(
        self, currency: str, first: date, last: date
    ) -> tuple[Fraction, date | None] | None:
        """The last one that was published between two days, or shortly before."""
        return self._latest(currency, min(first, last - STANDS), last)

    def average(self, currency: str, first: date, last: date) -> tuple[Fraction, None] | None:
        """The mean of what was published between two days, both included."""
        among = [rate for day, rate in self.dated.get(currency, ()) if first <= day <= last]
        if among:
            return Fraction(sum(among)) / len(among), None
        fixed = self.fixed.get(currency)
        return None if fixed is None else (Fraction(fixed), None)

    def __call__(
        self, basis: RateOf, currency: str, day: date, period: Cut
    ) -> tuple[Fraction, date | None] | None:
        """By the plan's basis, for a sale of that day."""
        window = period.window(day)
        match basis:
            case RateOf.PERIOD_AVERAGE:
                return self.average(currency, period.first(window), period.last(window))
            case RateOf.PERIOD_END:
                return self.at_end(currency, period.first(window), period.last(window))
            case RateOf.FIXED:
                fixed = self.fixed.get(currency)
                return None if fixed is None else (Fraction(fixed), None)
            case _:
                return self.on(currency, day)

    def _latest(
        self, currency: str, first: date, last: date
    ) -> tuple[Fraction, date | None] | None:
        dated = self.dated.get(currency, ())
        place = bisect_right(dated, last, key=lambda rate: rate[0])
        if place and dated[place - 1][0] >= first:
            return Fraction(dated[place - 1][1]), dated[place - 1][0]
        fixed = self.fixed.get(currency)
        return None if fixed is None else (Fraction(fixed), None)


@dataclass(frozen=True, slots=True, eq=False)
class Exchanged:
    """What each row's amounts are multiplied with, and for each different rate its day."""

    factors: Exact
    codes: Array
    used: tuple[tuple[str, Fraction, date | None], ...]


def exchanged(sales: Sales, days: Array, home: str, rule: tuple[Rates, RateOf, Cut]) -> Exchanged:
    """
    Raises:
        BadSales: for rows in a currency that nobody knows a rate of.
    """
    rates, basis, period = rule
    currencies = sales.texts("currency")
    keys = currencies.codes.astype(np.int64) * _DAYS + days + _DAYS // 2
    keys = np.where(currencies.holding(lambda currency: currency != home), keys, -1)
    kinds, codes = np.unique(keys, return_inverse=True)
    used: list[tuple[str, Fraction, date | None]] = []
    unknown = np.zeros(len(kinds), dtype=bool)
    for place, key in enumerate(kinds.tolist()):
        name = home if key < 0 else currencies.values[key // _DAYS]
        day = None if key < 0 else windows.day(key % _DAYS - _DAYS // 2)
        rate = (Fraction(1), None) if day is None else rates(basis, name, day, period)
        unknown[place] = rate is None
        used.append((name, *(rate or (Fraction(0), None))))
    sales.refuse(unknown[codes], "currency", "no_rate")
    return Exchanged(Exact.of([rate for _, rate, _ in used])[codes], codes, tuple(used))
