"""A calendar reads our files: RFC 5545 and 5546."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from handlers.conversation.text import Text
from handlers.webinars.invitation import Invitation
from storage.values import Language
from storage.webinars import Webinar, WebinarState
from tests.conftest import NOW

STARTS = datetime(2026, 9, 17, 7, 0, tzinfo=UTC)
ENGLISH = Text.load("webinars", Language.EN)


def webinar(title: str = "Pro in practice", **given: object) -> Webinar:
    values = {"link": "https://meet.example.com/pro", "uid": "u-1", **given}
    return Webinar(
        titles={"en": title},
        starts_at=STARTS,
        zone="Asia/Jakarta",
        minutes=90,
        host="Maya",
        planned_by_id=1,
        code="W-00000",
        **values,  # type: ignore[arg-type]
    )


def content(*webinars: Webinar, linked: bool = True) -> bytes:
    return Invitation(webinars, "Nusantara Cloud", NOW, linked).content(ENGLISH)


def event(*webinars: Webinar, linked: bool = True) -> Event:
    (found,) = Calendar.from_ical(content(*webinars, linked=linked)).walk("VEVENT")
    assert isinstance(found, Event)
    return found


def test_everything_that_a_calendar_wants_is_there() -> None:
    lines = content(webinar()).decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert {
        "VERSION:2.0",
        "PRODID:-//Mitra//Webinars//EN",
        "METHOD:PUBLISH",
        "UID:u-1@mitra",
        "DTSTAMP:20260916T030000Z",
        "DTSTART:20260917T070000Z",
        "DTEND:20260917T083000Z",
        "SEQUENCE:0",
        "STATUS:CONFIRMED",
        "SUMMARY:Pro in practice",
        "LOCATION:https://meet.example.com/pro",
    } <= set(lines)
    assert any(line.startswith("ORGANIZER;CN=") for line in lines)


def test_a_change_has_the_same_name_and_a_later_number() -> None:
    before, after = webinar(), webinar(sequence=1)
    assert event(before)["UID"] == event(after)["UID"]
    assert [event(each)["SEQUENCE"] for each in (before, after)] == [0, 1]


def test_what_is_called_off_is_taken_out() -> None:
    off = webinar(state=WebinarState.CANCELLED, sequence=2)
    assert b"METHOD:CANCEL\r\n" in content(off)
    assert (event(off)["STATUS"], event(off)["SEQUENCE"]) == ("CANCELLED", 2)


def test_the_link_is_only_for_who_is_registered() -> None:
    assert b"meet.example.com" not in content(webinar(), linked=False)


def test_several_stand_in_one_file() -> None:
    found = Calendar.from_ical(content(webinar(), webinar("Renewals", uid="u-2")))
    assert [str(each["SUMMARY"]) for each in found.walk("VEVENT")] == [
        "Pro in practice",
        "Renewals",
    ]


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=200))
def test_any_title_comes_back_as_it_was(title: str) -> None:
    """Escaped, and in lines of at most 75 octets that end as the standard says."""
    written = content(webinar(title))
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert b"\n" not in written.replace(b"\r\n", b"")
    assert str(event(webinar(title))["SUMMARY"]) == title


def test_a_title_writes_no_line_of_its_own() -> None:
    hostile = "Pro\r\nATTENDEE:mailto:a@example.com; a,b \\n"
    written = content(webinar(hostile)).decode()
    assert "\r\nATTENDEE" not in written
    assert "a\\,b" in written


@pytest.mark.parametrize(
    ("titles", "name"),
    [
        (["Pro in practice"], "pro-in-practice.ics"),
        (["Apa itu Pro? Dan “Basic”!"], "apa-itu-pro-dan-basic.ics"),
        (["???"], "webinar.ics"),
        (["../../etc/passwd"], "etc-passwd.ics"),
        (["A", "B"], "webinars.ics"),
        (["x" * 100], f"{'x' * 40}.ics"),
    ],
)
def test_the_name_of_the_file(titles: list[str], name: str) -> None:
    found = Invitation([webinar(title) for title in titles], "V", NOW).file(ENGLISH)
    assert (found.name, found.media_type) == (name, "text/calendar")


def test_the_end_is_that_many_minutes_later() -> None:
    assert webinar().ends_at - STARTS == timedelta(minutes=90)
