"""The stretches of time that totals are taken over, as numbers: day by day, month by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from handlers.incentives.engine.columns.exact import Array
from handlers.incentives.engine.plan import Span, Within
from storage.values import Period

EPOCH = date(1970, 1, 1)
MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.HALF: 6, Span.YEAR: 12}


def number(day: date) -> int:
    """A day as a number."""
    return (day - EPOCH).days


def day(number: int) -> date:
    return EPOCH + timedelta(days=number)


@dataclass(frozen=True, slots=True)
class Cut:
    """Time cut into windows of so many calendar months, or (0) not cut at all."""

    months: int

    @classmethod
    def of(cls, within: Within, span: Span) -> Cut:
        """A transaction's window is its plan's period."""
        match within:
            case Within.QUARTER:
                return cls(3)
            case Within.YEAR:
                return cls(12)
            case Within.PLAN:
                return cls(0)
            case _:
                return cls(MONTHS[span])

    def windows(self, days: Array) -> Array:
        """The window of each day; they are numbered without gaps."""
        if not len(days) or not self.months:
            return np.zeros(len(days), dtype=np.int32)
        first = int(days.min())
        span = np.arange(first, int(days.max()) + 1, dtype="datetime64[D]")
        months = span.astype("datetime64[M]").astype(np.int64) + 12 * 1970
        table: Array = (months // self.months).astype(np.int32)
        found: Array = table[days - first]
        return found

    def window(self, day: date) -> int:
        return (12 * day.year + day.month - 1) // self.months if self.months else 0

    def first(self, window: int) -> date:
        """The first day of a window that time is cut into."""
        year, month = divmod(window * self.months, 12)
        return date(year, month + 1, 1)

    def last(self, window: int) -> date:
        return self.first(window + 1) - timedelta(days=1)

    def around(self, day: date) -> Period:
        """The window of a day, where time is cut at all."""
        window = self.window(day)
        return Period(self.first(window), self.last(window))

    def name(self, window: int) -> str:
        if not self.months:
            return "plan"
        year, part = divmod(window, 12 // self.months)
        return {
            1: f"{year}-{part + 1:02d}",
            3: f"{year}-Q{part + 1}",
            6: f"{year}-H{part + 1}",
        }.get(self.months, str(year))
