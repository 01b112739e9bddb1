"""Percentages, lengths of time and bare amounts, which no other sentence here needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from handlers.conversation.slots import Found
from handlers.conversation.slots.numerals import FIGURES, WORDS, figures, spelled
from handlers.incentives.drafting.hearing.vocabulary import pattern
from storage.values import Money

YEARS = range(1900, 2200)
LEAST_BARE = 1000
TOO_MUCH = 10**16  #: more digits than a plan may have


@dataclass(frozen=True, slots=True)
class Length:
    """So many days or months."""

    days: int = 0
    months: int = 0

    @property
    def in_days(self) -> int:
        return self.days + 30 * self.months

    def last(self, first: date) -> date:
        """The last day of this long a time."""
        return first + relativedelta(days=self.days, months=self.months) - timedelta(days=1)


def percents(text: str) -> Iterator[Found[Decimal]]:
    """*5%*, *2,5 persen*, *five per cent*: a mark is always the decimal one."""
    figured = rf"(?<![\w.,])(?P<number>\d+(?:[.,]\d+)?|{WORDS})\s*(?:%|{{percent}})"
    for match in pattern(figured).finditer(text):
        yield Found(_share(match["number"].strip()), *match.span())


def lengths(text: str) -> Iterator[Found[Length]]:
    """*90 hari*, *3 months*; the last three months are a period instead."""
    said = (
        rf"(?<!\w)(?:(?P<before>{{recent}}) )?(?P<number>\d{{1,3}}|{WORDS})[\s-]*"
        r"(?:(?P<days>{days})|(?P<weeks>{weeks})|(?P<months>{months}))(?! {recent})"
    )
    for match in pattern(said).finditer(text):
        number = _number(match["number"].strip())
        if number and not match["before"]:
            yield Found(_length(match, number), match.start("number"), match.end())


def bare(text: str, currency: str) -> Iterator[Found[Money]]:
    """*300.000*: in a plan a number of thousands is money, unless it looks like a year."""
    for match in re.finditer(rf"(?<![\w.,/#-]){FIGURES}(?![\w%/]|-\d)", text):
        numeral = figures(match[0])
        plain = match[0].isdigit() and len(match[0]) == 4 and int(match[0]) in YEARS
        if numeral and LEAST_BARE <= numeral.value < TOO_MUCH and not plain:
            yield Found(Money.of(numeral.value, currency), *match.span())


def _share(written: str) -> Decimal:
    if written[0].isdigit():
        return Decimal(written.replace(",", "."))
    return spelled(written) or Decimal(1)


def _number(written: str) -> int:
    """The *a* of *a month* counts nothing: that is how often."""
    if written.casefold() in {"a", "an"}:
        return 0
    value = Decimal(written) if written.isdigit() else spelled(written)
    return int(value) if value is not None and value == int(value) else 0


def _length(match: re.Match[str], number: int) -> Length:
    if match["months"]:
        return Length(months=number)
    return Length(days=number * (7 if match["weeks"] else 1))
