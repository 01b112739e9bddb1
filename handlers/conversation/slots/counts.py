"""How many of something: *40 seat*, *12 kursi*, *ten Pro licences*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handlers.conversation.slots.numerals import FIGURES, WORDS, whole
from handlers.conversation.slots.reading import Found

UNITS = {
    "seat": "seats?|kursi|lisensi|licen[cs]es?|users?|pengguna|akun",
    "lead": "leads?|prospek",
    "unit": "units?|buah|pcs",
}
_UNIT = "|".join(f"(?P<{name}>{words})" for name, words in UNITS.items())
_BETWEEN = r"(?!(?:per|tiap|setiap|each|untuk|for|dan|and|jt|juta|m|rb|ribu|k)\b)[^\W\d]\w*"
THOUSAND = r"(?:\s*(?P<thousand>ribu|rb|k)\b)?"
COUNT = re.compile(
    rf"(?<![\w.,/])(?<!\w-)(?P<number>{FIGURES}|{WORDS}){THOUSAND}"
    rf"[\s-]*(?:x\s+)?(?:{_BETWEEN}\s+){{0,2}}?(?:{_UNIT})(?:nya)?\b",
    re.IGNORECASE,
)
LABELLED = re.compile(
    rf"\b(?:{_UNIT})\s*[:=]\s*(?P<number>{FIGURES}){THOUSAND}(?![\w.,]\d)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things; every word for a paid place is a `seat`."""

    number: int
    unit: str


def read(text: str) -> list[Found[Count]]:
    return sorted(_read(text), key=lambda found: found.start)


def _read(text: str) -> Iterator[Found[Count]]:
    for pattern in (COUNT, LABELLED):
        for match in pattern.finditer(text):
            number = whole(match["number"])
            if number is not None:
                times = 1000 if match["thousand"] else 1
                unit = next(name for name in UNITS if match[name])
                yield Found(Count(number * times, unit), match.start(), match.end())
