"""Stretches of the calendar: months, quarters, halves, years, or the whole plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from handlers.incentives.engine.plan import Span, Within

MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.HALF: 6, Span.YEAR: 12}


@dataclass(frozen=True, order=True)
class Stretch:
    """The `nth` stretch of so many months since the year 0; of no months: all time."""

    months: int
    nth: int

    @classmethod
    def of(cls, months: int, day: date) -> Stretch:
        return cls(months, (12 * day.year + day.month - 1) // months if months else 0)

    def plus(self, more: int) -> Stretch:
        return Stretch(self.months, self.nth + more)

    @property
    def first(self) -> date:
        year, month = divmod(self.nth * self.months, 12)
        return date(year, month + 1, 1)

    @property
    def last(self) -> date:
        return self.plus(1).first - timedelta(days=1)

    @property
    def name(self) -> str:
        if not self.months:
            return "plan"
        first = self.first
        part = (first.month - 1) // self.months + 1
        names = {1: f"{first.year}-{part:02d}", 12: f"{first.year}"}
        return names.get(self.months, f"{first.year}-{'QH'[self.months == 6]}{part}")


def months(within: Within, span: Span) -> int:
    """A sale alone belongs to its plan's period."""
    longer = {Within.QUARTER: 3, Within.YEAR: 12, Within.PLAN: 0}
    return longer.get(within, MONTHS[span])


def day(text: str) -> date:
    return date.fromisoformat(text[:10])
