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
AND = re.compile(
    r"\s*(?:,|&|\b(?:dan|and|serta|juga|also|plus|sekaligus)\b)\s*"
    r"(?:(?:per|by|tiap|setiap|each|menurut)\s+)?",
    re.IGNORECASE,
)
WHICH = re.compile(
    r"\b(?:which|what|whose)\s+(?:partners?|compan\w+|resellers?|distributors?)\b"
    r"|\b(?:mitra|partner|perusahaan|reseller|distributor)\s+(?:yang\s+)?(?:mana|apa)\b"
    r"|\b(?:best|top|weakest|worst)\b.{0,20}\b(?:partner|reseller|distributor)s?\b"
    r"|\b(?:mitra|partner|reseller|distributor)\b.{0,20}\bter(?:atas|baik|besar|tinggi|laris)\b",
    re.IGNORECASE,
)
#: What something is compared with is not what is asked for: every figure shows that anyway.
COMPARED = re.compile(
    r"\b(?:vs\.?|versus|against|compared (?:to|with)|than|dibanding(?:kan)?(?: dengan)?|daripada)"
    r"\s+(?:the\s+)?(?:same\s+)?(?:last|previous|prior|year|month|quarter|tahun|bulan|kuartal)"
    r"\b[^,;?]*",
    re.IGNORECASE,
)
LEGAL_FORM = re.compile(r"^(?:PT|CV|UD)\.?\s+", re.IGNORECASE)
T = TypeVar("T")


def asked(read: Reader, sentence: str, partners: Iterable[Partner]) -> Asked:
    """Several tiers, regions or kinds in one sentence are to be seen side by side."""
    each = EACH.search(sentence)
    apart = sentence[: each.start()] if each else sentence
    known = list(partners)
    kinds = _all(read, sentence, _named(PartnerKind, "kind"))
    tiers = _all(read, apart, _named(Tier, "tier"))
    regions = _all(read, sentence, {p.region: p.region for p in known if p.region})
    compared = zip((By.TIER, By.REGION, By.KIND), (tiers, regions, kinds), strict=True)
    beside = tuple(by for by, named in compared if len(named) > 1)
    which = (By.PARTNER,) if WHICH.search(sentence) else ()
    return Asked(
        kpis=_kpis(read, sentence),
        period=_period(read, COMPARED.sub(" ", sentence)),
        by=_by(read, each["what"] if each else "") or beside or which,
        tiers=tiers,
        regions=regions,
        kinds=kinds,
        partner_id=next(iter(_all(read, sentence, _partners(known))), None),
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


def _by(read: Reader, what: str) -> tuple[By, ...]:
    """*per tier and per plan* is two tables; *per distributor* is each of the distributors."""
    axes = _named(By, "by") | dict.fromkeys(_named(PartnerKind, "kind"), By.PARTNER)
    found: list[By] = []
    while what and not MONTHLY.match(what):
        named = read.named(what, axes)
        if not named:
            break
        found.append(axes[named[0].value])
        more = AND.match(what, named[0].end)
        what = what[more.end() :] if more else ""
    return tuple(dict.fromkeys(found))


def _all(read: Reader, sentence: str, called: Mapping[str, T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(called[found.value] for found in read.named(sentence, called)))


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
