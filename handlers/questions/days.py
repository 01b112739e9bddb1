"""For when a question asks: a day, a month, *before July*, *from October*, *since v2*."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from handlers.conversation.slots import Reader, Reading, choices
from storage.values import Period

CUES = {
    "before": r"before|prior to|sebelum(?:nya)?",
    "after": r"after|setelah|sesudah|following",
    "from": r"since|from|starting|effective|as (?:of|at|from)|per|sejak|mulai|dari|terhitung",
    "at": r"in|on|at|by|until|till|during|pada|di|sampai|hingga|saat",
}
ALSO = r"(?:\s+(?:on|from|dari|pada|di|the|tanggal|tgl|bulan|tahun|end of|akhir))*"
BESIDE = re.compile(
    r"\b(?:" + "|".join(f"(?P<{name}>{words})" for name, words in CUES.items()) + rf"){ALSO}\s*$",
    re.IGNORECASE,
)
WITHIN = re.compile(rf"^(?:(?P<from>{CUES['from']})|(?P<at>in|during|until))\b", re.IGNORECASE)
TO_COME = re.compile(
    r"\b(?:next|coming|depan|mendatang|nanti|berikutnya|tomorrow|besok)\b", re.IGNORECASE
)
NOW = re.compile(
    r"\b(?:sekarang|skrg|skrang|saat ini|hari ini|now|nowadays|today|currently|at the moment)\b",
    re.IGNORECASE,
)
VERSION = re.compile(
    r"(?:\b(?P<cue>since|from|in|under|sejak|mulai|pada|di|per|menurut|according to)\s+)?"
    r"\b(?:the\s+)?(?:v\s?|versi(?:on)?\s+(?:v\s?)?)(?P<number>\d+(?:\.\d+)*)\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\d{4}|['’/-]\d\d$")
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class When:
    """The day that is asked about (None: now, said in so many words) or the version of a
    document, and the question without it."""

    rest: str
    day: date | None = None
    version: str = ""


def when(text: str, read: Reader) -> When | None:
    """None: no other day than today is meant."""
    version = VERSION.search(text)
    if version is not None:
        return When(_cut(text, version.start(), version.end()), version=f"v{version['number']}")
    found = _of_days(text, read) or _of_periods(text, read)
    if found is not None:
        return found
    now = NOW.search(text)
    return When(_cut(text, now.start(), now.end())) if now else None


def _of_days(text: str, read: Reader) -> When | None:
    """A single day counts where a word beside it says that it is meant as one."""
    today = read.now.date()
    for found in read.days(text):
        cue = BESIDE.search(text[: found.start])
        day = choices(found)[0]
        if not YEAR.search(text[found.start : found.end]):
            day = _nearest(day, today)
        if cue is not None and day != today:
            return When(_cut(text, cue.start(), found.end), _moved(Period(day, day), cue, day))
    return None


def _nearest(day: date, today: date) -> date:
    """*1 June* without its year may well be over."""
    before = day - relativedelta(years=1)
    return before if today - before < day - today else day


def _of_periods(text: str, read: Reader) -> When | None:
    today = read.now.date()
    for found in read.periods(text):
        period = choices(found)[0]
        cue = BESIDE.search(text[: found.start])
        inside = WITHIN.search(text[found.start : found.end])
        if period.last < today:
            start = cue.start() if cue else found.start
            day = _moved(period, cue or inside, period.last)
            return When(_cut(text, start, found.end), day)
        if period.first > today and _is_meant(text, found, cue or inside):
            start = cue.start() if cue else found.start
            return When(_cut(text, start, found.end), _moved(period, cue or inside, period.first))
        if period.first <= today and cue is not None and cue["before"]:
            return When(_cut(text, cue.start(), found.end), period.first - A_DAY)
    return None


def _is_meant(text: str, found: Reading[Period], cue: re.Match[str] | None) -> bool:
    """*The October earnings* is about a month; *in October* says for when it is asked."""
    said = text[found.start : found.end]
    return cue is not None or TO_COME.search(said) is not None


def _moved(period: Period, cue: re.Match[str] | None, otherwise: date) -> date:
    said = cue.groupdict() if cue else {}
    if said.get("before"):
        return period.first - A_DAY
    if said.get("after"):
        return period.last + A_DAY
    return period.first if said.get("from") else otherwise


def _cut(text: str, start: int, end: int) -> str:
    """The question without its day, and without the blank that it leaves."""
    kept = " ".join(f"{text[:start]} {text[end:]}".split())
    return re.sub(r"\s+([?!.,;])", r"\1", kept)
