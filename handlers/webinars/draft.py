"""What a sentence or a form says a webinar is, and what is still missing or wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import available_timezones

from handlers.webinars import audience
from handlers.webinars.audience import Strange
from storage.values import Language
from storage.walltime import moment

CLOCK = re.compile(r"(?:jam|pukul|at)?\s*(?P<h>\d{1,2})(?:[.:](?P<m>\d{2}))?", re.IGNORECASE)
NUMBER = re.compile(r"(?P<number>\d{1,5})\s*(?:menit|minutes?|orang|peserta|people|seats?)?")
LINK = re.compile(r"https?://[^\s/]+\.[^\s]+")
SHORTEST, LONGEST = 5, 720  #: minutes
#: Where webinars are planned; another zone that a sentence named stays possible.
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "Asia/Singapore", "UTC")


@dataclass(frozen=True, slots=True)
class Draft:
    """As it was written, field by field."""

    titles: Mapping[str, str] = field(default_factory=dict)
    day: str = ""
    time: str = ""
    zone: str = ZONES[0]
    minutes: str = ""
    host: str = ""
    link: str = ""
    audience: str = ""
    capacity: str = ""


@dataclass(frozen=True, slots=True)
class Ready:
    titles: dict[str, str]
    starts_at: datetime
    zone: str
    minutes: int
    host: str
    link: str
    audience: dict[str, Any]
    capacity: int | None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a field cannot stand: a reply's name, and the words it is about."""

    key: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """What to ask for, by field of the form."""

    draft: Draft
    faults: Mapping[str, Fault]


def decide(draft: Draft, regions: Sequence[str], now: datetime) -> Ready | Missing:
    day, clock, zone, starts_at = _day(draft.day), _clock(draft.time), _zone(draft.zone), None
    if isinstance(day, date) and isinstance(clock, time) and isinstance(zone, str):
        starts_at = moment(day, clock, zone)
    found = {
        "zone": zone,
        "title": draft.titles or Fault("no_title"),
        "day": Fault("has_passed") if starts_at and starts_at <= now else day,
        "time": clock,
        "minutes": _minutes(draft.minutes),
        "link": _link(draft.link),
        "audience": _audience(draft.audience, regions),
        "capacity": _capacity(draft.capacity),
    }
    faults = {name: value for name, value in found.items() if isinstance(value, Fault)}
    if faults or starts_at is None:
        return Missing(draft, faults)
    return Ready(
        titles=dict(draft.titles),
        starts_at=starts_at,
        zone=draft.zone,
        minutes=_as_number(draft.minutes) or 0,
        host=draft.host,
        link=draft.link,
        audience=_plain(found["audience"]),
        capacity=_as_number(draft.capacity),
    )


def titles_in(values: Mapping[str, str]) -> dict[str, str]:
    """The titles of a form, by language."""
    written = {str(each): values.get(f"title_{each}", "").strip() for each in Language}
    return {language: title for language, title in written.items() if title}


def _day(written: str) -> date | Fault:
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        return Fault("no_day")


def _clock(written: str) -> time | Fault:
    match = CLOCK.fullmatch(written.strip())
    if match is None or int(match["h"]) > 23 or int(match["m"] or 0) > 59:
        return Fault("no_time")
    return time(int(match["h"]), int(match["m"] or 0))


def _zone(name: str) -> str | Fault:
    return name if name in available_timezones() else Fault("no_zone")


def _minutes(written: str) -> int | Fault:
    number = _as_number(written)
    return number if number and SHORTEST <= number <= LONGEST else Fault("no_minutes")


def _capacity(written: str) -> int | Fault | None:
    number = _as_number(written)
    return Fault("no_number") if written.strip() and not number else number


def _link(written: str) -> str | Fault:
    return written if not written or LINK.fullmatch(written) else Fault("no_link")


def _audience(written: str, regions: Sequence[str]) -> dict[str, Any] | Fault:
    found = audience.read(written, regions)
    return Fault("strange", found.said) if isinstance(found, Strange) else found


def _as_number(written: str) -> int | None:
    match = NUMBER.fullmatch(written.strip())
    return int(match["number"]) if match else None


def _plain(found: object) -> dict[str, Any]:
    return found if isinstance(found, dict) else {}
