"""What finance must know of a month before they sign it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from handlers.incentives.calculating.calendar import today
from handlers.incentives.paying.gathering import name_of, profile_of, withholding_of
from handlers.incentives.payouts.profiles import missing
from storage.months import Cost, Late, Payee
from storage.people import Person
from storage.periods import SETTLED, PeriodState, SettlementPeriod
from storage.runs import Progress, RunState
from storage.store import Records
from storage.values import Money, Period


class PlanCost(NamedTuple):
    """What a plan cost in the month and in the one before; `spent` is since it began."""

    name: str
    cost: Money
    before: Money
    spent: Money
    budget: Money | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a month's cost in one currency stands for. What is `payable` becomes so with the
    approval; `later` is due with a later month; what is `held` is in neither."""

    cost: Money
    before: Money
    payable: Money
    later: Money
    held: Money
    funds: Money


@dataclass(frozen=True, slots=True)
class Checks:
    """What may have to be looked into first: disputes by number, payees by name, months that
    are not closed."""

    disputes: Sequence[str] = ()
    adjustments: int = 0
    unpayable: Sequence[str] = ()
    earlier: Sequence[Period] = ()


@dataclass(frozen=True, slots=True)
class Month:
    """`record` is missing while nothing was posted in it; `sales` counts also returns."""

    days: Period
    today: date
    record: SettlementPeriod | None
    sales: int
    partners: int
    standings: Sequence[Standing] = ()
    plans: Sequence[PlanCost] = ()
    checks: Checks = Checks()
    progress: Progress | None = None
    late: Sequence[Late] = ()
    statements: int = 0

    @property
    def code(self) -> str:
        return f"{self.days.first:%Y-%m}"

    @property
    def state(self) -> PeriodState:
        return self.record.state if self.record else PeriodState.OPEN

    @property
    def is_over(self) -> bool:
        return self.days.last < self.today

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED


def month_of(records: Records, days: Period, now: datetime) -> Month:
    """As it stands now."""
    found = records.periods.coded(f"{days.first:%Y-%m}")
    sales, partners = records.months.sold(days)
    month = Month(days, today(records, now), found, sales, partners)
    return _posted(records, month, found) if found else month


def called(code: str) -> Period:
    """The days of `2026-08`."""
    return Period.month(date.fromisoformat(f"{code}-01"))


def unclosed(records: Records, now: datetime) -> list[SettlementPeriod]:
    """The months that are over and not closed, the oldest first."""
    day = today(records, now)
    found = records.periods.all()
    return [each for each in found if each.last < day and each.state is not PeriodState.CLOSED]


def progress_of(records: Records, found: SettlementPeriod) -> Progress | None:
    """How far its calculation is; None when nobody calculates it."""
    if found.state is not PeriodState.CALCULATING:
        return None
    going = [run for run in records.runs.of(found.id) if run.state is not RunState.DROPPED]
    return records.runs.progress(going[0].id) if going else None


def by(records: Records, person_id: int | None) -> Person | None:
    return records.people.get(person_id) if person_id is not None else None


def _posted(records: Records, month: Month, found: SettlementPeriod) -> Month:
    previous = _before(records, found)
    ids = [found.id, *([previous.id] if previous else [])]
    costs = records.months.costs(ids)
    return Month(
        month.days,
        month.today,
        found,
        month.sales,
        month.partners,
        list(_standings(costs, found)),
        list(_plans(records, costs, found)),
        _checks(records, found),
        progress_of(records, found),
        records.months.late(found) if found.is_settled else (),
        records.months.issued(found.id),
    )


def _before(records: Records, found: SettlementPeriod) -> SettlementPeriod | None:
    earlier = [each for each in records.periods.all() if each.last < found.first]
    last = earlier[-1] if earlier else None
    return last if last and (found.first - last.last).days == 1 else None


def _standings(costs: Sequence[Cost], found: SettlementPeriod) -> Iterator[Standing]:
    """Of each currency."""
    for currency in sorted({cost.currency for cost in costs}):
        mine = [cost for cost in costs if cost.currency == currency]
        here = [cost for cost in mine if cost.period_id == found.id]
        cash = [cost for cost in here if not cost.fund]
        due = [cost for cost in cash if cost.due_on <= found.last]
        sums = {
            "cost": sum(cost.minor for cost in here),
            "before": sum(cost.minor for cost in mine if cost.period_id != found.id),
            "payable": sum(cost.minor - cost.held for cost in due),
            "later": sum(cost.minor - cost.held for cost in cash if cost.due_on > found.last),
            "held": sum(cost.held for cost in cash),
            "funds": sum(cost.minor for cost in here if cost.fund),
        }
        yield Standing(**{name: Money(minor, currency) for name, minor in sums.items()})


def _plans(records: Records, costs: Sequence[Cost], found: SettlementPeriod) -> Iterator[PlanCost]:
    """Those that cost something in either month, the dearest first."""
    here: Counter[tuple[str, str]] = Counter()
    before: Counter[tuple[str, str]] = Counter()
    for cost in costs:
        (here if cost.period_id == found.id else before)[cost.plan, cost.currency] += cost.minor
    spent = records.months.spent(found.last)
    names, budgets = _published(records)
    for plan, unit in sorted({*here, *before}, key=lambda key: (-here[key], key)):
        yield PlanCost(
            names.get(plan, plan),
            Money(here[plan, unit], unit),
            Money(before[plan, unit], unit),
            Money(spent.get((plan, unit), 0), unit),
            budgets.get((plan, unit)),
        )


def _published(records: Records) -> tuple[dict[str, str], Mapping[tuple[str, str], Money]]:
    """The name and the budget of each plan, as its newest version says."""
    names, budgets = {}, {}
    for plan in records.plans.all():
        if plan.published_at is not None:
            names[plan.code] = plan.name
            unit, budget = plan.document["currency"], plan.document.get("budget")
            if budget is not None:
                budgets[plan.code, unit] = Money.of(str(budget), unit)
    return names, budgets


def _checks(records: Records, found: SettlementPeriod) -> Checks:
    if found.state is PeriodState.CLOSED:
        return Checks(records.months.disputed(found.id), records.months.unadjusted(found.id))
    return Checks(
        records.months.disputed(found.id),
        records.months.unadjusted(found.id),
        [
            name_of(records, payee.partner_id, payee.member_id)
            for payee in records.months.payees(found.id)
            if _unpayable(records, payee)
        ],
        [
            each.days
            for each in records.periods.all()
            if each.last < found.first and each.state is not PeriodState.CLOSED
        ],
    )


def _unpayable(records: Records, payee: Payee) -> bool:
    """The profile lacks something, or nobody has said what tax is kept back."""
    kept = records.payout_profiles.of(payee.earner)
    withholding = withholding_of(kept)
    return withholding is None or bool(missing(profile_of(kept), withholding.pct > 0))
