"""Times of day, as minutes after midnight: *jam 9*, *14.00*, *2 pm*, *jam setengah 8 malam*."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.conversation.slots.numerals import WORDS, spelled
from handlers.conversation.slots.reading import Reading, one_of

HOUR = 60
NOON = 12 * HOUR
MIDNIGHT = 24 * HOUR
AM = frozenset({"am", "pagi", "dini hari", "subuh", "in the morning"})
EARLY_NIGHT = 4  #: jam 3 malam is before dawn, jam 4 and later hours of *malam* are evening
WORKING_FROM = 7  #: bare hours below it are likelier in the afternoon

_PART = (
    r"(?P<part>[ap]\.?m\b\.?|pagi|siang|sore|petang|malam|dini hari|subuh"
    r"|in the (?:morning|afternoon|evening))"
)
_MINUTES = r"(?:[.:](?P<m>[0-5]\d))?"
_NUMBER = r"(?P<h>\d{1,2})(?!\d)"
_ENDED = r"(?![\d%/]|[:.,]\d)"
_OFF = r"(?:\s+(?P<off>lewat|kurang)\s+(?P<by>\d{1,2}|seperempat))?"
SAID = (
    rf"(?<!\w)(?:(?:jam|pukul|pkl\.?)\s*(?P<half>setengah\s+)?(?:{_NUMBER}|(?P<word>{WORDS}))"
    rf"{_MINUTES}{_OFF}|(?:at|@|by)\s*(?P<at>\d{{1,2}})(?!\d)(?:[.:](?P<atm>[0-5]\d))?"
    rf"(?:\s*o'?clock)?)(?:\s*{_PART})?\b{_ENDED}"
)
MARKED = (
    rf"(?:(?<![\w.,:/-])|(?<=\dT)){_NUMBER}"
    rf"(?:{_MINUTES}\s*{_PART}|:(?P<cm>[0-5]\d)(?::00)?|\s*o'?clock){_ENDED}"
)
#: Two figures, a dot and two figures: a time only beside a day or a zone.
DOTTED = re.compile(rf"(?<![\w.,:/-])(?P<h>[01]\d|2[0-4])\.(?P<m>[0-5]\d)(?!\w){_ENDED}")
NAMED = re.compile(
    r"\b(?:(?P<noon>noon|midday|tengah hari)|(?P<midnight>midnight|tengah malam))\b", re.IGNORECASE
)


def read(text: str) -> Iterator[Reading[int]]:
    """The times that stand on their own."""
    for match in re.finditer(SAID, text, re.IGNORECASE):
        yield from _clock(match, _hour(match), _minutes(match))
    for match in re.finditer(MARKED, text, re.IGNORECASE):
        yield from _clock(match, match["h"], int(match["m"] or match["cm"] or 0))
    for match in NAMED.finditer(text):
        yield one_of([NOON] if match["noon"] else [0, MIDNIGHT], *match.span())


def dotted(text: str) -> Iterator[Reading[int]]:
    """*08.30*, for who knows that a day or a zone stands beside it."""
    for match in DOTTED.finditer(text):
        yield one_of([int(match["h"]) * HOUR + int(match["m"])], *match.span())


def _hour(match: re.Match[str]) -> str:
    return match["h"] or match["at"] or str(spelled(match["word"]))


def _minutes(match: re.Match[str]) -> int:
    """*setengah 9* is half past eight; *9 kurang 15* a quarter to nine."""
    if match["half"]:
        return -HOUR // 2
    by = match["by"]
    if by:
        minutes = int(by) if by.isdigit() else HOUR // 4
        return -minutes if match["off"].casefold() == "kurang" else minutes
    return int(match["m"] or match["atm"] or 0)


def _clock(match: re.Match[str], hour: str, minutes: int) -> Iterator[Reading[int]]:
    part = re.sub(r"\.", "", (match["part"] or "").casefold())
    if hour.isdigit() and int(hour) <= 24:
        hours = _hours(int(hour), part, padded=hour.startswith("0"))
        yield one_of([h * HOUR + minutes for h in hours], *match.span())


def _hours(hour: int, part: str, *, padded: bool) -> list[int]:
    """On the 24-hour clock; a bare hour before seven is likelier in the afternoon."""
    if hour > 12 or (padded and not part):
        return [hour]
    if not part:
        return [hour + 12, hour] if 0 < hour < WORKING_FROM else [hour]
    if hour == 12:
        return _twelve(part)
    if part in AM or (part == "malam" and hour < EARLY_NIGHT) or (part == "siang" and hour > 9):
        return [hour]
    return [hour + 12]


def _twelve(part: str) -> list[int]:
    """Twelve at night is the beginning of the day or its end."""
    if part == "am":
        return [0]
    return [0, 24] if part in {"malam", "dini hari"} else [12]
