"""Reads an exchange rate from a sentence: *kurs USD 31 Agustus 16.250*."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from handlers.conversation.slots import Reader
from handlers.conversation.slots.currencies import AFTER, BEFORE
from handlers.conversation.slots.numerals import FIGURES, GROUPING, figures
from handlers.conversation.slots.reading import Found
from storage.values import Language

CODES = "|".join(BEFORE)
NAMES = "|".join(f"(?P<{code}>{names}|{code})" for code, names in AFTER.items())
NAMED = re.compile(
    rf"(?<!\w)(?:{NAMES}|(?P<sign>rp|us\$|\$|€|£)(?=\.?\s*\d)|(?P<code>{CODES}))(?![^\W\d_])", re.I
)
SIGNS = {"rp": "IDR", "us$": "USD", "$": "USD", "€": "EUR", "£": "GBP"}
NUMBER = re.compile(rf"(?<![\w.,-])(?P<number>{FIGURES})(?!\w|%|[.,]\d)")
SOURCE = re.compile(
    r"\b(?:source|sumber|menurut|according\s+to|from|dari|per)\s+(?P<source>[\w-]{2,20})\s*[.?!]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said of a rate; what was not said is None or empty."""

    base: str = ""
    quote: str = ""
    day: date | None = None
    rate: Decimal | None = None
    source: str = ""


def heard(sentence: str, read: Reader, known: list[str]) -> Heard:
    """`known` are the sources that plans name."""
    named = [found.span() for found in NAMED.finditer(sentence)]
    days = [each for each in read.days(_without(sentence, named)) if isinstance(each, Found)]
    rest = _without(sentence, [(day.start, day.end) for day in days])
    source = SOURCE.search(rest)
    codes = list(dict.fromkeys(_codes(rest)))
    foreign = [code for code in codes if code != read.currency]
    base = foreign[0] if foreign else ""
    others = [code for code in codes if code != base]
    numbers = [_number(each["number"], read.language) for each in NUMBER.finditer(rest)]
    fitting = [number for number in numbers if number is not None and number != 1]
    return Heard(
        base,
        others[0] if others else read.currency,
        days[0].value if len(days) == 1 else None,
        fitting[0] if len(fitting) == 1 else None,
        source["source"] if source else _named(rest, known),
    )


def number(written: str, language: Language) -> Decimal | None:
    """Written as that language groups thousands; *16.250* in an English sentence is sixteen and
    a quarter, which the question about a rate that moved much catches."""
    return _number(written.strip(), language)


def _number(written: str, language: Language) -> Decimal | None:
    found = figures(written)
    if found is None:
        return None
    if found.other is not None and found.mark != GROUPING[language]:
        return found.other
    return found.value


def _codes(text: str) -> list[str]:
    return [_code(found) for found in NAMED.finditer(text)]


def _code(found: re.Match[str]) -> str:
    if found["sign"]:
        return SIGNS[found["sign"].casefold()]
    if found["code"]:
        return found["code"].upper()
    return next(code for code in AFTER if found[code])


def _named(text: str, known: list[str]) -> str:
    said = (each for each in known if each and re.search(rf"\b{re.escape(each)}\b", text, re.I))
    return next(said, "")


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = f"{text[:start]}{'~' * (end - start)}{text[end:]}"
    return text
