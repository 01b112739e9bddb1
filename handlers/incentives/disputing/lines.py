"""Which line somebody means who says that one is wrong, and what they say is right; no I/O."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from handlers.conversation.slots import Reader, choices
from storage.values import Money

NUMBER = r"(?<!\w)(?<!\d[.,])(?P<{}>\d{{1,6}})(?!\d)(?![.,]\d)"
RIGHT, WRONG = NUMBER.format("right"), NUMBER.format("wrong")
_UNIT = r"(?:\s*(?:seats?|kursi|lisensi|licen[cs]es?|users?|unit|pcs))?"
_NOT = r"\b(?:bukan(?:nya)?|not|instead of|rather than|tidak|padahal tertulis|tertulis)"
_ONLY = r"(?:\s+(?:just|only|cuma|hanya))?\s*"
SAID = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{RIGHT}{_UNIT}[^\w]*{_NOT}{_ONLY}{WRONG}",
        rf"{_NOT}{_ONLY}{WRONG}{_UNIT}\D{{1,24}}?{RIGHT}",
        rf"\b(?:se)?(?:harusnya|mestinya)\D{{0,12}}{RIGHT}",
        rf"\b(?:should (?:be|have been|say)|it was)\s+{RIGHT}",
    )
)
THIS = re.compile(r"\b(?:ini|itu|tadi|tersebut|this|that)\b", re.IGNORECASE)
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Known:
    """A line of the books, as people speak of it. `reference` is the number of its sale, `rule`
    the plan that pays; what works on a total has no sale."""

    id: int
    amount: Money
    rule: str
    who: str
    window: str
    day: date | None = None
    quantity: Decimal | None = None
    customer: str = ""
    product: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """How many there should be, and how many the line is said to have."""

    right: int
    wrong: int | None = None


def line_meant(
    sentence: str, lines: Sequence[Known], read: Reader, shown: int | None = None
) -> Known | tuple[Known, ...]:
    """The one line that fits all that the sentence says of it; else those that it may be.

    `shown` is the line that was shown last: *this line* is that one, if nothing else is said.
    """
    fitting, narrowed = list(lines), False
    for fits in _tests(sentence, lines, read):
        some = [line for line in fitting if line.id in fits]
        if some:
            fitting, narrowed = some, True
    last = [line for line in fitting if line.id == shown]
    if last and THIS.search(sentence) and (not narrowed or len(fitting) > 1):
        return last[0]
    return fitting[0] if len(fitting) == 1 else tuple(fitting)


def claimed(sentence: str) -> Claim | None:
    """*10 seats, not 8* · *harusnya 10*"""
    for pattern in SAID:
        found = pattern.search(sentence)
        if found:
            wrong = found.groupdict().get("wrong")
            return Claim(int(found["right"]), int(wrong) if wrong else None)
    return None


def _tests(sentence: str, lines: Sequence[Known], read: Reader) -> Iterator[set[int]]:
    """The lines that fit each thing that is said, the surest first."""
    days = {day for found in read.days(sentence) for day in choices(found)}
    sums = {money.minor for found in read.money(sentence) for money in choices(found)}
    claim = claimed(sentence)
    yield {line.id for line in lines if _says(sentence, line.reference)}
    yield {line.id for line in lines if line.day in days}
    yield {line.id for line in lines if _says(sentence, line.customer)}
    yield {line.id for line in lines if claim and line.quantity == claim.wrong}
    yield {line.id for line in lines if line.amount.minor in sums}
    yield {line.id for line in lines if _says(sentence, line.product)}
    yield {line.id for line in lines if _shares(sentence, line.rule)}


def _says(sentence: str, name: str) -> bool:
    bare = re.sub(r"^(?:PT|CV|UD)\.?\s+", "", name.strip(), flags=re.IGNORECASE)
    words = re.escape(bare)
    return bool(bare) and re.search(rf"(?<![\w-]){words}(?![\w-])", sentence, re.I) is not None


def _shares(sentence: str, rule: str) -> bool:
    """*the rebate* is a line of the Rebate Q3."""
    said = set(WORD.findall(sentence.casefold()))
    return any(len(word) > 3 and word in said for word in WORD.findall(rule.casefold()))
