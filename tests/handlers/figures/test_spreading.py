"""Which months what was earned over a longer window belongs to."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.figures.spreading import months, spread
from storage.programme import Incentive
from storage.revenue import Sold
from storage.store import Store
from storage.values import Money
from tests.conftest import People
from tests.handlers.incentives.calculating.books import post

JULY, AUGUST, SEPTEMBER = (date(2026, month, 1) for month in (7, 8, 9))


def earned(window: str, minor: int) -> Incentive:
    return Incentive(1, "rebate", window, SEPTEMBER, Money(minor, "IDR"))


def sold(month: date, minor: int, partner: int = 1, currency: str = "IDR") -> Sold:
    return Sold(partner, month, Money(minor, currency))


@pytest.mark.parametrize(
    ("window", "first", "number"),
    [
        ("2026-09", SEPTEMBER, 1),
        ("2026-Q3", JULY, 3),
        ("2026-H2", JULY, 6),
        ("2026", date(2026, 1, 1), 12),
    ],
)
def test_the_months_of_a_window(window: str, first: date, number: int) -> None:
    found = months(window)
    assert (found[0], len(found)) == (first, number)


def test_a_window_as_long_as_its_plan_has_no_months_of_its_own() -> None:
    (whole,) = spread([earned("plan", 7)], [sold(JULY, 1), sold(SEPTEMBER, 1)])
    assert whole == earned("plan", 7)


def test_a_quarter_is_spread_by_what_the_partner_sold() -> None:
    others = [sold(JULY, 900, partner=2), sold(JULY, 900, currency="USD")]
    found = spread([earned("2026-Q3", 100)], [sold(JULY, 2), sold(SEPTEMBER, 1), *others])
    assert {each.month: each.amount.minor for each in found} == {
        JULY: 66,
        AUGUST: 0,
        SEPTEMBER: 34,
    }


@pytest.mark.parametrize("minor", [-100, -1, 0, 1, 100, 10**15 + 1])
def test_the_parts_add_up_to_the_whole(minor: int) -> None:
    sales = [sold(JULY, 3), sold(AUGUST, -5), sold(SEPTEMBER, 4)]
    found = spread([earned("2026-Q3", minor)], sales)
    assert sum(each.amount.minor for each in found) == minor
    assert {each.month: each.amount.minor for each in found}[AUGUST] == 0


def test_without_sales_it_belongs_to_the_end_of_the_window() -> None:
    found = spread([earned("2026-Q2", 5)], [sold(SEPTEMBER, 1)])
    assert [each.amount.minor for each in found] == [0, 0, 5]
    assert found[-1].month == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("asked", "september", "quarter", "said"),
    [
        (
            "KPI report: incentive cost for September",
            "19.7%",
            "4.8%",
            "by what the partner sold in it",
        ),
        (
            "tampilkan KPI biaya insentif September",
            "19,7%",
            "4,8%",
            "menurut penjualan mitra di bulan itu",
        ),
    ],
)
def test_the_cost_of_a_month_has_its_share_of_a_quarter(
    chat: People, store: Store, asked: str, september: str, quarter: str, said: str
) -> None:
    """8,000,000 of SPIFF and 1,440,000 of a rebate on 940,000,000, of 48,000,000 sold; in the
    quarter 187,450,000 of 3,909,500,000."""
    post(store)
    maya = chat("maya").says(asked).hears(september, said)
    maya.says(asked.replace("September", "Q3")).hears(quarter)


def test_a_month_has_its_share_also_of_what_is_posted_later(chat: People, store: Store) -> None:
    """In July the rebate's 23,835,000 of 794,500,000, though it was posted in September."""
    post(store)
    chat("maya").says("KPI report: incentive cost for July").hears(" 3%")
