"""A draft is replayed over a month that is over: row 27, and what else a preview must show."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from handlers.incentives.calculating.cliffs import Cliff, cliffs
from handlers.incentives.calculating.earners import Earner
from handlers.incentives.calculating.patterns import Pattern
from handlers.incentives.calculating.simulated import LeftOut, Simulated
from handlers.incentives.calculating.simulating import last_closed, simulated
from handlers.incentives.engine.paying.reasons import Reason
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.reading import read
from storage.store import Store
from storage.values import Money, Period
from tests.handlers.incentives.calculating.books import BORNEO, MITRA, document, settle
from tests.handlers.incentives.selling import sell, who

AUGUST = Period.month(date(2026, 8, 1))
GOLD = {"all": [{"field": "partner.tier", "op": "eq", "value": "gold"}]}
PRO = {"all": [{"field": "product.name", "op": "eq", "value": "CloudSuite Pro"}]}
OCTOBER = {
    "schema_version": 1,
    "id": "pro-october",
    "version": 1,
    "name": "Pro October",
    "currency": "IDR",
    "effective_from": "2026-10-01",
    "effective_to": "2026-10-31",
    "period": "month",
    "eligible": GOLD,
    "budget": "70000000",
    "measures": [{"id": "seats", "of": "quantity"}],
    "components": [
        {
            "id": "seat",
            "label": "Seat",
            "earner": "member",
            "when": PRO,
            "rule": {"kind": "per_unit", "base": "seats", "amount": "300000"},
            "limits": [{"per": "period", "max": "12000000"}],
        }
    ],
}


def plan(given: dict[str, Any]) -> Plan:
    found = read(given)
    assert isinstance(found, Plan)
    return found


def simulate(store: Store, given: dict[str, Any], period: Period = AUGUST) -> Simulated:
    with store.reading() as records:
        return simulated(records, plan(given), period)


def rupiah(amount: int) -> Money:
    return Money.of(amount, "IDR")


def test_row_27(any_store: Store) -> None:
    found = simulate(any_store, OCTOBER)
    with any_store.reading() as records:
        names = {who(records, name).id: name for name in ("rina", "dewi", "siti", "agus")}
    told = [
        (names[each.whose.member_id or 0], each.amount, int(each.units), each.capped)
        for each in found.outcomes
    ]
    assert told == [
        ("rina", rupiah(12_000_000), 45, True),
        ("dewi", rupiah(6_000_000), 20, False),
        ("siti", rupiah(4_500_000), 15, False),
    ]
    assert found.total == rupiah(22_500_000)
    assert found.under_budget == rupiah(47_500_000)
    ((flagged, odd),) = found.odd
    assert (names[flagged.whose.member_id or 0], odd.pattern) == ("siti", Pattern.SPLIT_ORDERS)
    assert [sale.quantity for sale in odd.sales] == [5, 5, 5]
    assert (odd.day, odd.customer) == (date(2026, 8, 31), "PT Cendrawasih Niaga")
    agus = next(who for who, name in names.items() if name == "agus")
    assert found.left_out == (
        LeftOut(Earner(BORNEO, agus), Reason.NOT_ELIGIBLE, "partner.tier", "silver"),
    )
    assert [each.cut for each in found.capped] == [rupiah(1_500_000)]
    assert len(found.gainers) == 3
    assert not found.losers
    assert not found.cliffs
    assert not found.flaws


def test_nothing_is_stored(store: Store) -> None:
    simulate(store, OCTOBER)
    with store.reading() as records:
        assert records.periods.all() == []


def test_against_the_version_it_replaces(store: Store) -> None:
    """Who gains and who loses: Pro Push pays resellers 250,000, at most ten million."""
    with store.reading() as records:
        push = document(records, "pro-push")
    rule = push["components"][0] | {"limits": [{"per": "period", "max": "5000000"}]}
    found = simulate(store, push | {"version": 2, "components": [rule], "eligible": GOLD})
    told = {each.whose.member_id: each.change.amount for each in found.outcomes}
    assert told == {1: -5_000_000, 2: 0, 3: -4_500_000, 4: 3_750_000}
    assert [each.whose.member_id for each in found.losers] == [1, 3]
    assert [each.whose.member_id for each in found.gainers] == [4]
    assert found.under_budget is None


def test_a_total_knows_its_sales(store: Store) -> None:
    for number in range(5):
        sell(store, "bayu", date(2026, 8, 30), 1, source_id=f"B{number}")
    with store.reading() as records:
        rebate = document(records, "rebate-2026-q3")
    found = simulate(store, rebate | {"id": "other"}, Period.quarter(AUGUST.first))
    surya = next(each for each in found.outcomes if each.whose.partner_id == 4)
    assert (surya.sales, int(surya.units)) == (6, 6)
    assert [odd.pattern for odd in surya.odd] == [Pattern.MONTH_END]
    assert surya.odd[0].day == date(2026, 8, 31)
    mitra = next(each for each in found.outcomes if each.whose.partner_id == MITRA)
    assert mitra.odd == ()


@pytest.mark.parametrize(
    ("table", "falls"),
    [
        (
            [{"up_to": "100", "pct": "10"}, {"pct": "5"}],
            [Cliff("c", Fraction(100), Fraction(10), Fraction(5))],
        ),
        ([{"up_to": "100", "pct": "5"}, {"pct": "10"}], []),
        (
            [{"up_to": "100", "amount": "7"}, {"up_to": "200", "amount": "9"}, {"amount": "8"}],
            [Cliff("c", Fraction(200), Fraction(9), Fraction(8))],
        ),
    ],
)
def test_selling_more_should_not_pay_less(table: list[Any], falls: list[Cliff]) -> None:
    rule = {"kind": "tiers", "base": "seats", "mode": "whole", "table": table}
    component = {"id": "c", "label": "C", "rule": rule}
    marginal = component | {"id": "m", "rule": rule | {"mode": "marginal"}}
    assert list(cliffs(plan(OCTOBER | {"components": [component, marginal]}))) == falls


def test_which_month_is_replayed(store: Store) -> None:
    with store.reading() as records:
        assert last_closed(records, date(2026, 9, 16)) == AUGUST
    settle(store, "2026-07")
    with store.reading() as records:
        assert last_closed(records, date(2026, 9, 16)) == Period.month(date(2026, 7, 1))
