"""What waits for the customers' money, on totals and where something came back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from storage.earned import Slice
from storage.standing import Status
from storage.store import Store
from storage.transactions import Transaction
from tests.conftest import NOW
from tests.handlers.incentives.calculating.books import BORNEO, balance, post, publish
from tests.handlers.incentives.calculating.plans import HOLDING, component
from tests.handlers.incentives.selling import sell

FOR_MONEY = {"pct": "20", "release": "on_customer_payment"}
WHOLE = {"kind": "tiers", "base": "net", "mode": "whole", "table": [{"pct": "10"}]}
FIRST, SECOND, THIRD = (date(2026, 9, day) for day in (2, 10, 14))


@pytest.fixture
def store(any_store: Store) -> Store:
    return any_store


def waiting(store: Store, days: int = 0) -> int:
    """What is held after everything is posted once more, in whole rupiah; the ledger agrees."""
    post(store, now=NOW + timedelta(days=days))
    with store.reading() as records:
        lines = records.earned.lines(Slice(partner_id=BORNEO))
        held = sum(line.held_minor for line in lines if line.plan == "held") // 100
    assert balance(store, "liability:partner:2:held", BORNEO) == -held
    return held


def sold(store: Store, source_id: str) -> Transaction:
    with store.reading() as records:
        return records.transactions.revisions("test", source_id)[-1]


def pays(store: Store, source_id: str, rupiah: int) -> None:
    """The file says what the customer paid of a sale so far."""
    sale = sold(store, source_id)
    told = {"revision": sale.revision + 1, "collected_minor": rupiah * 100}
    sell(store, "agus", sale.day, int(sale.units), source_id=source_id, **told)


def returns(store: Store, source_id: str, units: int, day: date = THIRD) -> None:
    sell(store, "agus", day, -units, refunds_id=sold(store, source_id).id)


def holds(store: Store, *components: dict[str, Any]) -> None:
    publish(store, HOLDING | {"components": list(components)})
    sell(store, "agus", FIRST, 2, source_id="A")
    sell(store, "agus", SECOND, 1, source_id="B")


ONCE = {"kind": "fixed", "amount": 500, "once_per": "period"}
RACE = {"kind": "rank", "measure": "net", "prizes": [500] * 6, "ties": "all"}
LEAST = {"kind": "guarantee", "amount": 450_500, "recover": "no"}


@pytest.mark.parametrize(
    ("rule", "held"), [(WHOLE, 90_000), (ONCE, 100), (RACE, 100), (LEAST, 100)]
)
def test_a_total_waits_until_all_its_sales_are_paid(
    store: Store, rule: dict[str, Any], held: int
) -> None:
    holds(store, component("rate"), component("total", FOR_MONEY, rule=rule))
    assert waiting(store) == held
    pays(store, "A", 3_000_000)
    assert waiting(store) == held
    pays(store, "B", 1_499_999)
    assert waiting(store) == held
    pays(store, "B", 1_500_000)
    assert waiting(store) == 0


def test_a_multiplier_waits_for_what_it_multiplies(store: Store) -> None:
    again = {"kind": "multiplier", "of": ["rate"], "pct": "10"}
    holds(store, component("rate"), component("again", FOR_MONEY, rule=again))
    assert waiting(store) == 9_000
    pays(store, "A", 3_000_000)
    pays(store, "B", 1_500_000)
    assert waiting(store) == 0


def test_what_is_carried_over_waits_for_the_month_that_it_comes_from(store: Store) -> None:
    most = [{"per": "period", "max": "400000", "excess": "carry_forward"}]
    carried = component("most", FOR_MONEY, limits=most)
    publish(store, HOLDING | {"effective_to": "2026-10-31", "components": [carried]})
    sell(store, "agus", FIRST, 3, source_id="A")
    sell(store, "agus", date(2026, 10, 2), 1, source_id="B", collected_minor=150_000_000)
    assert waiting(store, 20) == 80_000 + 10_000
    pays(store, "A", 4_500_000)
    assert waiting(store, 20) == 0


def test_nobody_pays_for_what_came_back(store: Store) -> None:
    """Half of A came back and the rest is paid, all of B came back: nothing is to come."""
    holds(store, component("total", FOR_MONEY, rule=WHOLE), component("rate", FOR_MONEY))
    returns(store, "A", 1)
    returns(store, "B", 1, SECOND)
    assert waiting(store) == 60_000
    pays(store, "A", 1_500_000)
    assert waiting(store) == 0


@pytest.mark.parametrize("days", [0, 11, 30])
def test_a_return_waits_as_long_as_its_sale(store: Store, days: int) -> None:
    """Released with its sale: else a sale that came back would be paid in between."""
    holds(store, component("part", {"pct": "20", "release": "after_days", "days": 20}))
    returns(store, "A", 2)
    returns(store, "B", 1)
    assert waiting(store, days) == 0
    with store.reading() as records:
        (due,) = [due for due in records.owed.at(BORNEO) if due.component == "part"]
    assert set(due.amounts) == {Status.REVERSED}
