from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.conversation.calendar import (
    Calendar,
    Hours,
    after_office_hours,
    business_deadline,
    office_hours_between,
)

RULE = {
    "weekdays": [0, 1, 2, 3, 4],
    "opens": "09:00",
    "closes": "17:00",
    "country": "ID",
    "own_days": ["2026-09-22"],
}
OFFICE = Hours(frozenset({0, 1, 2, 3, 4}), time(9), time(17))
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
ZONES = [
    *("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "Asia/Kathmandu", "Europe/Berlin"),
    *("America/New_York", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Chatham", "UTC"),
    *("America/Santiago", "Africa/Casablanca", "Pacific/Kiritimati"),
]
#: By day, and at night, when the clocks are changed.
OFFICES = [
    OFFICE,
    *(
        Hours(frozenset(range(7)), time(*o), time(*c))
        for o, c in (
            ((0, 30), (8, 30)),
            ((1, 45), (9, 45)),
            ((2, 30), (10, 30)),
            ((15,), (23,)),
            ((0,), (2, 15)),
        )
    ),
]


@pytest.mark.parametrize(
    ("zone", "start", "due"),
    [
        pytest.param("Asia/Jakarta", "2026-09-16 10:00", "2026-09-18 10:00", id="hour to hour"),
        pytest.param("Asia/Jakarta", "2026-08-14 15:00", "2026-08-19 15:00", id="a holiday"),
        pytest.param("Asia/Jayapura", "2026-09-15 14:00", "2026-09-17 14:00", id="its own zone"),
        pytest.param("Asia/Jakarta", "2026-09-19 11:00", "2026-09-23 17:00", id="own day off"),
        pytest.param("Asia/Jakarta", "2026-09-16 20:00", "2026-09-18 17:00", id="after hours"),
        pytest.param("Asia/Jakarta", "2026-09-16 05:00", "2026-09-17 17:00", id="before hours"),
        pytest.param("Asia/Jakarta", "2026-12-24 16:00", "2026-12-29 16:00", id="Christmas"),
    ],
)
def test_two_business_days_are_sixteen_open_hours(zone: str, start: str, due: str) -> None:
    asked = datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(zone))
    deadline = business_deadline(asked, 2, Calendar.of(RULE, zone))
    assert deadline.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == datetime.fromisoformat(due)


CHANGES = [
    *(("Europe/Berlin", "2026-03-29"), ("Europe/Berlin", "2026-10-25")),
    *(("America/New_York", "2026-03-08"), ("America/New_York", "2026-11-01")),
    *(("America/St_Johns", "2026-03-08"), ("America/St_Johns", "2026-11-01")),
    *(("Australia/Lord_Howe", "2026-04-05"), ("Australia/Lord_Howe", "2026-10-04")),
    *(("Pacific/Chatham", "2026-04-05"), ("Pacific/Chatham", "2026-09-27")),
    *(("America/Santiago", "2026-04-05"), ("America/Santiago", "2026-09-06")),
]


def minutes_in_a_day(office: Hours) -> int:
    return office.in_a_day // timedelta(minutes=1)


def counted_minute_by_minute(start: datetime, minutes: int, calendar: Calendar) -> datetime:
    """The slow way: look at the clock on the wall every minute."""
    zone, moment, left = ZoneInfo(calendar.zone), start.astimezone(UTC), minutes
    while left:
        local = moment.astimezone(zone)
        works = (
            local.weekday() in calendar.hours.weekdays and local.date() not in calendar.holidays
        )
        open_now = calendar.hours.opens <= local.time() < calendar.hours.closes
        left -= works and open_now
        moment += timedelta(minutes=1)
    return moment


@settings(max_examples=60, deadline=None)
@given(
    start=st.integers(0, 690 * 24 * 60).map(lambda m: NEW_YEAR + timedelta(minutes=m)),
    days=st.integers(1, 3),
    zone=st.sampled_from(ZONES),
    off=st.frozensets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=40),
    office=st.sampled_from(OFFICES),
)
def test_a_deadline_is_what_counting_minutes_gives(
    start: datetime, days: int, zone: str, off: frozenset[date], office: Hours
) -> None:
    calendar = Calendar(zone, office, off)
    counted = counted_minute_by_minute(start, days * minutes_in_a_day(office), calendar)
    assert business_deadline(start, days, calendar) == counted


@pytest.mark.parametrize(("zone", "day"), CHANGES)
@pytest.mark.parametrize("office", OFFICES)
def test_so_it_does_around_the_night_when_the_clocks_are_changed(
    zone: str, day: str, office: Hours
) -> None:
    """Gaps and overlaps of a half and of a whole hour, at midnight and later."""
    calendar = Calendar(zone, office, frozenset())
    before = datetime.fromisoformat(day).replace(tzinfo=UTC) - timedelta(days=1)
    for hours in range(0, 60, 7):
        start = before + timedelta(hours=hours, minutes=13)
        counted = counted_minute_by_minute(start, minutes_in_a_day(office), calendar)
        assert business_deadline(start, 1, calendar) == counted


@given(
    start=st.integers(0, 690 * 24 * 60).map(lambda m: NEW_YEAR + timedelta(minutes=m)),
    minutes=st.integers(1, 30 * 60),
    zone=st.sampled_from(ZONES),
)
def test_the_hours_to_a_deadline_are_those_it_was_given(
    start: datetime, minutes: int, zone: str
) -> None:
    calendar, left = Calendar(zone, OFFICE, frozenset()), timedelta(minutes=minutes)
    due = after_office_hours(start, left, calendar)
    assert office_hours_between(start, due, calendar) == left
    assert office_hours_between(due, start, calendar) == timedelta(0)
