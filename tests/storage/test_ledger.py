from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from storage.keys import Cause
from storage.ledger import Account, Journal, Move, Posted, PostedOtherwise, Unbalanced
from storage.store import Store
from tests.conftest import NOW
from tests.storage.books import SEPTEMBER, at_once

CASH = Account("cash:clearing", None, "IDR")
PAYABLE = Account("liability:partner:1:payable", 1, "IDR")
DOLLARS = Account("cash:clearing", None, "USD")
LATER = NOW + timedelta(days=20)


@pytest.fixture
def store(any_store: Store) -> Store:
    return any_store


def a_journal(reference: str = "a", minor: int = 100, day: date = SEPTEMBER) -> Journal:
    return Journal(Cause("pay", reference), day, (Move(PAYABLE, minor), Move(CASH, -minor)))


def posts(store: Store, journal: Journal, now: object = NOW) -> Posted:
    with store.transaction() as records:
        period = records.periods.containing(SEPTEMBER)
        return records.ledger.post(journal, period.id, now)  # type: ignore[arg-type]  # a moment


def test_what_is_posted_is_there_once(store: Store) -> None:
    first, again = posts(store, a_journal()), posts(store, a_journal())
    assert (first.existed, again.existed) == (False, True)
    assert first.posting_id == again.posting_id
    with store.reading() as records:
        assert records.ledger.balance(PAYABLE) == 100
        moves = [entry.move for entry in records.ledger.entries(first.posting_id)]
        assert moves == [Move(PAYABLE, 100), Move(CASH, -100)]


def test_the_same_cause_with_other_amounts_is_a_mistake(store: Store) -> None:
    posts(store, a_journal())
    with pytest.raises(PostedOtherwise):
        posts(store, a_journal(minor=101))


def test_many_are_posted_at_once_and_those_that_are_there_stay(store: Store) -> None:
    first = posts(store, a_journal("a"))
    with store.transaction() as records:
        period = records.periods.containing(SEPTEMBER).id
        several = [(period, a_journal(name, 10)) for name in ("b", "c", "b")]
        found = records.ledger.post_all([(period, a_journal("a")), *several], NOW)
        assert [each.existed for each in found] == [True, False, False, True]
        assert found[0].posting_id == first.posting_id
        assert records.ledger.balance(PAYABLE) == 120
        assert records.ledger.unbalanced() == []
        assert records.ledger.post_all([], NOW) == []


@pytest.mark.parametrize(
    "moves",
    [
        (),
        (Move(CASH, 0),),
        (Move(CASH, 100),),
        (Move(CASH, 100), Move(PAYABLE, -99)),
        (Move(CASH, 100), Move(DOLLARS, -100)),
    ],
)
def test_what_does_not_balance_is_refused(store: Store, moves: tuple[Move, ...]) -> None:
    with pytest.raises(Unbalanced):
        posts(store, Journal(Cause("pay", "x"), SEPTEMBER, moves))


def test_two_currencies_balance_each_by_itself(store: Store) -> None:
    other = Account("fx:clearing", None, "USD")
    moves = (Move(CASH, 5), Move(PAYABLE, -5), Move(DOLLARS, 7), Move(other, -7))
    posts(store, Journal(Cause("exchange", "x"), SEPTEMBER, moves))
    with store.reading() as records:
        assert records.ledger.balance(DOLLARS) == 7
        assert records.ledger.unbalanced() == []


def test_a_correction_is_linked_and_takes_back(store: Store) -> None:
    posts(store, a_journal())
    posts(store, a_journal().reversed("calculation_error", date(2026, 9, 20)))
    with store.reading() as records:
        assert records.ledger.balance(PAYABLE) == 0
        posting = records.ledger.find(Cause("pay", "a"))
        assert posting is not None
        (back,) = records.ledger.linked(posting)
        assert (back.reason, back.effective) == ("calculation_error", date(2026, 9, 20))


def test_balances_are_of_a_day_and_as_they_were_known(store: Store) -> None:
    posts(store, a_journal("1", 100, date(2026, 9, 10)))
    posts(store, a_journal("2", 10, date(2026, 9, 20)))
    posts(store, a_journal("late", 1, date(2026, 9, 9)), LATER)
    with store.reading() as records:
        balance = records.ledger.balance
        assert balance(PAYABLE) == 111
        assert balance(PAYABLE, date(2026, 9, 10)) == 101
        assert balance(PAYABLE, date(2026, 9, 10), NOW) == 100
        assert balance(PAYABLE, known=NOW) == 110
        assert records.ledger.balances(1) == {PAYABLE: 111}
        assert records.ledger.balances(1, date(2026, 9, 1)) == {}
        assert balance(CASH) == -111


def test_what_was_written_past_the_door_is_found(store: Store) -> None:
    posting = posts(store, a_journal())
    with store.transaction() as records:
        more = "INSERT INTO ledger_entries (posting_id, account, currency, minor) VALUES "
        records.session.execute(text(more + f"({posting.posting_id}, 'cash:clearing', 'IDR', 1)"))
        assert records.ledger.unbalanced() == [posting.posting_id]


def test_of_many_who_post_the_same_at_once_one_does(store: Store) -> None:
    posted = at_once(*[lambda: posts(store, a_journal())] * 6)
    assert sorted(each.existed for each in posted) == [False] + [True] * 5
    with store.reading() as records:
        assert records.ledger.balance(PAYABLE) == 100


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_in_whatever_order_and_however_often_the_balances_are_the_same(
    empty_store: Store, data: st.DataObject
) -> None:
    amounts = data.draw(st.lists(st.integers(-(2**53), 2**53).filter(bool), max_size=6))
    tag = uuid4()  # every example has an account of its own
    account = Account(f"liability:test:{tag}", None, "IDR")
    journals = [
        Journal(Cause(str(tag), str(n)), SEPTEMBER, (Move(account, minor), Move(CASH, -minor)))
        for n, minor in enumerate(amounts)
    ]
    for journal in data.draw(st.permutations(journals * 2)):
        posts(empty_store, journal)
    with empty_store.reading() as records:
        assert records.ledger.balance(account) == sum(amounts)
        assert records.ledger.unbalanced() == []


@given(st.lists(st.tuples(st.text(), st.text(), st.integers(1, 3), st.none() | st.integers(1, 3))))
def test_other_causes_have_other_keys(causes: list[tuple[str, str, int, int | None]]) -> None:
    keys = Counter(Cause(*cause).key for cause in set(causes))
    assert all(count == 1 for count in keys.values())
