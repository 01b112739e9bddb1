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
    rf"(?<![\w.,/])(?<!\w-)(?:(?P<least>{FIGURES})(?:-|–|\s+(?:sampai|hingga|s/d|to|or|atau)\s+))?"
    rf"(?P<below>(?<![\w)])[-−](?=\d)|\b(?:minus|negatif|negative)\s+)?(?P<number>{FIGURES}|{WORDS}){THOUSAND}"
    rf"[\s-]*(?:x\s+)?(?:{_BETWEEN}\s+){{0,2}}?(?:{_UNIT})(?:nya)?\b",
    re.IGNORECASE,
)
LABELLED = re.compile(
    rf"\b(?:{_UNIT})(?:\s+[^\W\d]\w*)?\s*[:=]\s*(?P<number>{FIGURES}){THOUSAND}(?![\w.,]\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things; every word for a paid place is a `seat`. `least` is the 40 of
    *40 to 50 seats*."""

    number: int
    unit: str
    least: int | None = None

    @property
    def readings(self) -> tuple[int, ...]:
        return (self.number,) if self.least is None else (self.least, self.number)


def read(text: str) -> list[Found[Count]]:
    return sorted(_read(text), key=lambda found: found.start)


def _read(text: str) -> Iterator[Found[Count]]:
    for pattern in (COUNT, LABELLED):
        for match in pattern.finditer(text):
            number = whole(match["number"])
            if number is not None:
                yield Found(_count(match, number), match.start(), match.end())


def _count(match: re.Match[str], number: int) -> Count:
    said = match.groupdict()
    times = (1000 if said["thousand"] else 1) * (-1 if said.get("below") else 1)
    unit = next(name for name in UNITS if said[name])
    least = whole(said["least"]) if said.get("least") else None
    return Count(number * times, unit, None if least is None else least * times)
