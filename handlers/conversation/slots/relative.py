"""Days told from today: *besok*, *in two weeks*, *3 hari lagi*, *next Friday*, *tgl 5*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from handlers.conversation.slots.dates import coming, made
from handlers.conversation.slots.numerals import WORDS, spelled
from handlers.conversation.slots.periods import DAYS_EACH, MONTHS_EACH, stretch
from handlers.conversation.slots.reading import Found, Reading, one_of
from handlers.conversation.slots.words import MONTHS, SHORT_WEEKDAYS, WEEKDAYS, any_of

NAMED = {
    **dict.fromkeys(("kemarin lusa", "kemarin dulu", "day before yesterday"), -2),
    **dict.fromkeys(("kemarin", "kemaren", "yesterday"), -1),
    **dict.fromkeys(("hari ini", "today", "tonight", "malam ini", "nanti malam", "sore ini"), 0),
    **dict.fromkeys(("besok", "bsk", "esok", "tomorrow", "tmrw", "tmr"), 1),
    **dict.fromkeys(("lusa", "besok lusa", "day after tomorrow"), 2),
}
UNITS = {
    "day": "days?|hari(?!\\s*kerja)",
    "week": "weeks?|minggu|pekan",
    "month": "months?|bulan|bln",
    "year": "years?|tahun|thn",
}
_UNIT = "|".join(f"(?P<{name}>{words})" for name, words in UNITS.items())
_NUMBER = rf"(?:(?P<number>\d{{1,3}}|{WORDS})\s+|(?P<one>\bse))"
_OVER = r"terakhir|belakangan|ke belakang"
AWAY = (
    rf"(?:\b(?P<in>in|within|dalam(?: waktu)?)\s+)?(?<![\w.,]){_NUMBER}(?:{_UNIT})\b"
    rf"(?!\s+(?:{_OVER}))(?:\s+(?:(?P<ahead>lagi|mendatang|ke\s?depan|from (?:now|today))"
    r"|(?P<ago>ago|(?:yang |yg )?(?:lalu|kemarin)))\b)?"
)
#: *bulan kemarin* is a month: matched first, so that its *kemarin* is not yesterday.
WORD = (
    rf"\b(?:(?:bulan|minggu|pekan|tahun|kuartal|{any_of([*MONTHS, *WEEKDAYS])})\s+kemar[ie]n"
    rf"|(?:the\s+)?(?P<word>{any_of(NAMED)})(?:nya)?)\b"
)
WEEKDAY = (
    r"\b(?:(?P<before>next week(?:'s)?(?: on)?|minggu depan(?:,? hari)?|this coming|this|next"
    r"|last|coming|on|by|before|hari|every|(?:se)?tiap)\s+)?"
    rf"(?P<day>{any_of(WEEKDAYS)})\b(?:,?\s+(?:di\s+)?"
    r"(?P<after>minggu depan|next week|minggu ini|this week|minggu lalu|last week|depan|mendatang"
    r"|ini|lalu|kemarin)\b)?(?=(?P<clock>\s+(?:jam|pukul)\b)?)"
)
DAY_OF_MONTH = (
    rf"\b(?:hari\s+)?(?:(?P<weekday>{any_of(WEEKDAYS)}),?\s+)?(?:(?:tgl|tanggal|tggl)\.?\s*"
    r"(?P<d>\d{1,2})(?![\d%]|[/.,:-]\d)|the\s+(?P<nth>\d{1,2})(?:st|nd|rd|th)\b"
    r"(?!\s+(?:quarter|week|month|time|seat)))"
    r"(?:\s+(?:of\s+)?(?:(?P<next>(?:bulan |bln )?depan|next month)|(?:bulan|bln) ini"
    r"|this month))?"
)
PAST_WORDS = frozenset({"last", "lalu", "kemarin"})
THIS_WORDS = frozenset({"this", "ini", "minggu ini", "this week"})
NEXT_WORDS = frozenset({"next", "depan"})
MONTHS_TRIED = 12


def words(text: str, today: date) -> Iterator[Found[date]]:
    """*besok*, *lusa*, *today*."""
    for match in re.finditer(WORD, text, re.IGNORECASE):
        if match["word"]:
            days = NAMED[match["word"].casefold()]
            yield Found(today + timedelta(days=days), *match.span())


def away(text: str, today: date) -> Iterator[Found[date]]:
    """*in two weeks*, *3 hari lagi*, *sebulan lagi*; a bare *90 hari* is no date."""
    for match in re.finditer(AWAY, text, re.IGNORECASE):
        number = _number(match)
        if number and (match["in"] or match["ahead"] or match["ago"]):
            sign = -1 if match["ago"] else 1
            yield Found(_moved(today, match, sign * number), *match.span())


def weekdays(text: str, today: date) -> Iterator[Reading[date]]:
    """*Friday* is the coming one; *next Friday* may be that or the one in next week."""
    for match in re.finditer(WEEKDAY, text, re.IGNORECASE):
        if _is_weekday(match):
            weekday = WEEKDAYS[match["day"].casefold()]
            yield one_of(_weekday(weekday, _beside(match), today), *match.span())


def days_of_month(text: str, today: date) -> Iterator[Reading[date]]:
    """*tgl 5*, *the 30th of next month*: the next such day."""
    for match in re.finditer(DAY_OF_MONTH, text, re.IGNORECASE):
        number = int(match["d"] or match["nth"])
        start = stretch("month", today, 1).first if match["next"] else today
        day = _next_numbered(number, start)
        if day:
            yield Found(day, *match.span())


def _number(match: re.Match[str]) -> int:
    if match["one"]:
        return 1
    written = match["number"]
    value = int(written) if written.isdigit() else spelled(written)
    return int(value) if value == int(value or 0) else 0


def _moved(today: date, match: re.Match[str], number: int) -> date:
    unit = next(name for name in UNITS if match[name])
    return today + relativedelta(
        days=number * DAYS_EACH.get(unit, 0), months=number * MONTHS_EACH.get(unit, 0)
    )


def _is_weekday(match: re.Match[str]) -> bool:
    """*minggu* is a week and *sun* a word unless something beside it says otherwise."""
    name = match["day"].casefold()
    if name == "minggu":
        return (match["before"] or "").casefold() == "hari" or bool(match["clock"])
    return name not in SHORT_WEEKDAYS or bool(match["before"] or match["clock"])


def _beside(match: re.Match[str]) -> str:
    """What is said of the weekday, before it or after it."""
    said = (match["after"] or match["before"] or "").casefold()
    return "next week" if said.startswith(("next week", "minggu depan")) else said


def _weekday(weekday: int, said: str, today: date) -> list[date]:
    ahead, monday = coming(weekday, today), today - timedelta(days=today.weekday())
    in_next_week = monday + timedelta(days=7 + weekday)
    if said in PAST_WORDS:
        return [ahead - timedelta(days=7 if today.weekday() != weekday else 14)]
    if said in {"minggu lalu", "last week"}:
        return [in_next_week - timedelta(days=14)]
    if said == "next week":
        return [in_next_week]
    if said in THIS_WORDS and today.weekday() == weekday:
        return [today]
    return [ahead, in_next_week] if said in NEXT_WORDS else [ahead]


def _next_numbered(number: int, start: date) -> date | None:
    first = start.replace(day=1)
    for months in range(MONTHS_TRIED):
        month = first + relativedelta(months=months)
        day = made(month.year, month.month, number)
        if day and day >= start:
            return day
    return None
