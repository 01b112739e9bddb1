"""Days as files write them, read only where they can mean one day.

`03/09/2026` is September in one office and March in the next. It is refused whatever its numbers
are: taking only what lies after the 12th would leave a file half taken.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from handlers.incentives.files.faults import Fault

FIRST, LAST = 1990, 2100  #: anything else is a slip of the pen
YEAR_FIRST = re.compile(r"([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})(?:[T ]([0-9:.]+)(.*))?")
NAMED = re.compile(r"([0-9]{1,2})[ -]([a-z]+)\.?[ -]([0-9]{4})", re.IGNORECASE)
EITHER_WAY = re.compile(r"[0-9]{1,2}([./-])[0-9]{1,2}\1[0-9]{2,4}.*")
#: By the first three letters; English and Indonesian never disagree.
MONTHS = {
    said: month
    for month, words in enumerate(
        (
            "jan",
            "feb",
            "mar",
            "apr",
            "may mei",
            "jun",
            "jul",
            "aug agu agt",
            "sep",
            "oct okt",
            "nov",
            "dec des",
        ),
        start=1,
    )
    for said in words.split()
}


def day(cell: object) -> date | None:
    """`2026-09-03`, `2026/9/3`, `3 Sep 2026` or `3 Agustus 2026`; a time of day is dropped.

    Raises:
        Fault: for what is no day, or could be two.
    """
    if cell is None:
        return None
    if not isinstance(cell, str):
        raise Fault("not_a_day", written=str(cell)[:40])
    return _day(cell)


@lru_cache(10_000)
def _day(cell: str) -> date | None:
    written = cell.strip()
    if not written:
        return None
    if EITHER_WAY.fullmatch(written):
        raise Fault("two_days", written=written[:40])
    try:
        found = _year_first(written) or _named(written)
    except ValueError as wrong:
        raise wrong if isinstance(wrong, Fault) else Fault("not_a_day", written=written) from wrong
    if found is None:
        raise Fault("not_a_day", written=written[:40])
    if not FIRST <= found.year <= LAST:
        raise Fault("far_day", written=written)
    return found


def _year_first(written: str) -> date | None:
    found = YEAR_FIRST.fullmatch(written)
    if found is None:
        return None
    if found[6]:
        raise Fault("day_in_a_zone", written=written[:40])
    return date(int(found[1]), int(found[3]), int(found[4]))


def _named(written: str) -> date | None:
    found = NAMED.fullmatch(written)
    month = MONTHS.get(found[2][:3].casefold()) if found else None
    return date(int(found[3]), month, int(found[1])) if found and month else None
