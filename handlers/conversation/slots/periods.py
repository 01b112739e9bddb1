"""Stretches of days: *bulan ini*, *last quarter*, *Q3 2026*, *August*, *3 bulan terakhir*."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from handlers.conversation.slots.dates import YEAR
from handlers.conversation.slots.reading import Found
from handlers.conversation.slots.words import MONTHS, SHORT_MONTHS, any_of
from storage.values import Period

UNITS = {
    "week": "weeks?|minggu|pekan",
    "month": "months?|bulan|bln",
    "quarter": "quarters?|qtr|kuartal|kwartal|triwulan",
    "year": "years?|tahun|thn",
}
UNIT = "|".join(f"(?P<{name}>{words})" for name, words in UNITS.items())
SIDES = {
    **dict.fromkeys(("this", "current", "ini", "berjalan", "sekarang"), 0),
    **dict.fromkeys(("last", "previous", "prior", "lalu", "kemarin", "kemaren", "sebelumnya"), -1),
    **dict.fromkeys(("next", "coming", "depan", "berikutnya", "mendatang", "nanti"), 1),
}
ORDINALS = {
    "1": 1, "i": 1, "first": 1, "pertama": 1, "satu": 1,
    "2": 2, "ii": 2, "second": 2, "kedua": 2, "dua": 2,
    "3": 3, "iii": 3, "third": 3, "ketiga": 3, "tiga": 3,
    "4": 4, "iv": 4, "fourth": 4, "keempat": 4, "empat": 4,
}  # fmt: skip
DAYS_EACH = {"day": 1, "week": 7}
MONTHS_EACH = {"month": 1, "quarter": 3, "year": 12}
HALF_A_YEAR = timedelta(days=184)
BY_LETTER = {"m": "month", "q": "quarter", "y": "year"}

_SIDE = any_of(SIDES)
_WHEN = (
    rf"(?:[\s-]+(?:of\s+|tahun\s+)?(?P<year>{YEAR})\b|\s*['’](?P<short>\d\d)\b"
    rf"|\s+(?:of\s+)?(?:tahun\s+(?:{_SIDE})|(?:this|last|next)\s+year|(?:{_SIDE}))\b)?"
)
_MONTH = rf"\b(?P<month>{any_of(MONTHS)})\b\.?{_WHEN}"
_BESIDE = r"\b(?:bulan|in|for|during|since|from|until|selama|sejak|of|this|last|next)\s+"
_TRAILING = r"\s+(?:terakhir|belakangan|ke belakang)\b"


def read(text: str, today: date) -> Iterator[Found[Period]]:
    """Every period, in the order of the rules."""
    for pattern, read_one in RULES:
        for match in re.finditer(pattern, text, re.IGNORECASE):
            yield Found(read_one(match, today), *match.span())


def at(text: str, position: int, today: date) -> Found[Period] | None:
    """The period that begins just there, as after *akhir*, where any name of a month will do."""
    for pattern, read_one in (*RULES, NAMED_MONTH):
        match = re.compile(pattern, re.IGNORECASE).match(text, position)
        if match:
            return Found(read_one(match, today), *match.span())
    return None


def stretch(unit: str, today: date, steps: int = 0) -> Period:
    """This week, month, quarter or year, or the one so many steps away."""
    match unit:
        case "week":
            monday = today + timedelta(weeks=steps, days=-today.weekday())
            return Period(monday, monday + timedelta(days=6))
        case "month":
            return Period.month(today + relativedelta(months=steps))
        case "quarter":
            return Period.quarter(today + relativedelta(months=3 * steps))
        case _:
            return Period.year(today + relativedelta(years=steps))


def unit(match: re.Match[str]) -> str:
    return next(name for name in UNITS if match[name])


def _side(match: re.Match[str]) -> int | None:
    """-1, 0 or 1 as the words say past, present or to come; None when they say neither."""
    words = re.findall(r"[^\W\d]+", match[0].casefold())
    return next((SIDES[word] for word in words if word in SIDES), None)


def _relative(match: re.Match[str], today: date) -> Period:
    return stretch(unit(match), today, _side(match) or 0)


def _quarter(match: re.Match[str], today: date) -> Period:
    month = 3 * ORDINALS[match["number"].casefold()]
    return _nearest(match, today, lambda year: Period.quarter(date(year, month, 1)))


def _month(match: re.Match[str], today: date) -> Period:
    month = MONTHS[match["month"].casefold()]
    return _nearest(match, today, lambda year: Period.month(date(year, month, 1)))


def _nearest(match: re.Match[str], today: date, of_year: Callable[[int], Period]) -> Period:
    """In the year that is said or on the side that is said, else in this year; what is more
    than half a year away was last year's."""
    year = _said_year(match, today)
    before, here, after = (of_year((year or today.year) + step) for step in (-1, 0, 1))
    match _side(match):
        case _ if year:
            return here
        case -1:
            return here if here.last < today else before
        case 1:
            return here if here.first > today else after
        case _:
            return before if here.first - today > HALF_A_YEAR else here


def _said_year(match: re.Match[str], today: date) -> int | None:
    groups = match.groupdict()
    if groups["short"]:
        return int(f"20{groups['short']}")
    written = groups["year"] or groups.get("before")
    if written:
        return int(written)
    relative = re.search(r"\b(?:tahun|year)\b", match[0], re.IGNORECASE)
    side = _side(match)
    return today.year + (side or 0) if relative or side == 0 else None


def _figures(match: re.Match[str], today: date) -> Period:
    return Period.month(date(int(match["year"]), int(match["number"]), 1))


def _year(match: re.Match[str], today: date) -> Period:
    return Period.year(date(int(match["year"]), 1, 1))


def _to_date(match: re.Match[str], today: date) -> Period:
    short = match.groupdict().get("short")
    name = BY_LETTER[short.lower()] if short else unit(match)
    return Period(stretch(name, today).first, today)


def _trailing(match: re.Match[str], today: date) -> Period:
    number, name = int(match["number"]), "day" if match["day"] else unit(match)
    back = relativedelta(
        days=number * DAYS_EACH.get(name, 0), months=number * MONTHS_EACH.get(name, 0)
    )
    return Period(today - back + timedelta(days=1), today)


Rule = tuple[str, Callable[[re.Match[str], date], Period]]
_ANY_LENGTH = rf"(?P<number>\d{{1,3}})\s+(?:(?P<day>days?|hari)|{UNIT})\b"
_LONG_MONTHS = any_of(set(MONTHS) - SHORT_MONTHS)
RULES: tuple[Rule, ...] = (
    (rf"\b(?:last|past|trailing|previous)\s+{_ANY_LENGTH}", _trailing),
    (rf"\b{_ANY_LENGTH}{_TRAILING}", _trailing),
    (rf"\b(?:sejak awal\s+(?:{UNIT})\b|(?P<short>[mqy])td\b)", _to_date),
    (rf"\b(?:{UNIT})[\s-]to[\s-]date\b", _to_date),
    (
        rf"\b(?:(?P<before>{YEAR})[\s-]*)?(?:q|tw\s?|(?:kuartal|kwartal|triwulan|quarter)"
        rf"\s+(?:ke-?\s?)?)(?P<number>{any_of(ORDINALS)})\b{_WHEN}",
        _quarter,
    ),
    (rf"\b(?P<number>first|second|third|fourth)\s+quarter\b{_WHEN}", _quarter),
    (rf"(?<![\d/-])(?P<year>{YEAR})-(?P<number>0[1-9]|1[0-2])(?![\d-])", _figures),
    (rf"(?<![\d/-])(?P<number>0[1-9]|1[0-2])/(?P<year>{YEAR})(?![\d/-])", _figures),
    (rf"{_BESIDE}{_MONTH}", _month),
    (rf"\b(?P<month>{any_of(MONTHS)})\b\.?(?=[\s-]*['’]?\d\d){_WHEN}(?<=\d)", _month),
    (rf"\b(?P<month>{_LONG_MONTHS})\b{_WHEN}", _month),
    (rf"\b(?:{_SIDE})\s+(?:{UNIT})\b", _relative),
    (rf"\b(?:{UNIT})\s+(?:yang\s+|yg\s+)?(?:{_SIDE})\b", _relative),
    (rf"\b(?:tahun|thn|year|in|fy)\s*(?P<year>{YEAR})\b(?!-)", _year),
)
NAMED_MONTH: Rule = (_MONTH, _month)
