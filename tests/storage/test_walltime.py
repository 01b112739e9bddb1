"""A wall time is one moment on each local date, in every zone and through every change."""

from __future__ import annotations

import os
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from storage.walltime import A_DAY, Recurrence, local_day, moment

FIRST, LAST = datetime(2024, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
#: All of them by setting, one of each kind of change otherwise.
THOROUGH = os.environ.get("MITRA_TEST_ALL_ZONES") == "1"

CASES = [
    ("a plain morning", "Asia/Jakarta", "2026-09-17", "09:00", "2026-09-17T02:00Z"),
    ("skipped in spring", "America/New_York", "2026-03-08", "02:30", "2026-03-08T07:00Z"),
    ("just before the jump", "America/New_York", "2026-03-08", "01:59", "2026-03-08T06:59Z"),
    ("just after the jump", "America/New_York", "2026-03-08", "03:00", "2026-03-08T07:00Z"),
    ("twice in autumn", "America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30Z"),
    ("a jump of half an hour", "Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30Z"),
    ("half an hour twice", "Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45Z"),
    ("a day without midnight", "Africa/Cairo", "2026-04-24", "00:00", "2026-04-23T22:00Z"),
    ("a day that never was", "Pacific/Apia", "2011-12-30", "09:00", "2011-12-30T10:00Z"),
]


@pytest.mark.parametrize(("what", "zone", "day", "wall", "expected"), CASES)
def test_a_wall_time_is_one_moment(
    what: str, zone: str, day: str, wall: str, expected: str
) -> None:
    found = moment(date.fromisoformat(day), time.fromisoformat(wall), zone)
    assert found == datetime.fromisoformat(expected), what


def shown(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def changes(zone: str) -> Iterator[datetime]:
    """The moments at which the zone's offset changes."""
    here = ZoneInfo(zone)
    days = [FIRST + number * A_DAY for number in range((LAST - FIRST).days)]
    offsets = [day.astimezone(here).utcoffset() for day in days]
    for (early, before), (late, after) in pairwise(zip(days, offsets, strict=True)):
        if before != after:
            while late - early > MINUTE:
                middle = early + (late - early) // 2
                same = middle.astimezone(here).utcoffset() == before
                early, late = (middle, late) if same else (early, middle)
            yield late.replace(second=0, microsecond=0)


@cache
def zones() -> tuple[tuple[str, tuple[datetime, ...]], ...]:
    """Every zone with a change; without the setting, one of those that change alike."""
    found = [(zone, tuple(changes(zone))) for zone in sorted(zoneinfo.available_timezones())]
    moving = [(zone, moments) for zone, moments in found if moments]
    if THOROUGH:
        return tuple(moving)
    alike = {(moments, ZoneInfo(zone).utcoffset(FIRST)): zone for zone, moments in moving}
    return tuple((zone, moments) for (moments, _), zone in alike.items())


def first_showing(local: datetime, zone: str, change: datetime) -> datetime:
    """By looking at the clock every minute around the change: when it first shows the time,
    or has passed it."""
    at = change - timedelta(hours=4)
    while shown(at, zone) < local:
        at += MINUTE
    return at


def walls(zone: str, change: datetime) -> Iterator[datetime]:
    """Times around the change, on and beside both of its edges and in its middle."""
    before, after = shown(change - MINUTE, zone) + MINUTE, shown(change, zone)
    middle = before + (after - before) / 2
    edges = (before, after, middle.replace(second=0))
    beside = (timedelta(0), MINUTE) if not THOROUGH else (-MINUTE, timedelta(0), MINUTE)
    yield from {edge + aside for edge in edges for aside in beside}


def test_in_every_zone_through_every_change_a_time_comes_first_or_right_after_the_jump() -> None:
    count = 0
    for zone, moments in zones():
        for change in moments[:: 1 if THOROUGH else 4]:
            for local in walls(zone, change):
                found = moment(local.date(), local.time(), zone)
                assert found == first_showing(local, zone, change), (zone, local)
                count += 1
    assert count > 400


def test_in_every_zone_a_daily_time_comes_once_on_each_date() -> None:
    for zone, moments in zones():
        for change in moments[:: 1 if THOROUGH else 4]:
            for wall in {local.time() for local in walls(zone, change)}:
                today = local_day(change, zone)
                days = [today + number * A_DAY for number in (-2, -1, 0, 1, 2)]
                found = [moment(day, wall, zone) for day in days]
                assert all(early < late for early, late in pairwise(found)), (zone, wall)
                for day, at in zip(days, found, strict=True):
                    local = datetime.combine(day, wall)
                    jumped_over = shown(at - MINUTE, zone) < local < shown(at, zone)
                    assert shown(at, zone) == local or jumped_over, (zone, local)


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ({"on": "2026-09-18"}, ["2026-09-18"]),
        ({"on": "2026-09-15"}, []),
        ({"weekdays": [0, 4]}, ["2026-09-18", "2026-09-21", "2026-09-25"]),
        ({"weekdays": [0, 1, 2, 3, 4, 5, 6]}, ["2026-09-16", "2026-09-17", "2026-09-18"]),
        ({"month_days": [-1, 1]}, ["2026-09-30", "2026-10-01", "2026-10-31"]),
        ({"month_days": [32]}, []),
        ({"month_days": [31]}, ["2026-10-31", "2026-12-31", "2027-01-31"]),
    ],
)
def test_a_rule_falls_on_its_days(rule: dict[str, object], days: list[str]) -> None:
    recurrence = Recurrence.of(rule)
    found = recurrence.days(date(2026, 9, 16))
    assert [day.isoformat() for day, _ in zip(found, range(3), strict=False)] == days
    assert recurrence.document() == rule


def test_time_zones_are_those_we_were_tested_with() -> None:
    assert zoneinfo.TZPATH == ()
