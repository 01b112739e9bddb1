"""Ways of writing that mean the same, written in the one way that is read."""

from __future__ import annotations

import re

from handlers.conversation.slots.words import MONTHS, any_of
from handlers.incentives.drafting.hearing.vocabulary import pattern

_MONTH = rf"(?:{any_of(MONTHS)})\b"
_TILL = r" ?(?:-|–|to|until|through|hingga|sampai(?: dengan)?|s/d) ?"
_NO_DAY = r"\d|[.,]\d| ?%| (?:{seat}|{unit})"
_THING = "{seat}|{unit}|{deal}|{a_new_customer}|{customer}"
#: What is written, and how it is read.
WRITINGS = (
    (r"\bpro[- ]rata\b", "prorata"),
    (r"(?<!\w)an? (?=\d)", ""),
    (r"(?<=\d)( ?)(?:rebu|rebuan)(?!\w)", r"\1ribu"),
    (r"({hold}) {half_word}", r"\1 50%"),
    (
        r"(?<!bulan\s)(?<!\d\s)(?<!\d-)(?<![\w-])(jan|feb|apr|jun|jul|agu|agt|aug|sep|sept|okt|oct|nov"
        r"|dec)(?!\w|[. ]*\d|-\d)",
        r"bulan \1",
    ),
    (rf"(?<=\w)(?: |@|/)+(?:{{a}}|every) ?(?={_THING})", " per "),
    (r"(?<=\w) ?@ ?(?={seat}|{unit})", " per "),
    (r"(?<!\w)(\d)(?:st|nd|rd|th)(?: {place_word})?[\s:=]+(?=\d)", r"place \1: "),
    (r"({place_word} ?\d+) (?=\d)", r"\1: "),
    (r"(?<=\d) ?(rb|ribu|k|jt|juta) (?={seat}|{unit})", r" \1 per "),
    (
        rf"(?<!\w)({_MONTH}) ?(?:-|–|{{until}}) ?({_MONTH})(?: (20\d\d))?",
        r"bulan \1 \3 sampai bulan \2 \3",
    ),
    (rf"({_MONTH}) (\d{{1,2}}){_TILL}(\d{{1,2}})(?!{_NO_DAY})", r"\2-\3 \1"),
    (rf"(?<![\d.,])(\d{{1,2}}){_TILL}(\d{{1,2}})(?= {_MONTH})", r"\1-\2"),
    (r"\b(?:h|{half_year}) ?1 (20\d\d)\b", r"1 January \1 - 30 June \1"),
    (r"\b(?:h|{half_year}) ?2 (20\d\d)\b", r"1 July \1 - 31 December \1"),
)  # fmt: skip
#: *10, 5 dan 3 juta*: the scale belongs to each.
SHARED = re.compile(
    r"(?<![\w.,])(?P<list>\d{1,4}(?:\s*,\s+\d{1,4})*,?\s*(?:dan\s|and\s|&|,\s)\s*)(?P<last>\d{1,4})"
    r"\s*(?P<scale>juta|jt|ribu|rb|k|million|miliar|milyar|bn|m)\b",
    re.IGNORECASE,
)


def tidy(sentence: str) -> str:
    for written, read in WRITINGS:
        sentence = pattern(written).sub(read, sentence)
    return SHARED.sub(_each_scaled, sentence)


def _each_scaled(match: re.Match[str]) -> str:
    scale = match["scale"]
    listed = re.sub(r"\d+", lambda number: f"{number[0]} {scale}", match["list"])
    return f"{listed}{match['last']} {scale}"
