"""What each figure means, on facts that can be reckoned by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from handlers.figures.definitions import Facts, Kpi, figure
from handlers.figures.trends import Figure
from storage.programme import Certified, Incentive, Registered
from storage.revenue import OnPlan, Sold
from storage.values import Money, Period

SEPTEMBER = Period.month(date(2026, 9, 1))
JULY = Period.month(date(2026, 7, 1))
Q3 = Period.quarter(date(2026, 9, 1))
NOW = datetime(2026, 9, 16, 10, tzinfo=UTC)


def rupiah(millions: int) -> Money:
    return Money.of(millions * 1_000_000, "IDR")


def deal(
    partner: int, *, hours: int | None = None, sold: date | None = None, gone: date | None = None
) -> Registered:
    """Submitted on 10 September, due two days later, decided after so many hours."""
    submitted = datetime(2026, 9, 10, 9, tzinfo=UTC)
    decided = None if hours is None else submitted + timedelta(hours=hours)
    return Registered(partner, submitted, submitted + timedelta(days=2), decided, sold, gone)


FACTS = Facts(
    now=NOW,
    currency="IDR",
    partners=frozenset({1, 2, 3, 4}),
    joined={1: date(2026, 1, 1), 2: date(2026, 6, 1), 3: date(2026, 7, 1), 4: date(2026, 10, 1)},
    members={1: 3, 2: 1},
    sold=[
        Sold(1, date(2025, 9, 1), rupiah(80)),
        Sold(1, date(2026, 7, 1), rupiah(60)),
        Sold(1, date(2026, 9, 1), rupiah(100)),
        Sold(2, date(2026, 9, 1), rupiah(20)),
        Sold(2, date(2026, 9, 1), Money.of(500, "USD")),
    ],
    first_sales={1: date(2026, 7, 10), 2: date(2026, 9, 5)},
    deals=[
        deal(1, hours=4, sold=date(2026, 9, 12)),
        deal(1, hours=30, gone=date(2026, 9, 14)),
        deal(2, hours=50, sold=date(2026, 9, 15)),
        deal(2, sold=date(2026, 7, 3)),
    ],
    certified=[
        Certified(1, 11, date(2026, 1, 1), date(2026, 12, 31)),
        Certified(1, 11, date(2026, 2, 1), date(2026, 12, 31)),
        Certified(3, 31, date(2024, 1, 1), date(2024, 12, 31)),
    ],
    incentives=[
        Incentive(1, "push", "2026-09", date(2026, 9, 1), rupiah(5)),
        Incentive(2, "rebate", "2026-09", date(2026, 9, 1), rupiah(1)),
    ],
    on_plans=[OnPlan(1, "push", date(2026, 9, 1), rupiah(50))],
)


@pytest.mark.parametrize(
    ("kpi", "period", "wanted"),
    [
        (Kpi.REVENUE, SEPTEMBER, rupiah(120)),
        (Kpi.REVENUE, Q3, rupiah(180)),
        (Kpi.GROWTH, SEPTEMBER, Decimal(50)),
        (Kpi.GROWTH, JULY, None),
        (Kpi.COST, SEPTEMBER, Decimal(5)),
        (Kpi.COST, Period.month(date(2026, 8, 1)), None),
        (Kpi.WIN_RATE, SEPTEMBER, Decimal("66.7")),
        (Kpi.WIN_RATE, JULY, Decimal(100)),
        (Kpi.FIRST_DEAL, SEPTEMBER, Decimal(96)),
        (Kpi.FIRST_DEAL, Q3, Decimal(143)),
        (Kpi.ACTIVE, SEPTEMBER, 2),
        (Kpi.ACTIVATION, SEPTEMBER, Decimal("66.7")),
        (Kpi.ACTIVATION, JULY, Decimal("33.3")),
        (Kpi.CHURN, SEPTEMBER, Decimal(0)),
        (Kpi.CERTIFICATION, SEPTEMBER, Decimal(25)),
        (Kpi.RESPONSE, SEPTEMBER, Decimal(30)),
        (Kpi.SLOW_RESPONSE, SEPTEMBER, Decimal(50)),
        (Kpi.SLA, SEPTEMBER, Decimal(50)),
        (Kpi.SLA, JULY, None),
    ],
)
def test_a_figure(kpi: Kpi, period: Period, wanted: Figure) -> None:
    assert figure(kpi, FACTS, period) == wanted


def test_without_anybody_there_is_nothing_to_reckon_from() -> None:
    nobody = FACTS.of([])
    counted = {Kpi.REVENUE: rupiah(0), Kpi.ACTIVE: 0}
    assert {kpi: figure(kpi, nobody, Q3) for kpi in Kpi} == dict.fromkeys(Kpi) | counted


def test_of_some_partners_only_theirs_counts() -> None:
    second = FACTS.of([2])
    assert figure(Kpi.REVENUE, second, SEPTEMBER) == rupiah(20)
    assert figure(Kpi.COST, second, SEPTEMBER) == Decimal(5)
    assert figure(Kpi.CERTIFICATION, second, SEPTEMBER) == Decimal(0)


def test_of_a_plan_the_sales_that_it_paid_for() -> None:
    push = FACTS.on("push")
    assert figure(Kpi.REVENUE, push, SEPTEMBER) == rupiah(50)
    assert figure(Kpi.COST, push, SEPTEMBER) == Decimal(10)


def test_a_partner_who_falls_silent_is_churned_once() -> None:
    silent = replace(
        FACTS.of([1]), sold=[Sold(1, date(2025, 8, 1), rupiah(1))], deals=[], certified=[]
    )
    assert figure(Kpi.CHURN, silent, Period.month(date(2026, 8, 1))) == Decimal(100)
    assert figure(Kpi.CHURN, silent, SEPTEMBER) is None


def test_a_decision_that_waits_is_late_only_after_its_time() -> None:
    waiting = replace(FACTS, deals=[deal(1)], now=datetime(2026, 9, 11, tzinfo=UTC))
    assert figure(Kpi.SLA, waiting, SEPTEMBER) is None
    assert figure(Kpi.SLA, replace(waiting, now=NOW), SEPTEMBER) == Decimal(0)
