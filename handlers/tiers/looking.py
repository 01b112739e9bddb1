"""Looks up what a partner holds, what a tier asks for, and what counts towards it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from handlers.conversation.turn import Happening
from handlers.tiers.requirements import Achieved, Holder, Progress, Requirements, above, progress
from storage.partners import Partner, PartnerTier, Tier
from storage.rules import UnknownRule
from storage.values import Money, Period
from storage.walltime import local_day


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a partner stands: the tier held as it was granted, and the way to another."""

    partner: Partner
    held: PartnerTier | None
    asked: Requirements
    achieved: Achieved
    progress: Progress
    course: str  #: the course's titles are data: this one is in the reader's language

    @property
    def by_decision(self) -> bool:
        return self.held is not None and is_by_decision(self.held)


def is_by_decision(held: PartnerTier) -> bool:
    """Granted until a day, or for a reason, rather than by what was reached."""
    return held.valid_to is not None or bool(held.reason)


def today(happening: Happening, partner: Partner) -> date:
    return local_day(happening.now, partner.zone)


def next_tier(happening: Happening, partner: Partner) -> Tier | None:
    """The lowest tier above theirs that the programme knows."""
    day = today(happening, partner)
    ladder = above(happening.records.partners.tier(partner.id, day))
    return next((tier for tier in ladder if requirements(happening, partner, tier)), None)


def requirements(happening: Happening, partner: Partner, tier: Tier) -> Requirements | None:
    """What is asked today; None for a tier that the programme has no rule for."""
    day = today(happening, partner)
    try:
        rule = happening.records.rules.on(f"tiers.{tier}", day)
    except UnknownRule:
        return None
    return Requirements.of(tier, rule, partner.currency)


def standing(
    happening: Happening, partner: Partner, asked: Requirements, language: str
) -> Standing:
    day = today(happening, partner)
    found = achieved(happening, partner, asked)
    course = happening.records.training.course(asked.course, day)
    titles = course.document["titles"] if course else {}
    return Standing(
        partner,
        happening.records.partners.held(partner.id, day),
        asked,
        found,
        progress(asked, partner.kind, found),
        titles.get(language, asked.course),
    )


def achieved(happening: Happening, partner: Partner, asked: Requirements) -> Achieved:
    """The revenue of the trailing months, and who is certified today."""
    day = today(happening, partner)
    window = Period(day - relativedelta(months=asked.months) + timedelta(days=1), day)
    months: list[tuple[Period, Money]] = []
    elsewhere: dict[str, int] = defaultdict(int)
    for sold in happening.records.revenue.of(partner.id, window):
        if sold.amount.currency == partner.currency:
            months.append((_within(window, Period.month(sold.month)), sold.amount))
        else:
            elsewhere[sold.amount.currency] += sold.amount.minor
    others = tuple(Money(minor, currency) for currency, minor in sorted(elsewhere.items()))
    return Achieved(day, window, tuple(months), others, tuple(_holders(happening, partner, asked)))


def _within(window: Period, month: Period) -> Period:
    return Period(max(window.first, month.first), min(window.last, month.last))


def _holders(happening: Happening, partner: Partner, asked: Requirements) -> list[Holder]:
    training, day = happening.records.training, today(happening, partner)
    found: list[Holder] = []
    for person in training.certified_at(partner.id, asked.course, day):
        held = (each for each in training.held(person.id) if each.course == asked.course)
        found.extend(Holder(person.id, person.name, each.valid_to) for each in held)
    return found
