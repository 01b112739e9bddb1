"""What can be asked about in a sentence: its amounts, shares, quantities, days, times, names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from storage.values import Language

GROUPED = {Language.EN: ",", Language.ID: "."}
NUMBER = r"\d{1,3}(?:[.,]\d{3})+(?![\d])|\d+(?:[.,]\d+)?"


class Kind(StrEnum):
    """The better to ask about, the earlier."""

    MONEY = "money"
    SHARE = "share"
    QUANTITY = "quantity"
    DAY = "day"
    TIME = "time"
    NAME = "name"


MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|januari|februari|maret|mei|juni|juli|agustus|oktober|desember"
)
#: A name of two words or a short one in capitals; what begins a sentence only looks like one.
NAME = (
    r"(?:[A-Z][A-Za-z]*[A-Z][A-Za-z]*|[A-Z][a-z]{2,})"
    r"(?:\s(?:[A-Z][A-Za-z]+|\d+\.\d+))+|[A-Z]{2,}[A-Za-z]*(?:\s\d+\.\d+)?"
)
PATTERNS = {
    Kind.MONEY: re.compile(rf"(?P<unit>Rp|IDR|USD|SGD|US\$|\$|€)\s?(?P<number>{NUMBER})"),
    Kind.SHARE: re.compile(rf"(?P<number>{NUMBER})(?P<unit>\s?%)"),
    Kind.DAY: re.compile(
        rf"(?P<number>\d{{1,2}})(?P<unit>\s(?:{MONTHS})(?:\s\d{{4}})?)\b", re.IGNORECASE
    ),
    Kind.TIME: re.compile(
        r"(?<![\d.,:])(?P<number>[0-2]?\d)(?P<unit>[:.][0-5]\d)(?![\d%:]|[.,]\d)"
    ),
    Kind.QUANTITY: re.compile(
        rf"(?<![\w.,:-])(?!(?:19|20)\d\d\b)(?P<number>{NUMBER})"
        r"(?P<unit>\s(?:(?:business|working|calendar|hari|jam)\s(?=[a-z]))?[A-Za-z]+)\b"
    ),
    Kind.NAME: re.compile(rf"(?<=[\w,;:]\s)(?P<unit>{NAME})(?!\w)(?P<number>)"),
}
NO_UNITS = {"of", "and", "or", "to", "dari", "dan", "atau", "sampai", "hingga", "in", "for", "on"}


@dataclass(frozen=True, slots=True)
class Fact:
    """A stretch of a sentence that can be left out and asked for."""

    kind: Kind
    raw: str
    start: int
    end: int
    value: Decimal
    unit: str

    def written(self, value: Decimal, language: str) -> str:
        """Another value, written as this one is."""
        match self.kind:
            case Kind.NAME:
                return self.raw
            case Kind.TIME:
                return f"{int(value):02d}{self.unit}"
            case Kind.QUANTITY if value == 1 and language == Language.EN:
                return f"1{self.unit.removesuffix('s')}"
            case Kind.MONEY:
                return f"{self.unit} {figures(value, language)}"
            case _:
                return f"{figures(value, language)}{self.unit}"


def figures(value: Decimal, language: str) -> str:
    """1,500 or 1.500, 99.9 or 99,9."""
    shown = f"{value:,f}" if value != value.to_integral_value() else f"{int(value):,}"
    return shown if language == Language.EN else shown.translate(str.maketrans(",.", ".,"))


def facts(sentence: str, language: str) -> list[Fact]:
    """The better to ask about come first; none shares a character with another."""
    found: list[Fact] = []
    for kind in (Kind.MONEY, Kind.SHARE, Kind.DAY, Kind.TIME, Kind.QUANTITY, Kind.NAME):
        found += [fact for fact in _of(kind, sentence, language) if not _touches(fact, found)]
    ranks = list(Kind)
    return sorted(found, key=lambda fact: (ranks.index(fact.kind), fact.start))


def _of(kind: Kind, sentence: str, language: str) -> Iterator[Fact]:
    for match in PATTERNS[kind].finditer(sentence):
        unit = match["unit"]
        if kind is not Kind.QUANTITY or unit.strip().casefold() not in NO_UNITS:
            value = _value(match["number"], language)
            yield Fact(kind, match[0], match.start(), match.end(), value, unit)


def _touches(fact: Fact, others: list[Fact]) -> bool:
    return any(fact.start < other.end and other.start < fact.end for other in others)


def _value(number: str, language: str) -> Decimal:
    """Points and commas as the language writes them; three figures behind one are thousands."""
    grouping = GROUPED.get(Language(language), ",")
    decimal = "." if grouping == "," else ","
    plain = number.replace(grouping, "").replace(decimal, ".")
    return Decimal(plain or 0)
