"""The books get what is new, once, and say why."""

from __future__ import annotations

from datetime import date

import pytest

from storage.earned import Slice
from storage.store import Store
from storage.values import Money, Period
from tests.handlers.incentives.calculating.books import (
    AGUS,
    BORNEO,
    EVERYBODY,
    MITRA,
    RINA,
    SURYA,
    balance,
    brief,
    changed,
    hashed,
    lines,
    post,
    publish,
    settle,
)
from tests.handlers.incentives.calculating.plans import RACE
from tests.handlers.incentives.selling import OCTOBER, sell
from tests.storage.books import at_once

SEPTEMBER = Period.month(date(2026, 9, 1))


@pytest.fixture
def store(any_store: Store) -> Store:
    return any_store


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


def test_the_same_books_have_the_same_hash(store: Store) -> None:
    post(store)
    before = hashed(store)
    sell(store, "rina", date(2026, 9, 15), 2, source_id="X")
    post(store, [MITRA])
    assert hashed(store) != before
    sell(store, "rina", date(2026, 9, 15), 0, source_id="X", revision=2, amount=Money(0, "IDR"))
    post(store, EVERYBODY)
    assert hashed(store) == before
