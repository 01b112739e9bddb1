"""The books get what is new, once, and say why."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from storage.earned import Slice
from storage.ledger import Account
from storage.standing import Status
from storage.store import Store
from storage.values import Money, Period
from tests.conftest import NOW
from tests.handlers.incentives.calculating.books import (
    AGUS,
    BORNEO,
    EVERYBODY,
    MITRA,
    RINA,
    SURYA,
    brief,
    changed,
    hashed,
    post,
    publish,
    settle,
)
from tests.handlers.incentives.calculating.test_evaluating import RACE
from tests.handlers.incentives.selling import OCTOBER, sell
from tests.storage.books import at_once

SEPTEMBER = Period.month(date(2026, 9, 1))


@pytest.fixture
def store(any_store: Store) -> Store:
    return any_store


def lines(store: Store, **some: Any) -> list[tuple[str, str, str]]:
    with store.reading() as records:
        return [brief(each) for each in records.earned.lines(Slice(**some))]


def balance(store: Store, code: str, partner_id: int) -> int:
    with store.reading() as records:
        return records.ledger.balance(Account(code, partner_id, "IDR")) // 100


def sold(store: Store, seats: int) -> int:
    """The id of Rina's sale of so many seats."""
    with store.reading() as records:
        found = records.transactions.of(1, SEPTEMBER)
        return next(sale.id for sale in found if sale.units == seats)


def test_everything_is_posted_once(store: Store) -> None:
    assert post(store).lines == 9
    assert post(store).lines == 0
    with store.reading() as records:
        assert records.stale.count() == 0
        assert records.ledger.unbalanced() == []
    assert balance(store, "liability:member:1:accrued", MITRA) == -8_000_000
    assert balance(store, "expense:incentive:rebate", SURYA) == 140_000_000


def test_of_many_who_post_at_once_one_does(store: Store) -> None:
    assert sorted(found.lines for found in at_once(*[lambda: post(store)] * 4)) == [0, 0, 0, 9]


def test_it_is_posted_where_it_happened(store: Store) -> None:
    post(store)
    with store.reading() as records:
        found = {
            each.component: (records.periods.get(each.period_id).code, each.window)
            for each in records.earned.lines(Slice())
        }
    assert found["spiff"] == ("2026-09", "2026-09")
    assert found["rebate"] == ("2026-09", "2026-Q3")
    assert found["fee"] == ("2026-08", "2026-Q3")


def test_a_return_is_a_line_of_its_own_linked_to_the_sale(store: Store) -> None:
    """Row 23, without and with a cap in between."""
    post(store)
    sell(store, "rina", date(2026, 9, 14), -10, refunds_id=sold(store, 24))
    assert post(store, [MITRA]).lines == 2  # and the rebate
    with store.reading() as records:
        *_, back = records.earned.lines(Slice(earner=RINA))
        sale, _ = records.earnings.get(back.linked_id or 0)
    assert brief(back) == ("reversal", "spiff", "-2,500,000")
    assert (sale.minor, sale.transaction_id) == (600_000_000, sold(store, 24))
    assert balance(store, "liability:member:1:accrued", MITRA) == -5_500_000


def test_a_return_gives_back_what_a_cap_had_kept(store: Store) -> None:
    sell(store, "rina", date(2026, 9, 12), 12)
    post(store)
    sell(store, "rina", date(2026, 9, 14), -10, refunds_id=sold(store, 24))
    post(store)
    assert lines(store, earner=RINA)[-1] == ("reversal", "spiff", "-1,500,000")
    assert balance(store, "liability:member:1:accrued", MITRA) == -8_500_000


def test_a_line_that_a_limit_took_is_kept_with_its_reason(store: Store) -> None:
    sell(store, "rina", date(2026, 9, 11), 12)
    sell(store, "rina", date(2026, 9, 12), 4)
    post(store)
    with store.reading() as records:
        *_, some, none = records.earned.lines(Slice(earner=RINA))
    assert [(each.amount.minor, each.gross.minor, each.reason) for each in (some, none)] == [
        (200_000_000, 300_000_000, "limit_reached"),
        (0, 100_000_000, "limit_reached"),
    ]


def test_what_a_sale_said_before_is_taken_back(store: Store) -> None:
    sell(store, "rina", date(2026, 9, 15), 2, source_id="X")
    post(store)
    sell(store, "rina", date(2026, 9, 15), 3, source_id="X", revision=2)
    post(store)
    with store.reading() as records:
        *_, new, gone = records.earned.lines(Slice(earner=RINA))
    assert brief(new) == ("earning", "spiff", "750,000")
    assert (*brief(gone), gone.reason) == ("reversal", "spiff", "-500,000", "superseded")
    assert gone.linked_id is not None


def test_what_comes_late_goes_into_the_open_period(store: Store) -> None:
    """Row 29: it says where it belongs, and what was closed stays."""
    post(store)
    settle(store, "2026-08")
    settle(store, "2026-09")
    sell(store, "rina", date(2026, 9, 29), 4)
    post(store, now=OCTOBER)
    with store.reading() as records:
        late = records.earned.lines(Slice(earner=RINA))[-1]
        assert brief(late) == ("prior_period", "spiff", "1,000,000")
        assert (records.periods.get(late.period_id).code, late.window) == ("2026-10", "2026-09")
        september = records.periods.containing(date(2026, 9, 1)).id
    assert len(lines(store, earner=RINA, period_id=september)) == 2


def test_another_version_goes_on(store: Store) -> None:
    sell(store, "agus", date(2026, 9, 10), 20)
    post(store)
    changed(store, "pro-push", "2026-09-16", amount="300000")
    sell(store, "agus", date(2026, 9, 17), 12)
    assert post(store, [BORNEO]).lines == 1
    with store.reading() as records:
        found = [
            (each.version, brief(each)[2]) for each in records.earned.lines(Slice(earner=AGUS))
        ]
    assert found == [(1, "5,000,000"), (2, "3,600,000")]


def test_a_race_changes_what_others_have_won(store: Store) -> None:
    publish(store, RACE)
    post(store)
    sell(store, "agus", date(2026, 8, 30), 100)
    assert BORNEO in (touched := post(store, [BORNEO]).partners)
    assert MITRA in touched
    with store.reading() as records:
        current = {
            each.member_id: f"{each.amount.amount:.0f}"
            for each in records.earned.current(Slice())
            if each.component == "race"
        }
    assert current == {1: "200", 2: "0", 3: "300"}


def test_without_partners_nothing_is_posted(store: Store) -> None:
    assert post(store, []).lines == 0


HOLDING = {
    "schema_version": 1,
    "id": "held",
    "version": 1,
    "name": "Held",
    "currency": "IDR",
    "effective_from": "2026-09-01",
    "effective_to": "2026-09-30",
    "period": "month",
    "measures": [{"id": "net", "of": "amount"}],
}


def component(id: str, hold: dict[str, Any] | None = None, **given: Any) -> dict[str, Any]:
    rate = {"kind": "rate", "base": "net", "pct": "10"}
    base = {"id": id, "label": id, "rule": rate, **given}
    return base | ({"hold": hold} if hold else {})


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


def test_the_same_books_have_the_same_hash(store: Store) -> None:
    post(store)
    before = hashed(store)
    sell(store, "rina", date(2026, 9, 15), 2, source_id="X")
    post(store, [MITRA])
    assert hashed(store) != before
    sell(store, "rina", date(2026, 9, 15), 0, source_id="X", revision=2, amount=Money(0, "IDR"))
    post(store, EVERYBODY)
    assert hashed(store) == before
