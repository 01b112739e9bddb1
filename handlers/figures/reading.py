"""Reads which figures a sentence asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import TypeVar

from handlers.conversation.slots import Found, Reader
from handlers.conversation.text import Text
from handlers.figures.asked import Asked, By
from handlers.figures.definitions import Kpi
from storage.partners import Partner, PartnerKind, Tier
from storage.values import Language, Period

EACH = re.compile(
    r"\b(?:per|by|tiap|setiap|each|menurut|berdasarkan|masing-masing|for (?:each|every))\s+"
    r"(?P<what>.+)$",
    re.IGNORECASE,
)
TREND = re.compile(
    r"\b(?:tren\w*|trends?|perkembangan\w*|grafik\w*|per bulan|tiap bulan|setiap bulan|bulanan"
    r"|by month|per month|monthly|month by month|each month|over time|history|riwayat)\b",
    re.IGNORECASE,
)
MONTHLY = re.compile(r"\b(?:bulan|month)\w*\b", re.IGNORECASE)
LEGAL_FORM = re.compile(r"^(?:PT|CV|UD)\.?\s+", re.IGNORECASE)
T = TypeVar("T")


def asked(read: Reader, sentence: str, partners: Iterable[Partner]) -> Asked:
    each = EACH.search(sentence)
    what = each["what"] if each else ""
    apart = sentence[: each.start()] if each else sentence
    known = list(partners)
    kind = _last(read, sentence, _named(PartnerKind, "kind"))
    return Asked(
        kpis=_kpis(read, sentence),
        period=_period(read, sentence),
        by=_by(read, what, kind),
        tier=_last(read, apart, _named(Tier, "tier")),
        region=_region(read, sentence, known),
        kind=kind,
        partner_id=_last(read, sentence, _partners(known)),
        trend=TREND.search(sentence) is not None,
    )


def whole_months(period: Period) -> Period:
    """Figures are of whole months."""
    return Period(period.first.replace(day=1), Period.month(period.last).last)


def last_months(period: Period, number: int) -> list[Period]:
    """So many months up to the last one of a period, oldest first."""
    months = [Period.month(period.last)]
    while len(months) < number:
        months.append(Period.month(months[-1].first - timedelta(days=1)))
    return months[::-1]


def _kpis(read: Reader, sentence: str) -> tuple[Kpi, ...]:
    called = _named(Kpi, "called")
    found = dict.fromkeys(called[found.value] for found in read.named(sentence, called))
    if Kpi.RESPONSE in found:
        found[Kpi.SLOW_RESPONSE] = None
    return tuple(kpi for kpi in Kpi if kpi in found)


def _period(read: Reader, sentence: str) -> Period | None:
    found = [each for each in read.periods(sentence) if isinstance(each, Found)]
    return whole_months(found[0].value) if found else None


def _by(read: Reader, what: str, kind: PartnerKind | None) -> By | None:
    """*per distributor* is each of the distributors."""
    if not what or MONTHLY.match(what):
        return None
    called = _named(By, "by")
    found = read.named(what, called)
    kinds = read.named(what, _named(PartnerKind, "kind"))
    if kinds and kind and (not found or kinds[0].start < found[0].start):
        return By.PARTNER
    return called[found[0].value] if found else None


def _region(read: Reader, sentence: str, partners: Iterable[Partner]) -> str:
    regions = {partner.region for partner in partners if partner.region}
    found = read.named(sentence, regions)
    return found[0].value if found else ""


def _last(read: Reader, sentence: str, called: Mapping[str, T]) -> T | None:
    found = read.named(sentence, called)
    return called[found[-1].value] if found else None


def _named(words: Iterable[T], prefix: str) -> dict[str, T]:
    """What people say for each, in every language."""
    return {
        phrase: word
        for word in words
        for language in Language
        for phrase in Text.load("figures", language)(f"{prefix}_{word}").split(", ")
    }


def _partners(partners: Iterable[Partner]) -> dict[str, int]:
    return {name: partner.id for partner in partners for name in _names(partner)}


def _names(partner: Partner) -> Iterator[str]:
    yield partner.name
    yield LEGAL_FORM.sub("", partner.name)
