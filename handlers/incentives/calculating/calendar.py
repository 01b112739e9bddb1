"""The vendor's days, and the settlement periods that receive what happened on them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from storage.periods import SettlementPeriod
from storage.store import Records
from storage.values import Period


def today(records: Records, now: datetime) -> date:
    """The day it is for the vendor."""
    return local(records, now).date()


def local(records: Records, now: datetime) -> datetime:
    """The moment on the vendor's clock, by which periods are cut."""
    installation = records.installation.this()
    return now.astimezone(ZoneInfo(installation.zone if installation else "UTC"))


def within(records: Records, period: Period) -> list[SettlementPeriod]:
    """The settlement periods that lie in those days, the oldest first."""
    everything = records.periods.all()
    return [each for each in everything if period.first <= each.first and each.last <= period.last]


def closed_at(records: Records, period: Period) -> datetime | None:
    """When the last of its months was closed; None unless it is whole months, all closed."""
    closed = [(each, each.closed_at) for each in within(records, period) if each.closed_at]
    days = sum((each.last - each.first).days + 1 for each, _ in closed)
    complete = days == (period.last - period.first).days + 1
    return max(moment for _, moment in closed) if complete else None


def closed(records: Records) -> dict[Period, date]:
    """The months that are closed, and the vendor's day on which each was."""
    return {
        Period(each.first, each.last): local(records, each.closed_at).date()
        for each in records.periods.all()
        if each.closed_at is not None
    }


class Receiving:
    """Which period takes what happened on a day: each month is asked for once."""

    def __init__(self, records: Records) -> None:
        self._periods = records.periods
        self._found: dict[tuple[int, int], SettlementPeriod] = {}

    def on(self, day: date) -> SettlementPeriod:
        month = day.year, day.month
        if month not in self._found:
            self._found[month] = self._periods.receiving(day)
        return self._found[month]

    def again(self, period_id: int) -> date:
        """A day of a period that something was posted in before."""
        return self._periods.get(period_id).first
