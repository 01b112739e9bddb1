"""Works out SPIFFs: so much for each unit a member sells, up to a cap a month; no I/O."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from handlers.incentives.conditions import Condition, hold
from storage.values import Money, Period


@dataclass(frozen=True, slots=True)
class Spiff:
    """One version of a plan's per-unit component. `product` is the one it pays for, if its
    tests name a single one."""

    plan: str
    component: str
    name: str
    version: int
    first: date
    last: date | None
    rate: Money
    cap: Money | None
    tests: tuple[Condition, ...]
    product: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """The same for every version: they share a cap."""
        return self.plan, self.component

    def in_force(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    def capped(self, amount: Money) -> Money:
        return amount if self.cap is None else min(amount, self.cap)


@dataclass(frozen=True, slots=True)
class Sale:
    """What a plan may pay for; a refund has fewer than no units. `facts` are what its tests
    ask about, as they were on that day."""

    day: date
    reference: str
    product: str
    units: int
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """What one sale earned under one version: `amount` is what the cap left of `gross`."""

    sale: Sale
    spiff: Spiff
    gross: Money
    amount: Money

    @property
    def cut(self) -> Money:
        return self.gross - self.amount


class Reason(StrEnum):
    """Why a sale earned nothing."""

    NO_PLAN = "no_plan"
    NOT_ELIGIBLE = "not_eligible"


@dataclass(frozen=True, slots=True)
class Unpaid:
    sale: Sale
    reason: Reason


@dataclass(frozen=True, slots=True)
class Earned:
    """The lines of one member and the sales that earned nothing, oldest first."""

    lines: tuple[Line, ...]
    unpaid: tuple[Unpaid, ...] = ()

    def during(self, period: Period) -> Earned:
        return Earned(
            tuple(line for line in self.lines if line.sale.day in period),
            tuple(none for none in self.unpaid if none.sale.day in period),
        )

    def total(self, currency: str) -> Money:
        return sum((line.amount for line in self.lines), Money(0, currency))

    @property
    def units(self) -> int:
        return sum(line.sale.units for line in self.lines)

    @property
    def versions(self) -> list[Spiff]:
        """Every version that paid, in the order it first did."""
        return list({(s.key, s.version): s for s in (line.spiff for line in self.lines)}.values())

    def by_month(self) -> dict[Period, Money]:
        months: dict[Period, Money] = {}
        for line in self.lines:
            month = Period.month(line.sale.day)
            before = months.get(month, Money(0, line.amount.currency))
            months[month] = before + line.amount
        return months

    def under(self, spiff: Spiff, month: Period) -> Money:
        """What the component has earned in a month, whichever its version."""
        amounts = (
            line.amount
            for line in self.lines
            if line.spiff.key == spiff.key and line.sale.day in month
        )
        return sum(amounts, Money(0, spiff.rate.currency))


def evaluate(spiffs: Sequence[Spiff], sales: Iterable[Sale]) -> Earned:
    """Pay each sale of one member under the version in force on its day.

    A cap is eaten in the order of the sales. What a line earns is what it changes in the
    capped total, so that a refund takes back only what the cap had let through.
    """
    gross_so_far: defaultdict[tuple[tuple[str, str], Period], int] = defaultdict(int)
    lines, unpaid = [], []
    for sale in sorted(sales, key=lambda sale: sale.day):
        paying = list(_paying(spiffs, sale))
        for spiff in paying:
            window = spiff.key, Period.month(sale.day)
            before = Money(gross_so_far[window], spiff.rate.currency)
            gross = spiff.rate * sale.units
            gross_so_far[window] += gross.minor
            amount = spiff.capped(before + gross) - spiff.capped(before)
            lines.append(Line(sale, spiff, gross, amount))
        if not paying:
            unpaid.append(Unpaid(sale, _reason(spiffs, sale)))
    return Earned(tuple(lines), tuple(unpaid))


def versions_on(spiffs: Sequence[Spiff], day: date) -> Iterable[Spiff]:
    """The version of each component that counts that day: the one that began last."""
    in_force = (spiff for spiff in spiffs if spiff.in_force(day))
    ordered = sorted(in_force, key=lambda spiff: (spiff.first, spiff.version))
    return {spiff.key: spiff for spiff in ordered}.values()


def _paying(spiffs: Sequence[Spiff], sale: Sale) -> Iterator[Spiff]:
    return (s for s in versions_on(spiffs, sale.day) if hold(s.tests, sale.facts))


def _reason(spiffs: Sequence[Spiff], sale: Sale) -> Reason:
    return Reason.NOT_ELIGIBLE if versions_on(spiffs, sale.day) else Reason.NO_PLAN
