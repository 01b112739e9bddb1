"""Fetches the facts that figures are reckoned from, and which partners are in which group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from handlers.conversation.turn import Happening
from handlers.figures.asked import Asked, By
from handlers.figures.definitions import Facts
from handlers.figures.spreading import spread
from storage.partners import Partner, Tier
from storage.programme import Grant, Registered
from storage.values import Period

BEFORE = relativedelta(months=25)  #: growth and churn look a year further back than a trend


@dataclass(frozen=True, slots=True)
class Directory:
    """Every partner with the tiers that it held."""

    partners: Sequence[Partner]
    grants: Sequence[Grant]
    plans: dict[str, str]

    def tier(self, partner_id: int, day: date) -> Tier | None:
        held = [
            each.tier
            for each in self.grants
            if each.partner_id == partner_id
            and each.first <= day
            and (each.last is None or day <= each.last)
        ]
        return held[-1] if held else None


@dataclass(frozen=True, slots=True)
class Group:
    """Some partners, or what they did under one plan; `name` is a word of the catalogue for a
    tier and a kind."""

    name: str
    facts: Facts
    by: By | None = None


def zone(happening: Happening) -> ZoneInfo:
    """Periods are the vendor's."""
    installation = happening.records.installation.this()
    return ZoneInfo(installation.zone if installation else "Asia/Jakarta")


def directory(happening: Happening) -> Directory:
    records = happening.records
    plans = {plan.code: plan.name for plan in records.plans.all()}
    return Directory(records.partners.all(), records.programme.grants(), plans)


def facts(happening: Happening, known: Directory, period: Period) -> Facts:
    """All that is needed for the period, the twelve months up to it and the years before; what
    was earned over a window that ends later is known from then."""
    records, here = happening.records, zone(happening)
    now = happening.now.astimezone(here)
    last = max(Period.year(period.last).last, now.date())
    days = Period(period.last.replace(day=1) - BEFORE, last)
    sold = records.revenue.monthly(days)
    joined: dict[int, date] = {}
    for grant in known.grants:
        joined.setdefault(grant.partner_id, grant.first)
    currencies = Counter(partner.currency for partner in known.partners)
    return Facts(
        now=now,
        currency=currencies.most_common(1)[0][0] if currencies else "IDR",
        partners=frozenset(partner.id for partner in known.partners),
        joined=joined,
        members=records.programme.members(),
        sold=sold,
        first_sales=records.revenue.first_sales(),
        deals=[_local(deal, here) for deal in records.programme.deals()],
        certified=records.programme.certified(),
        incentives=spread(records.programme.incentives(days), sold),
        on_plans=records.revenue.on_plans(days),
    )


def groups(asked: Asked, by: By | None, known: Directory, whole: Facts) -> list[Group]:
    """The partners that are asked for, in groups; a tier is the one held at the end of the
    period."""
    day = min(asked.period.last, whole.today) if asked.period else whole.today
    some = [partner for partner in known.partners if _is_meant(partner, asked, known, day)]
    facts = whole.of([partner.id for partner in some])
    match by:
        case None:
            return [Group("", facts)]
        case By.PLAN:
            return list(_by_plan(facts, known))
        case By.PARTNER | By.TIER | By.REGION | By.KIND:
            return list(_by_partner(by, some, facts, known, day))
        case other:
            assert_never(other)


def _is_meant(partner: Partner, asked: Asked, known: Directory, day: date) -> bool:
    return (
        asked.partner_id in (None, partner.id)
        and (not asked.kinds or partner.kind in asked.kinds)
        and (not asked.regions or partner.region in asked.regions)
        and (not asked.tiers or known.tier(partner.id, day) in asked.tiers)
    )


def _by_partner(
    by: By, partners: Sequence[Partner], facts: Facts, known: Directory, day: date
) -> Iterator[Group]:
    members: dict[str, list[int]] = {}
    for partner in partners:
        label = {
            By.PARTNER: partner.name,
            By.TIER: str(known.tier(partner.id, day) or "none"),
            By.REGION: partner.region,
            By.KIND: str(partner.kind),
        }[by]
        members.setdefault(label, []).append(partner.id)
    for name, ids in members.items():
        yield Group(name, facts.of(ids), by)


def _by_plan(facts: Facts, known: Directory) -> Iterator[Group]:
    codes = {each.plan for each in facts.on_plans} | {each.plan for each in facts.incentives}
    for code in sorted(codes):
        yield Group(known.plans.get(code, code), facts.on(code), By.PLAN)


def _local(deal: Registered, here: ZoneInfo) -> Registered:
    """With its moments in the vendor's zone, where they belong to a day."""
    decided = deal.decided_at.astimezone(here) if deal.decided_at else None
    submitted, due = deal.submitted_at.astimezone(here), deal.due.astimezone(here)
    return replace(deal, submitted_at=submitted, due=due, decided_at=decided)
