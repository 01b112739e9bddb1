"""Wall time: when a clock on some wall shows a time, as a moment in UTC.

Zones come from the `tzdata` wheel that this version of the assistant was tested with, not from
a machine that may not have been updated in years (`bot/__init__.py` sees to that).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib.metadata import version
from typing import Any
from zoneinfo import ZoneInfo

TZDATA = version("tzdata")
A_DAY = timedelta(days=1)
FARTHEST = 366 * 8  #: days to search: a 29 February is at most eight years away


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The days on which something happens: one day, weekdays (Monday is 0), or days of the
    month (-1 is its last). All seven weekdays are every day."""

    on: date | None = None
    weekdays: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()

    @classmethod
    def of(cls, rule: Mapping[str, Any]) -> Recurrence:
        on = date.fromisoformat(rule["on"]) if "on" in rule else None
        return cls(on, frozenset(rule.get("weekdays", ())), frozenset(rule.get("month_days", ())))

    def document(self) -> dict[str, Any]:
        if self.on is not None:
            return {"on": self.on.isoformat()}
        if self.weekdays:
            return {"weekdays": sorted(self.weekdays)}
        return {"month_days": sorted(self.month_days)}

    def falls_on(self, day: date) -> bool:
        last = (day + A_DAY).day == 1
        in_month = day.day in self.month_days or (last and -1 in self.month_days)
        return day == self.on or day.weekday() in self.weekdays or in_month

    def days(self, first: date) -> Iterator[date]:
        """The days from this one on."""
        if self.on is not None:
            yield from [self.on] if self.on >= first else []
            return
        for ahead in range(FARTHEST):
            day = first + ahead * A_DAY
            if self.falls_on(day):
                yield day


def moment(day: date, wall: time, zone: str) -> datetime:
    """When the clock shows that time on that day, for the first time.

    Where the clock jumps over it, the first moment after the jump.
    """
    local = datetime.combine(day, wall, ZoneInfo(zone))
    first = local.astimezone(UTC)
    if _shown(first, zone) == local.replace(tzinfo=None):
        return first
    return _after_jump(local, first)


def _after_jump(local: datetime, late: datetime) -> datetime:
    """The jump lies between the two moments that the time before and after it would give."""
    zone, wall = str(local.tzinfo), local.replace(tzinfo=None)
    early = local.replace(fold=1).astimezone(UTC)
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=(late - early) // timedelta(seconds=2))
        early, late = (early, middle) if _shown(middle, zone) >= wall else (middle, late)
    return late


def _shown(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def local_day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()
