"""Days given by their place in a period: *akhir bulan*, *end of the quarter*, *awal Oktober*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from handlers.conversation.slots import periods
from handlers.conversation.slots.periods import SIDES, UNIT
from handlers.conversation.slots.reading import Found
from storage.values import Period

FIRST, MIDDLE, LAST = "first", "middle", "last"
EDGE = (
    r"(?<!sejak )\b(?:(?P<last>akhir|penghujung|(?:tanggal|hari) terakhir|(?:the )?end(?: of)?"
    r"|(?:the )?last day of)|(?P<first>awal|permulaan|hari pertama|(?:the )?(?:beginning|start)"
    r"(?: of)?|early|(?:the )?first day of)|(?P<middle>pertengahan|tengah|(?:the )?middle of"
    r"|mid))[\s-]+(?:the\s+)?"
)
BARE = re.compile(rf"(?:{UNIT})\b", re.IGNORECASE)
SHORT = re.compile(rf"\b(?:eo(?P<letter>[mqy])|(?:{UNIT})[\s-]end)\b", re.IGNORECASE)
SAID = re.compile(rf"\d{{4}}|'\d\d|\b(?:{'|'.join(SIDES)})\b", re.IGNORECASE)
WEEKEND = "pekan"
LONGEST_MONTH = 31


def read(text: str, today: date) -> Iterator[Found[date]]:
    for match in re.finditer(EDGE, text, re.IGNORECASE):
        found = _in_period(match, today) or _in_unit(match, today)
        if found:
            yield found
    for match in SHORT.finditer(text):
        letter = (match["letter"] or "").lower()
        unit = periods.BY_LETTER[letter] if letter else periods.unit(match)
        yield Found(_edge(periods.stretch(unit, today), LAST), *match.span())


def _in_period(edge: re.Match[str], today: date) -> Found[date] | None:
    """A named month without a year is the next one whose edge is still to come."""
    found = periods.at(edge.string, edge.end(), today)
    if found is None:
        return None
    which, said = _which(edge), edge.string[found.start : found.end]
    day = _edge(found.value, which) + _to_saturday(which, said)
    if day < today and not SAID.search(said):
        day = _edge(_a_year_on(found.value), which)
    return Found(day, edge.start(), found.end)


def _in_unit(edge: re.Match[str], today: date) -> Found[date] | None:
    """*awal bulan* is the next first of a month, *akhir bulan* this month's last day."""
    match = BARE.match(edge.string, edge.end())
    if match is None:
        return None
    unit, which = periods.unit(match), _which(edge)
    days = (_edge(periods.stretch(unit, today, steps), which) for steps in (0, 1))
    day = next(day for day in days if day >= today) + _to_saturday(which, match[0])
    return Found(day, edge.start(), match.end())


def _which(edge: re.Match[str]) -> str:
    return next(which for which in (FIRST, MIDDLE, LAST) if edge[which])


def _edge(period: Period, which: str) -> date:
    """A week ends on its Friday; its middle is Wednesday, a month's the 15th."""
    days = (period.last - period.first).days + 1
    if which == FIRST:
        return period.first
    if days == 7:
        return period.first + timedelta(days=4 if which == LAST else 2)
    return period.last if which == LAST else _middle(period, days)


def _middle(period: Period, days: int) -> date:
    """The 15th of a month or of a quarter's second month; the last of June."""
    if days <= LONGEST_MONTH:
        return period.first.replace(day=15)
    if days < 100:
        return (period.first + relativedelta(months=1)).replace(day=15)
    return period.first.replace(month=6, day=30)


def _to_saturday(which: str, said: str) -> timedelta:
    """*akhir pekan* is the Saturday after the week's Friday."""
    return timedelta(days=which == LAST and said.casefold().startswith(WEEKEND))


def _a_year_on(period: Period) -> Period:
    first = period.first + relativedelta(years=1)
    months = round((period.last - period.first).days / 30)
    return Period(first, first + relativedelta(months=months, days=-1))
