"""The rule of the fund, and what a partner has in it in one quarter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from storage.partners import Tier
from storage.rules import Rule
from storage.values import Money, Period

FUND = "mdf"


@dataclass(frozen=True, slots=True)
class Terms:
    """One version of the rule: a quarter's money by tier and currency, the vendor's share of an
    activity in per cent, and the days for the proof."""

    quarter: Mapping[str, Mapping[str, str]]
    share: int
    proof_days: int
    source: str

    @classmethod
    def of(cls, rule: Rule) -> Terms:
        value = rule.value
        return cls(value["quarter"], value["share_pct"], value["proof_days"], rule.source)

    def allowance(self, tier: Tier | None, currency: str) -> Money:
        """A quarter's money; nothing for a tier or a currency that the rule does not name."""
        amounts = self.quarter.get(tier, {}) if tier else {}
        return Money.of(amounts.get(currency, "0"), currency)

    def least_cost(self, amount: Money) -> Money:
        """What an activity costs at least, so that the amount is no more than the share."""
        return Money(-(-amount.minor * 100 // self.share), amount.currency)

    def proof_by(self, day: date) -> date:
        return day + timedelta(days=self.proof_days)


@dataclass(frozen=True, slots=True)
class Quarter:
    """A partner's fund in a quarter: all of it, what can still be claimed, and what of that
    waits in requests that nobody has decided yet."""

    period: Period
    allowance: Money
    holds: Money
    requested: Money

    @property
    def free(self) -> Money:
        return Money(max(self.holds.minor - self.requested.minor, 0), self.holds.currency)

    @property
    def taken(self) -> Money:
        return Money(max(self.allowance.minor - self.holds.minor, 0), self.holds.currency)


@dataclass(frozen=True, slots=True)
class Purse:
    """This quarter's fund and the next one's."""

    today: date
    this: Quarter
    next: Quarter

    def on(self, day: date | None) -> Quarter | None:
        """The quarter that an activity of that day is paid from; None: too early or too late."""
        if day is None:
            return self.this
        if day < self.today:
            return None
        return next((each for each in (self.this, self.next) if day in each.period), None)
