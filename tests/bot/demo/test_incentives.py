from __future__ import annotations

from datetime import date

import pytest

from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.reading import read
from storage.people import Person
from storage.store import Records, Store
from storage.values import Money, Period

Q3 = Period(date(2026, 7, 1), date(2026, 9, 16))
TRAILING_YEAR = Period(date(2025, 9, 17), date(2026, 9, 16))
QUARTERS = [
    Period.quarter(day)
    for day in (date(2025, 10, 1), date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1))
]


def who(records: Records, handle: str) -> Person:
    person = records.people.with_handle(handle)
    assert person is not None
    return person


def revenue(records: Records, handle: str, period: Period) -> Money:
    found = records.transactions.at(who(records, handle).company.id, period)
    return sum((sale.amount for sale in found), Money(0, "IDR"))


@pytest.mark.parametrize(
    ("handle", "period", "millions"),
    [
        ("rina", Q3, 940),
        ("agus", TRAILING_YEAR, 1_650),
        ("hendra", Q3, 120),
        *zip(["bayu"] * 4, QUARTERS, [3_100, 3_400, 3_900, 2_800], strict=True),
    ],
)
def test_what_each_company_sold(store: Store, handle: str, period: Period, millions: int) -> None:
    with store.reading() as records:
        assert revenue(records, handle, period) == Money.of(millions * 1_000_000, "IDR")


@pytest.mark.parametrize(
    ("handle", "month", "seats"),
    [
        ("rina", 9, [24, 8]),
        ("rina", 8, [30, 15]),
        ("dewi", 8, [20]),
        ("agus", 8, [18]),
        ("siti", 8, [5, 5, 5]),
        ("lia", 8, []),
    ],
)
def test_what_each_member_sold(store: Store, handle: str, month: int, seats: list[int]) -> None:
    with store.reading() as records:
        sold = records.transactions.of(who(records, handle).id, Period.month(date(2026, month, 1)))
        assert [sale.units for sale in sold] == seats
        assert len({sale.customer for sale in sold if sale.customer}) == (handle == "siti")


def test_the_plans_are_published_and_without_faults(store: Store) -> None:
    with store.reading() as records:
        plans = records.plans.published(Period.month(date(2026, 9, 1)))
        assert {plan.code for plan in plans} == {
            *("pro-push", "rebate-2026-q3", "referral", "leads", "services")
        }
        assert all(isinstance(read(plan.document), Plan) for plan in plans)
        later = records.plans.published(Period.month(date(2026, 10, 1)))
        assert {plan.code for plan in later} == {"referral", "leads", "services"}
