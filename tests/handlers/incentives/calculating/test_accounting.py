"""Funds and the ledger get what the lines say."""

from __future__ import annotations

from datetime import date

import pytest

from storage.store import Store
from storage.values import Money
from tests.conftest import NOW
from tests.handlers.incentives.calculating.books import BORNEO, balance, post, publish
from tests.handlers.incentives.calculating.plans import HOLDING, component
from tests.handlers.incentives.selling import sell


@pytest.fixture
def store(any_store: Store) -> Store:
    return any_store


def test_a_fund_is_filled_and_claimed(store: Store) -> None:
    filling = component("fill", pays="fund", fund="coop")
    rule = {"kind": "claim", "reimburse_pct": "50", "fund": "coop"}
    spent = {"all": [{"field": "product.name", "op": "eq", "value": "Event"}]}
    claiming = component("claim", rule=rule, when=spent)
    publish(store, HOLDING | {"id": "coop", "components": [filling, claiming]})
    sell(store, "agus", date(2026, 9, 2), 10)
    post(store)
    with store.reading() as records:
        assert records.funds.holds(BORNEO, "coop", "IDR", NOW.date()) == Money.of(1_500_000, "IDR")
    event = {"product": "Event", "amount": Money.of(1_000_000, "IDR")}
    sell(store, "agus", date(2026, 9, 3), 1, **event)
    post(store)
    with store.reading() as records:
        assert records.funds.holds(BORNEO, "coop", "IDR", NOW.date()) == Money.of(1_100_000, "IDR")
        assert {due.component for due in records.owed.at(BORNEO)} >= {"claim"}
        assert "fill" not in {due.component for due in records.owed.at(BORNEO)}
    assert balance(store, "liability:fund:coop", BORNEO) == -1_100_000
    assert balance(store, "liability:partner:2:accrued", BORNEO) == -1_500_000 + 1_000_000


def test_a_budget_of_a_period_is_for_that_period(store: Store) -> None:
    rule = {"kind": "fixed", "amount": "500", "once_per": "period"}
    budget = component("budget", rule=rule, pays="fund", fund="events")
    publish(store, HOLDING | {"components": [budget]})
    sell(store, "agus", date(2026, 9, 2), 1)
    post(store)
    with store.reading() as records:
        held = [
            records.funds.holds(BORNEO, "events", "IDR", day).amount
            for day in (date(2026, 9, 15), date(2026, 9, 16), date(2026, 10, 1))
        ]
    assert held == [0, 500, 0]
