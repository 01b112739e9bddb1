"""Reads when a plan runs, and on which past sales it is tried."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from dateutil.relativedelta import relativedelta

from handlers.conversation.slots import Found, Reading, Unsure
from handlers.incentives.drafting.hearing.said import Dates
from handlers.incentives.drafting.hearing.sheet import Sheet, Taken, Token
from handlers.incentives.drafting.hearing.vocabulary import pattern
from storage.values import Period

YEAR = re.compile(r"\d{4}|['’]\d\d")
_TO = r"[\s,]*(?:{until}|{and}|-|–)[\s,]*(?:{until} )?"
STARTING = r"\s*{from} "
RUNS = rf"(?:(?:{{from}}|{{between}}) )?<date:first>{_TO}<date:last>"
LASTS = r"(?:{from} )?<date:first>[\s,]*{for_length}<few><length>"
LASTS_FROM = r"{for_length} <length>[\s,]*{from} <date:first>"
_SMALL = r"[\s:]*(?:(?:the|on|{month_word}|tgl|tanggal|hari) )?"
STARTS = rf"{{from}}{_SMALL}<date:first>"
ENDS = rf"{{until}}{_SMALL}<date:last>"
THROUGH = r"{through} <date:both>"
PERIOD = r"(?P<both>⟦[rq]\d+⟧)"
ALONE = r"<date:both>"
REPLAYS = (
    r"{simulate}(?:[^.;⟦]|⟦[^rd])*?<span>",
    r"{data}(?: \w+){0,2}? <span>(?=[^.;]*{simulate})",
)


def replay(sheet: Sheet, today: date) -> Period | None:
    """The past period that is named, else the last whole month where one is asked for."""
    taken = sheet.take(*REPLAYS)
    if taken:
        return _past(taken.token("span"), today)
    if sheet.take("{simulate}"):
        return Period.month(today.replace(day=1) - relativedelta(days=1))
    return None


def read(sheet: Sheet, today: date) -> Dates:
    for template, read_one in RULES:
        taken = sheet.take(template)
        if taken:
            dates = _with_end(sheet, read_one(taken, today), today)
            return _lasting(sheet, dates)
    return Dates(endless=sheet.says("no_end"))


def _with_end(sheet: Sheet, dates: Dates, today: date) -> Dates:
    """*mulai 5 Oktober … sampai 20 Oktober*, told apart."""
    if dates.last is None:
        taken = sheet.take(ENDS)
        last = _edge(taken.token("last"), today, last=True) if taken else None
        dates = replace(dates, last=last)
    elif dates.first is None:
        taken = sheet.take(STARTS)
        dates = replace(dates, first=_edge(taken.token("first"), today)) if taken else dates
    return replace(dates, endless=sheet.says("no_end"))


def _lasting(sheet: Sheet, dates: Dates) -> Dates:
    """*2 weeks, from 1 October*: the one length that nothing else has taken."""
    lengths = sheet.left("length")
    if dates.last or not isinstance(dates.first, Found) or len(lengths) != 1:
        return dates
    first = dates.first
    sheet.take("<length>")
    last: date = lengths[0].value.last(first.value)
    return replace(dates, last=Found(last, first.start, first.end))


def _runs(taken: Taken, today: date) -> Dates:
    first = _edge(taken.token("first"), today)
    last = _edge(taken.token("last"), today, last=True)
    if not isinstance(last, Unsure) and not isinstance(first, Unsure):
        last = _after(first, last)
    return Dates(first, last)


def _lasts(taken: Taken, today: date) -> Dates:
    first = _edge(taken.token("first"), today)
    length = taken.token("length").value
    if isinstance(first, Found):
        return Dates(first, Found(length.last(first.value), first.start, first.end))
    days = tuple(length.last(day) for day in first.choices)
    return Dates(first, Unsure(days, first.start, first.end))


def _starts(taken: Taken, today: date) -> Dates:
    token = taken.token("first")
    if token.kind == "range":
        return _both(token, today)
    return Dates(_edge(token, today))


def _ends(taken: Taken, today: date) -> Dates:
    return Dates(last=_edge(taken.token("last"), today, last=True))


def _through(taken: Taken, today: date) -> Dates:
    """*through October* is all of it, *through 31 October* until then."""
    token = taken.token("both")
    if token.kind == "day":
        return Dates(last=_edge(token, today, last=True))
    return _both(token, today)


def _alone(taken: Taken, today: date) -> Dates:
    return _both(taken.token("both"), today)


def _both(token: Token, today: date) -> Dates:
    """A month runs from its first day to its last; a day alone, or *from* a month, is where
    it starts."""
    first = _edge(token, today)
    if token.kind == "span" and pattern(STARTING).match(token.said):
        return Dates(first)
    return Dates(first) if token.kind == "day" else Dates(first, _edge(token, today, last=True))


def _edge(token: Token, today: date, *, last: bool = False) -> Reading[date]:
    reading = token.reading
    match token.kind:
        case "day":
            return reading
        case "range":
            days = reading.choices if isinstance(reading, Unsure) else (reading.value,) * 2
            return Found(days[-1] if last else days[0], reading.start, reading.end)
        case _:
            period = _coming(token, today)
            return Found(period.last if last else period.first, reading.start, reading.end)


def _coming(token: Token, today: date) -> Period:
    """A plan is for what is still to come, unless its year is said."""
    period: Period = token.value
    said = YEAR.search(token.said)
    return _moved(period, 1) if period.last < today and not said else period


def _past(token: Token, today: date) -> Period:
    period: Period = token.value
    said = YEAR.search(token.said)
    return _moved(period, -1) if period.first > today and not said else period


def _moved(period: Period, years: int) -> Period:
    first = period.first + relativedelta(years=years)
    return Period(first, period.last + relativedelta(years=years))


def _after(first: Found[date], last: Found[date]) -> Found[date]:
    """*November to January* ends in the next year."""
    if last.value >= first.value:
        return last
    return Found(last.value + relativedelta(years=1), last.start, last.end)


RULES: tuple[tuple[str, Callable[[Taken, date], Dates]], ...] = (
    (LASTS, _lasts),
    (LASTS_FROM, _lasts),
    (RUNS, _runs),
    (STARTS, _starts),
    (THROUGH, _through),
    (ENDS, _ends),
    (PERIOD, _alone),
    (ALONE, _alone),
)
