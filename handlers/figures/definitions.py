"""The standard figures of a programme: what each means, reckoned from plain facts alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from statistics import median

from dateutil.relativedelta import relativedelta

from handlers.figures.trends import Figure, Unit
from storage.programme import Certified, Incentive, Registered
from storage.revenue import OnPlan, Sold
from storage.values import Money, Period

NINETY = Fraction(9, 10)


class Kpi(StrEnum):
    REVENUE = "revenue"
    GROWTH = "growth"
    COST = "cost"
    WIN_RATE = "win_rate"
    FIRST_DEAL = "first_deal"
    ACTIVE = "active"
    ACTIVATION = "activation"
    CHURN = "churn"
    CERTIFICATION = "certification"
    RESPONSE = "response"
    SLOW_RESPONSE = "slow_response"
    SLA = "sla"


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that figures are reckoned from, as it was known at `now`; every moment is in
    the vendor's zone, and sums are of whole months.

    Only amounts in `currency` count. `joined` is when each partner came, `members` how many
    people it has, `incentives` what was earned for each month. `on_plans` is what was sold that
    a plan has paid for; of a plan that pays on totals no sales are known (`on_totals`).
    """

    now: datetime
    currency: str
    partners: frozenset[int]
    joined: Mapping[int, date]
    members: Mapping[int, int]
    sold: Sequence[Sold]
    first_sales: Mapping[int, date]
    deals: Sequence[Registered]
    certified: Sequence[Certified]
    incentives: Sequence[Incentive]
    on_plans: Sequence[OnPlan]
    on_totals: bool = False

    @property
    def today(self) -> date:
        return self.now.date()

    def of(self, partners: Collection[int]) -> Facts:
        """Those of some partners."""
        some = frozenset(partners) & self.partners
        return replace(
            self,
            partners=some,
            joined={each: day for each, day in self.joined.items() if each in some},
            members={each: number for each, number in self.members.items() if each in some},
            sold=[each for each in self.sold if each.partner_id in some],
            first_sales={each: day for each, day in self.first_sales.items() if each in some},
            deals=[each for each in self.deals if each.partner_id in some],
            certified=[each for each in self.certified if each.partner_id in some],
            incentives=[each for each in self.incentives if each.partner_id in some],
            on_plans=[each for each in self.on_plans if each.partner_id in some],
        )

    def on(self, plan: str) -> Facts:
        """What a plan paid, and the sales that it paid for."""
        mine = [each for each in self.on_plans if each.plan == plan]
        return replace(
            self,
            sold=[Sold(each.partner_id, each.month, each.amount) for each in mine],
            incentives=[each for each in self.incentives if each.plan == plan],
            on_plans=mine,
            on_totals=not mine,
        )


def figure(kpi: Kpi, facts: Facts, period: Period) -> Figure:
    """None: there is nothing to reckon it from."""
    return _REGISTER[kpi][1](facts, period)


def unit(kpi: Kpi) -> Unit:
    return _REGISTER[kpi][0]


def _revenue(facts: Facts, period: Period) -> Money | None:
    """Sales less returns."""
    return None if facts.on_totals else _sold(facts, period)


def _sold(facts: Facts, period: Period) -> Money:
    return _sum(((each.month, each.amount) for each in facts.sold), facts, period)


def _growth(facts: Facts, period: Period) -> Decimal | None:
    """Revenue beside the same days a year before."""
    year = relativedelta(years=1)
    before = _sold(facts, Period(period.first - year, period.last - year))
    if before.minor <= 0:
        return None
    return _percent(_sold(facts, period).minor - before.minor, before.minor)


def _cost(facts: Facts, period: Period) -> Decimal | None:
    """What partners and members earned, for each hundred of revenue."""
    revenue = _sold(facts, period)
    earned = _sum(((each.month, each.amount) for each in facts.incentives), facts, period)
    return _percent(earned.minor, revenue.minor) if revenue.minor > 0 else None


def _win_rate(facts: Facts, period: Period) -> Decimal | None:
    """Of the registered deals that ended in the period, those that ended in a sale."""
    won = sum(each.sold is not None and each.sold in period for each in facts.deals)
    lost = sum(_lost(each, period) for each in facts.deals)
    return _percent(won, won + lost) if won + lost else None


def _lost(deal: Registered, period: Period) -> bool:
    return deal.sold is None and deal.expired is not None and deal.expired in period


def _first_deal(facts: Facts, period: Period) -> Decimal | None:
    """The median of the days from joining to the first sale, if that fell into the period."""
    days = [
        (day - facts.joined[partner]).days
        for partner, day in facts.first_sales.items()
        if day in period and partner in facts.joined
    ]
    return _exactly(median([Fraction(max(each, 0)) for each in days])) if days else None


def _active(facts: Facts, period: Period) -> int:
    return len(_active_on(facts, min(period.last, facts.today)))


def _activation(facts: Facts, period: Period) -> Decimal | None:
    """Of those who had joined by the end, those who had sold something by then."""
    end = min(period.last, facts.today)
    joined = {partner for partner, day in facts.joined.items() if day <= end}
    sold = {partner for partner in joined if facts.first_sales.get(partner, date.max) <= end}
    return _percent(len(sold), len(joined)) if joined else None


def _churn(facts: Facts, period: Period) -> Decimal | None:
    """Of those who were active before it began, those who are not at its end."""
    before = _active_on(facts, period.first - timedelta(days=1))
    gone = before - _active_on(facts, min(period.last, facts.today))
    return _percent(len(gone), len(before)) if before else None


def _certification(facts: Facts, period: Period) -> Decimal | None:
    """Of all members, those who are certified in something at the end."""
    end, everybody = min(period.last, facts.today), sum(facts.members.values())
    holders = {each.person_id for each in facts.certified if each.first <= end <= each.last}
    return _percent(len(holders), everybody) if everybody else None


def _response(facts: Facts, period: Period) -> Decimal | None:
    hours = _hours(facts, period)
    return _exactly(median(hours)) if hours else None


def _slow_response(facts: Facts, period: Period) -> Decimal | None:
    """Nine in ten decisions were at least as quick."""
    hours = sorted(_hours(facts, period))
    place = -(-len(hours) * NINETY.numerator // NINETY.denominator) - 1
    return _exactly(hours[place]) if hours else None


def _sla(facts: Facts, period: Period) -> Decimal | None:
    """Of the decisions that were due, those made in time; what still waits is late."""
    asked = (each for each in facts.deals if each.due.date() in period)
    due = [each for each in asked if each.decided_at is not None or each.due < facts.now]
    met = [each for each in due if each.decided_at is not None and each.decided_at <= each.due]
    return _percent(len(met), len(due)) if due else None


def _active_on(facts: Facts, day: date) -> set[int]:
    """Who sold, registered a deal or held a certificate in the twelve months up to a day."""
    since = day - relativedelta(years=1) + timedelta(days=1)
    year = Period(since, day)
    months = Period(since.replace(day=1), day)
    sold = {each.partner_id for each in facts.sold if each.month in months and each.amount.minor}
    deals = {each.partner_id for each in facts.deals if each.submitted_at.date() in year}
    held = {c.partner_id for c in facts.certified if c.first <= day and c.last >= since}
    return sold | deals | held


def _hours(facts: Facts, period: Period) -> list[Fraction]:
    """From submission to decision, of the deals decided in the period."""
    return [
        Fraction((each.decided_at - each.submitted_at) // timedelta(seconds=1), 3_600)
        for each in facts.deals
        if each.decided_at is not None and each.decided_at.date() in period
    ]


def _sum(amounts: Iterable[tuple[date, Money]], facts: Facts, period: Period) -> Money:
    found = (m.minor for day, m in amounts if day in period and m.currency == facts.currency)
    return Money(sum(found), facts.currency)


def _percent(part: int, whole: int) -> Decimal:
    return _exactly(Fraction(part * 100, whole))


def _exactly(value: Fraction) -> Decimal:
    """To a tenth, half up."""
    tenths = (Decimal(value.numerator) * 10 / Decimal(value.denominator)).quantize(
        Decimal(1), ROUND_HALF_UP
    )
    return tenths.scaleb(-1)


_REGISTER: dict[Kpi, tuple[Unit, Callable[[Facts, Period], Figure]]] = {
    Kpi.REVENUE: (Unit.COUNT, _revenue),
    Kpi.GROWTH: (Unit.PERCENT, _growth),
    Kpi.COST: (Unit.PERCENT, _cost),
    Kpi.WIN_RATE: (Unit.PERCENT, _win_rate),
    Kpi.FIRST_DEAL: (Unit.DAYS, _first_deal),
    Kpi.ACTIVE: (Unit.COUNT, _active),
    Kpi.ACTIVATION: (Unit.PERCENT, _activation),
    Kpi.CHURN: (Unit.PERCENT, _churn),
    Kpi.CERTIFICATION: (Unit.PERCENT, _certification),
    Kpi.RESPONSE: (Unit.HOURS, _response),
    Kpi.SLOW_RESPONSE: (Unit.HOURS, _slow_response),
    Kpi.SLA: (Unit.PERCENT, _sla),
}
