"""The time zone that a sentence names, and whether everyone's own is meant."""

from __future__ import annotations

import re

from handlers.conversation.slots.words import any_of

WORDS = {
    "wib": "Asia/Jakarta",
    "wita": "Asia/Makassar",
    "wit": "Asia/Jayapura",
    "utc": "UTC",
    "z": "UTC",
    "gmt": "UTC",
    "sgt": "Asia/Singapore",
}
PLACES = {
    "jakarta": "Asia/Jakarta",
    "bandung": "Asia/Jakarta",
    "surabaya": "Asia/Jakarta",
    "medan": "Asia/Jakarta",
    "balikpapan": "Asia/Makassar",
    "makassar": "Asia/Makassar",
    "denpasar": "Asia/Makassar",
    "bali": "Asia/Makassar",
    "jayapura": "Asia/Jayapura",
    "papua": "Asia/Jayapura",
    "singapore": "Asia/Singapore",
    "singapura": "Asia/Singapore",
}
OFFSETS = range(-12, 15)
AFTER_TIME = re.compile(
    rf"\s*\(?(?:(?:utc|gmt)\s?(?P<offset>[+-]\d{{1,2}})(?::00)?(?!\d)"
    rf"|(?P<iso>[+-]\d\d):00|(?P<word>{any_of(WORDS)})"
    rf"|waktu\s+(?P<place>{any_of(PLACES)})|(?P<city>{any_of(PLACES)})\s+time)(?!\w)\)?",
    re.IGNORECASE,
)
LOCAL = re.compile(
    r"\b(?:(?:waktu|jam|zona)\s+(?:waktu\s+)?(?:setempat|lokal|masing[\s-]*masing)"
    r"|local time|(?:their|your|his|her|its) (?:own |local )?time(?:\s?zone)?)\b",
    re.IGNORECASE,
)


def after(text: str, position: int) -> tuple[str, int] | None:
    """The IANA zone named right there, and where its name ends."""
    match = AFTER_TIME.match(text, position)
    if match is None:
        return None
    offset = match["offset"] or match["iso"]
    if offset:
        return _at(int(offset), match.end())
    place = match["place"] or match["city"]
    name = PLACES[place.casefold()] if place else WORDS[match["word"].casefold()]
    return name, match.end()


def _at(hours: int, end: int) -> tuple[str, int] | None:
    """The zone so many hours east; its IANA name counts westwards."""
    return (f"Etc/GMT{-hours:+d}", end) if hours in OFFSETS else None


def is_local(text: str) -> bool:
    return LOCAL.search(text) is not None
