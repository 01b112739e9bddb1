"""Dates written out: *12/10/2026*, *2026-10-12*, *30 September*, *Friday, Sept 18th '26*."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.conversation.slots.reading import Reading, one_of
from handlers.conversation.slots.words import MONTHS, WEEKDAYS, any_of
from storage.values import Language

YEAR = r"(?:19|20|21)\d\d"
_WEEKDAY = rf"(?:\b(?P<weekday>{any_of(WEEKDAYS)})\.?,?\s+(?:(?:tgl\.?|tanggal|the|on)\s+)?)?"
_MONTH = rf"(?P<month>{any_of(MONTHS)})\b\.?"
_LEAD = r"tgl\.?|tanggal|on|by|before|until|till|due|sebelum|sampai|hingga|per|closing|close|pada"
_YEAR = rf"(?:(?:,\s*|\s+|-)(?P<year>{YEAR})\b|\s*['’](?P<short>\d\d)\b)"
_ALONE = r"(?<![\w/.:-])"
_ENDED = r"(?![\d/:-]|[.,]\d)"

ISO = rf"{_ALONE}(?P<year>{YEAR})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}}){_ENDED}"
NUMERIC = (
    rf"{_WEEKDAY}{_ALONE}(?P<a>\d{{1,2}})(?:"
    rf"(?P<mark>[/.-])(?P<b>\d{{1,2}})(?P=mark)(?P<year>{YEAR})"
    rf"|[/-](?P<c>\d{{1,2}})[/-](?P<short>\d\d)){_ENDED}"
)
YEARLESS = rf"(?:\b(?P<lead>{_LEAD})\s+)?{_ALONE}(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}}){_ENDED}(?!\w)"
DAY_MONTH = (
    rf"{_WEEKDAY}{_ALONE}(?:(?P<from>\d{{1,2}})\s*(?:-|–|s/d|sampai)\s*)?"
    rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?(?:\s+|-){_MONTH}(?:{_YEAR}|-(?P<dashed>\d\d)\b)?"
)
MONTH_DAY = rf"{_WEEKDAY}\b{_MONTH}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\w|[.,:/-]\d){_YEAR}?"
ROUND_THE_CLOCK = "24/7"
JUST_PASSED = timedelta(days=75)
LEAP_YEARS_APART = 8  #: at most, so 29 February is found within them


@dataclass(frozen=True, slots=True)
class Calendar:
    """How dates are read: the sentence's language, on this day."""

    language: Language
    today: date


def read(text: str, calendar: Calendar) -> Iterator[Reading[date]]:
    """Every written date that exists; what the language leaves open is unsure."""
    for pattern, read_one in RULES:
        for match in re.finditer(pattern, text, re.IGNORECASE):
            days = _on_weekday(match, read_one(match, calendar))
            if days:
                yield one_of(days, *match.span())


def following(month: int, day: int, today: date) -> date | None:
    """The next such date, or the one that has just passed: nobody means that of next year
    without saying so. 29 February waits for a leap year."""
    years = range(today.year - 1, today.year + LEAP_YEARS_APART + 1)
    days = (made(year, month, day) for year in years)
    return next((found for found in days if found and found >= today - JUST_PASSED), None)


def made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def coming(weekday: int, today: date) -> date:
    """The first such weekday after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _iso(match: re.Match[str], calendar: Calendar) -> list[date]:
    return _existing([made(int(match["year"]), int(match["m"]), int(match["d"]))])


def _numeric(match: re.Match[str], calendar: Calendar) -> list[date]:
    year = int(match["year"] or f"20{match['short']}")
    first, second = int(match["a"]), int(match["b"] or match["c"])
    pairs = _orders(first, second, calendar.language, dotted=match["mark"] == ".")
    return _first_sensible([made(year, month, day) for day, month in pairs], calendar.language)


def _yearless(match: re.Match[str], calendar: Calendar) -> list[date]:
    """Two figures each or a word such as *tgl* before them, lest 1/2 be a date."""
    padded = len(match["a"]) == len(match["b"]) == 2
    if not (match["lead"] or padded) or match[0] == ROUND_THE_CLOCK:
        return []
    pairs = _orders(int(match["a"]), int(match["b"]), calendar.language)
    days = [following(month, day, calendar.today) for day, month in pairs]
    return _first_sensible(days, calendar.language)


def _named(match: re.Match[str], calendar: Calendar) -> list[date]:
    """*5 may* in the middle of a sentence is a verb."""
    groups, month = match.groupdict(), MONTHS[match["month"].casefold()]
    short = groups["short"] or groups.get("dashed")
    year = groups["year"] or (f"20{short}" if short else "")
    if match["month"] == "may" and not year:
        return []
    listed = [int(day) for day in (groups.get("from"), match["d"]) if day]
    if year:
        return _existing(made(int(year), month, day) for day in listed)
    return _existing(following(month, day, calendar.today) for day in listed)


def _orders(
    first: int, second: int, language: Language, *, dotted: bool = False
) -> list[tuple[int, int]]:
    """Pairs of day and month: people who write dots put the day first in any language."""
    day_first, month_first = (first, second), (second, first)
    return [day_first] if dotted else [day_first, month_first]


def _first_sensible(days: list[date | None], language: Language) -> list[date]:
    """Indonesian puts the day first wherever that is a date; English may mean either."""
    existing = _existing(days)
    return existing[:1] if language is Language.ID else existing


def _existing(days: Iterable[date | None]) -> list[date]:
    return [day for day in days if day is not None]


def _on_weekday(match: re.Match[str], days: list[date]) -> list[date]:
    """*Friday 17 September* that is a Thursday: either the 17th or that Friday."""
    said = match.groupdict().get("weekday")
    if not said or not days:
        return days
    weekday = WEEKDAYS[said.casefold()]
    fitting = [day for day in days if day.weekday() == weekday]
    return fitting or [*days, coming(weekday, days[0] - timedelta(days=4))]


RULES = (
    (ISO, _iso),
    (NUMERIC, _numeric),
    (DAY_MONTH, _named),
    (MONTH_DAY, _named),
    (YEARLESS, _yearless),
)
