"""What the programme asks of a tier, what a partner has of it, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from storage.partners import PartnerKind, Tier
from storage.rules import Rule
from storage.values import Money, Period


@dataclass(frozen=True, slots=True)
class Requirements:
    """One version of a tier's rule, for a partner who is paid in one currency.

    `revenue` is None where the rule names no threshold in that currency.
    """

    tier: Tier
    kinds: tuple[PartnerKind, ...]
    months: int
    revenue: Money | None
    course: str
    people: int
    warn_days: int
    source: str
    since: date

    @classmethod
    def of(cls, tier: Tier, rule: Rule, currency: str) -> Requirements:
        value: Mapping[str, Any] = rule.value
        least = value["revenue"].get(currency)
        return cls(
            tier=tier,
            kinds=tuple(PartnerKind(kind) for kind in value["kinds"]),
            months=value["months"],
            revenue=None if least is None else Money.of(least, currency),
            course=value["certified"]["course"],
            people=value["certified"]["people"],
            warn_days=value["warn_days"],
            source=rule.source,
            since=rule.effective_from,
        )


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody whose certificate counts, and the last day on which it does."""

    person_id: int
    name: str
    until: date


@dataclass(frozen=True, slots=True)
class Achieved:
    """What a partner has on a day: revenue by month, other currencies apart, and certificates."""

    day: date
    window: Period
    months: tuple[tuple[Period, Money], ...]
    elsewhere: tuple[Money, ...]
    holders: tuple[Holder, ...]

    @property
    def revenue(self) -> Money | None:
        """None: nothing was sold in the currency that counts."""
        if not self.months:
            return None
        return Money(sum(sold.minor for _, sold in self.months), self.months[0][1].currency)


@dataclass(frozen=True, slots=True)
class Ending:
    """A certificate that counts today and soon will not; `left` people then count."""

    holder: Holder
    days: int
    left: int


@dataclass(frozen=True, slots=True)
class Reached:
    """Everything that the tier asks for is there."""


@dataclass(frozen=True, slots=True)
class Short:
    """What is missing; None and 0 where nothing of the kind is."""

    revenue: Money | None
    people: int


@dataclass(frozen=True, slots=True)
class OnlyByDecision:
    """The tier's rule is for partners of other kinds (or names no threshold in their currency)."""

    kinds: tuple[PartnerKind, ...]


Progress = Reached | Short | OnlyByDecision


def progress(asked: Requirements, kind: PartnerKind, achieved: Achieved) -> Progress:
    if kind not in asked.kinds or asked.revenue is None:
        return OnlyByDecision(asked.kinds)
    sold = achieved.revenue or Money(0, asked.revenue.currency)
    missing = asked.revenue - sold
    people = max(asked.people - len(achieved.holders), 0)
    if missing.minor <= 0 and not people:
        return Reached()
    return Short(missing if missing.minor > 0 else None, people)


def ending(asked: Requirements, achieved: Achieved) -> list[Ending]:
    """The certificates that stop counting soon, the first first."""
    soon = achieved.day + timedelta(days=asked.warn_days)
    ordered = sorted(achieved.holders, key=lambda holder: (holder.until, holder.person_id))
    return [
        Ending(holder, (holder.until - achieved.day).days, len(ordered) - place)
        for place, holder in enumerate(ordered, start=1)
        if holder.until <= soon
    ]


def above(tier: Tier | None) -> tuple[Tier, ...]:
    """The tiers above one, the next first."""
    ladder = tuple(Tier)
    return ladder[ladder.index(tier) + 1 :] if tier else ladder
