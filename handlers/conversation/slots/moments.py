"""When something is to happen: a day and a time together, in a zone or in everyone's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.conversation.slots import clock, zones
from handlers.conversation.slots.numerals import WORDS, spelled
from handlers.conversation.slots.reading import Reading, choices, one_of, ranked

_BETWEEN = re.compile(r"t|[\s,(]*(?:(?:pada|hari|tanggal|tgl|on|at|jam|pukul|the|–|-)[\s,]*)?")
_CLAUSE_ENDS = re.compile(r"[:;?!\n]|\b(?:bahwa|that|about|tentang)\b", re.IGNORECASE)
AHEAD = (
    rf"\b(?:(?P<in>in|dalam)\s+)?(?:(?P<number>\d{{1,3}}|{WORDS})\s*|(?P<one>\bse))"
    r"(?:(?P<hours>jam|hours?|hrs?)|(?P<minutes>menit|minutes?|mins?))\b"
    r"(?:\s+(?P<ahead>lagi|from now|ke\s?depan)\b)?"
)
NOW = re.compile(r"\b(?:sekarang(?:\s+juga)?|right now|now|segera|immediately)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LocalMoment:
    """A time on the wall. `zone` is the one that was said (None: none was); `local` when
    everyone's own time is meant, so the same wall time arrives at several moments."""

    wall: datetime
    zone: str | None = None
    local: bool = False


@dataclass(frozen=True, slots=True)
class _Time:
    """A time with the zone behind it; `end` is behind the zone."""

    reading: Reading[int]
    zone: str | None
    end: int

    @property
    def start(self) -> int:
        return self.reading.start


def read(text: str, days: Sequence[Reading[date]], now: datetime) -> list[Reading[LocalMoment]]:
    """Each time with the day beside it, else the one day of its clause, else the next such
    time; *now* only where no other moment is named."""
    times = _times(text, days)
    timed = [_at(text, one, _day_of(text, one, times, days), now) for one in times]
    found = ranked([*timed, *_ahead(text, now)])
    return found or [one_of([_wall(text, now, None)], *m.span()) for m in NOW.finditer(text)]


def _times(text: str, days: Sequence[Reading[date]]) -> list[_Time]:
    known = ranked([*clock.read(text), *_dotted(text, days)])
    return [_with_zone(text, reading) for reading in known]


def _with_zone(text: str, reading: Reading[int]) -> _Time:
    zone, end = zones.after(text, reading.end) or (None, reading.end)
    return _Time(reading, zone, end)


def _dotted(text: str, days: Sequence[Reading[date]]) -> Iterator[Reading[int]]:
    for reading in clock.dotted(text):
        beside = any(_touch(text, reading.start, reading.end, day) for day in days)
        if beside or zones.after(text, reading.end):
            yield reading


def _day_of(
    text: str, one: _Time, times: Sequence[_Time], days: Sequence[Reading[date]]
) -> Reading[date] | None:
    beside = [day for day in days if _touch(text, one.start, one.end, day)]
    if beside:
        return beside[0]
    taken = [day for day in days for t in times if _touch(text, t.start, t.end, day)]
    same = [day for day in days if day not in taken and _one_clause(text, one, day)]
    return same[0] if len(same) == 1 else None


def _touch(text: str, start: int, end: int, day: Reading[date]) -> bool:
    """Nothing but a comma or a small word stands between the time and the day."""
    gap = text[end : day.start] if end <= day.start else text[day.end : start]
    return _BETWEEN.fullmatch(gap.casefold()) is not None


def _one_clause(text: str, one: _Time, day: Reading[date]) -> bool:
    first, last = sorted(((one.start, one.end), (day.start, day.end)))
    return _CLAUSE_ENDS.search(text[first[1] : last[0]]) is None


def _at(text: str, one: _Time, day: Reading[date] | None, now: datetime) -> Reading[LocalMoment]:
    here = now.astimezone(ZoneInfo(one.zone)) if one.zone else now
    walls = [
        wall
        for minutes in choices(one.reading)
        for wall in (_on(choices(day), minutes) if day else [_next(minutes, here)])
    ]
    start = min(one.start, day.start) if day else one.start
    end = max(one.end, day.end) if day else one.end
    beside = day is None or _touch(text, one.start, one.end, day)
    span = (start, end) if beside else (one.start, one.end)
    return one_of((_wall(text, wall, one.zone) for wall in walls), *span)


def _on(days: Sequence[date], minutes: int) -> list[datetime]:
    return [datetime.combine(day, time()) + timedelta(minutes=minutes) for day in days]


def _next(minutes: int, now: datetime) -> datetime:
    """That time today if it is still to come, else tomorrow."""
    wall = _on([now.date()], minutes)[0]
    return wall if wall > now.replace(tzinfo=None) else wall + timedelta(days=1)


def _ahead(text: str, now: datetime) -> Iterator[Reading[LocalMoment]]:
    """*in 2 hours*, *30 menit lagi*; *48 jam* alone is a length, not a moment."""
    for match in re.finditer(AHEAD, text, re.IGNORECASE):
        if match["in"] or match["ahead"]:
            number = 1.0 if match["one"] else _number(match["number"])
            unit = timedelta(hours=1) if match["hours"] else timedelta(minutes=1)
            yield one_of([_wall(text, now + number * unit, None)], *match.span())


def _number(written: str) -> float:
    return float(written) if written.isdigit() else float(spelled(written) or 0)


def _wall(text: str, moment: datetime, zone: str | None) -> LocalMoment:
    return LocalMoment(
        moment.replace(tzinfo=None, second=0, microsecond=0), zone, zones.is_local(text)
    )
