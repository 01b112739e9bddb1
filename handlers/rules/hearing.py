"""Reads from a sentence which rule is meant, from which day on, and what it should say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.conversation.slots import Found, Reader
from handlers.conversation.slots.reading import Reading, choices, masked
from handlers.conversation.text import Text
from handlers.rules.kinds import KINDS, Kind
from storage.values import Language, Period

#: What stands before the day on which something begins.
FROM = re.compile(
    r"\b(?:(?:mulai|berlaku|efektif|terhitung|sejak|per|starting|start|effective|beginning|from|as of"
    r"|since|valid|on|pada|in|tanggal|tgl|hari|the|awal|sejak)\s+){1,4}$",
    re.IGNORECASE,
)
NOW = re.compile(
    r"\b(?:sekarang|hari ini|mulai hari ini|now|today|immediately|segera|right away)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """`days` are the readings of the day on which it begins, none where nothing was said;
    `rest` is the sentence without it."""

    days: tuple[date, ...]
    rest: str


def kinds(sentence: str, read: Reader) -> Sequence[Kind]:
    """The rule a sentence names, by the longest of its names; several where it is unsure."""
    called = {name: kind for kind in KINDS.values() for name in _names(kind)}
    found = read.named(sentence, called)
    longest = max((len(each.value) for each in found), default=0)
    meant = (called[each.value] for each in found if len(each.value) == longest)
    return list(dict.fromkeys(meant))


def beginning(sentence: str, read: Reader, *, holds_days: bool) -> Said:
    """`holds_days`: the rule is about days itself, so only a day said to be its first is one."""
    marked = [each for each in _days(sentence, read) if FROM.search(sentence[: each.start])]
    loose = [] if holds_days or marked else list(_days(sentence, read))
    found = marked or loose
    if len(found) == 1:
        return Said(choices(found[0]), masked(sentence, found[0]))
    now = NOW.search(sentence)
    if now and not found and not holds_days:
        return Said((read.now.date(),), sentence)
    return Said((), sentence)


def _days(sentence: str, read: Reader) -> Iterator[Reading[date]]:
    yield from read.days(sentence)
    for period in read.periods(sentence):
        yield _first(period)


def _first(period: Reading[Period]) -> Found[date]:
    return Found(choices(period)[0].first, period.start, period.end)


def _names(kind: Kind) -> Iterator[str]:
    for language in Language:
        yield from Text.load("rules", language)(f"called_{kind.key}").split(", ")
