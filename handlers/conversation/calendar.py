"""Business time: the hours a partner's office is open, and when a number of them has passed."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from storage.walltime import local_day

FARTHEST_AHEAD, FARTHEST_BEHIND = timedelta(hours=14), timedelta(hours=12)  #: of UTC


@dataclass(frozen=True, slots=True)
class Hours:
    """When the office is open: weekdays as Monday 0, from one wall time to another."""

    weekdays: frozenset[int]
    opens: time
    closes: time

    @property
    def in_a_day(self) -> timedelta:
        day = date(2000, 1, 1)
        return datetime.combine(day, self.closes) - datetime.combine(day, self.opens)


@dataclass(frozen=True, slots=True)
class Calendar:
    zone: str
    hours: Hours
    holidays: Container[date]

    @classmethod
    def of(cls, rule: dict[str, Any], zone: str) -> Calendar:
        """The calendar that the rule `calendar.hours` describes, in a partner's own zone."""
        opens, closes = time.fromisoformat(rule["opens"]), time.fromisoformat(rule["closes"])
        own = frozenset(date.fromisoformat(str(day)) for day in rule["own_days"])
        hours = Hours(frozenset(rule["weekdays"]), opens, closes)
        return cls(zone, hours, DaysOff(rule["country"], own))

    def open_stretches(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Every stretch of open time from a moment on, in UTC."""
        day = local_day(start, self.zone)
        while True:
            if day.weekday() in self.hours.weekdays and day not in self.holidays:
                for opens, closes in self._open_on(day):
                    if closes > start:
                        yield max(opens, start.astimezone(UTC)), closes
            day += timedelta(days=1)

    def _open_on(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """While a clock on the wall shows office hours; twice where it is put back into them."""
        for first, last, offset in _steady(ZoneInfo(self.zone), day):
            opens = datetime.combine(day, self.hours.opens, UTC) - offset
            closes = datetime.combine(day, self.hours.closes, UTC) - offset
            if max(opens, first) < min(closes, last):
                yield max(opens, first), min(closes, last)


@dataclass(frozen=True, slots=True)
class DaysOff:
    """A country's public holidays, looked up as they are needed, and the vendor's own days."""

    country: str
    own: frozenset[date]

    def __contains__(self, day: object) -> bool:
        return day in self.own or day in _public(self.country)


def business_deadline(start: datetime, business_days: int, calendar: Calendar) -> datetime:
    """When that many days of office hours have passed, hour to hour: 2 days are 16 hours."""
    return after_office_hours(start, business_days * calendar.hours.in_a_day, calendar)


def after_office_hours(start: datetime, left: timedelta, calendar: Calendar) -> datetime:
    """When the office has been open for that long."""
    stretches = calendar.open_stretches(start)
    opens, closes = next(stretches)
    while closes - opens < left:
        left -= closes - opens
        opens, closes = next(stretches)
    return opens + left


def office_hours_between(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """How long the office is open from one moment to another; nothing when that is over."""
    found = timedelta(0)
    for opens, closes in calendar.open_stretches(start):
        if opens >= end:
            return found
        found += min(closes, end) - opens
    return found


def _steady(zone: ZoneInfo, day: date) -> Iterator[tuple[datetime, datetime, timedelta]]:
    """The time around a day, in parts in which the offset from UTC is the same."""
    first = datetime.combine(day, time(), UTC) - FARTHEST_AHEAD
    last = datetime.combine(day + timedelta(days=1), time(), UTC) + FARTHEST_BEHIND
    before, after = _offset(zone, first), _offset(zone, last)
    changes = _change(zone, first, last) if before != after else last
    yield first, changes, before
    if changes < last:
        yield changes, last, after


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """When the clocks are changed between the two, found by halving."""
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        is_before = _offset(zone, middle) == _offset(zone, before)
        before, after = (middle, after) if is_before else (before, middle)
    return after


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta(0)


@cache
def _public(country: str) -> Container[date]:
    from holidays import country_holidays  # slow to import, and most turns never need it

    found: Container[date] = country_holidays(country)
    return found
