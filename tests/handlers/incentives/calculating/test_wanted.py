"""What of a line waits, and what a rule adds to lines."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from storage.earned import Slice
from storage.standing import Status
from storage.store import Store
from storage.values import Money
from tests.conftest import NOW
from tests.handlers.incentives.calculating.books import (
    BORNEO,
    balance,
    brief,
    lines,
    post,
    publish,
)
from tests.handlers.incentives.calculating.plans import HOLDING, component
from tests.handlers.incentives.selling import sell


@pytest.fixture
def store(any_store: Store) -> Store:
    return any_store


class TestHolds:
    def _held(self, store: Store) -> dict[Status, Money]:
        with store.reading() as records:
            (due,) = [due for due in records.owed.at(BORNEO) if due.component == "part"]
            return dict(due.amounts)

    @pytest.mark.parametrize(
        "hold",
        [
            {"pct": "20", "release": "after_days", "days": 10},
            {"pct": "20", "release": "on_date", "date": "2026-09-20"},
        ],
    )
    def test_a_part_waits_until_its_day(self, store: Store, hold: dict[str, Any]) -> None:
        publish(store, HOLDING | {"components": [component("part", hold)]})
        sell(store, "agus", date(2026, 9, 10), 2)
        post(store)
        assert self._held(store) == {
            Status.HELD: Money.of(60_000, "IDR"),
            Status.ACCRUED: Money.of(240_000, "IDR"),
        }
        post(store, now=NOW + timedelta(days=4))
        assert self._held(store) == {Status.ACCRUED: Money.of(300_000, "IDR")}
        with store.reading() as records:
            *_, last = records.earned.lines(Slice(partner_id=BORNEO))
        assert brief(last) == ("release", "part", "0")
        assert balance(store, "liability:partner:2:held", BORNEO) == 0

    def test_a_part_waits_for_the_customer(self, store: Store) -> None:
        hold = {"pct": "20", "release": "on_customer_payment"}
        publish(store, HOLDING | {"components": [component("part", hold)]})
        sell(store, "agus", date(2026, 9, 10), 2, source_id="X")
        post(store)
        assert self._held(store)[Status.HELD] == Money.of(60_000, "IDR")
        sell(store, "agus", date(2026, 9, 10), 2, source_id="X", revision=2, collected_minor=10**9)
        post(store)
        assert Status.HELD not in self._held(store)

    def test_until_the_customer_paid_on_a_day(self, store: Store) -> None:
        hold = {"pct": "20", "release": "on_customer_payment"}
        publish(store, HOLDING | {"components": [component("part", hold)]})
        sell(store, "agus", date(2026, 9, 10), 2, paid=date(2026, 9, 18))
        post(store)
        assert Status.HELD in self._held(store)
        post(store, now=NOW + timedelta(days=3))
        assert Status.HELD not in self._held(store)


def test_a_floor_and_what_is_carried_are_lines_of_their_own(store: Store) -> None:
    most = [{"per": "period", "max": "100000", "excess": "carry_forward"}]
    least = [{"per": "period", "min": "400000"}]
    both = [component("most", limits=most), component("least", limits=least)]
    publish(store, HOLDING | {"effective_to": "2026-10-31", "components": both})
    sell(store, "agus", date(2026, 9, 2), 2)
    sell(store, "agus", date(2026, 10, 2), 0, amount=Money.of(0, "IDR"))
    post(store, now=datetime(2026, 10, 3, tzinfo=UTC))
    found = lines(store, partner_id=BORNEO)
    assert ("carried", "most:carried", "100,000") in found
    assert ("true_up", "least:floor", "100,000") in found
