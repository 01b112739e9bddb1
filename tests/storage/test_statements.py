from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from storage.earned import Slice
from storage.statements import IssuedStatement, Snapshot
from storage.store import Records, Store
from tests.conftest import NOW
from tests.storage.books import SEPTEMBER, at_once, earns, person


@pytest.fixture
def store(any_store: Store) -> Store:
    earns(any_store, "1", 500)
    return any_store


def snapshot(records: Records, told: str = "h1") -> Snapshot:
    rina, period = person(records, "rina"), records.periods.containing(SEPTEMBER)
    earner = f"member:{rina.id}"
    return Snapshot(earner, rina.company.id, rina.id, period.id, {"accrued": "500"}, told)


def issues(store: Store, told: str = "h1") -> IssuedStatement:
    with store.transaction() as records:
        return records.statements.issue(snapshot(records, told), NOW)


def test_a_statement_is_issued_once_until_something_changes(store: Store) -> None:
    first, again = issues(store), issues(store)
    assert first.id == again.id
    earns(store, "2", -100)
    second = issues(store, "h2")
    assert (first.version, second.version) == (1, 2)
    with store.reading() as records:
        kept = records.statements
        assert kept.last(first.earner, first.period_id) == second
        assert kept.all() == [first, second]


def test_its_lines_are_those_that_were_there(store: Store) -> None:
    first = issues(store)
    earns(store, "2", -100)
    with store.reading() as records:
        then = Slice(period_id=first.period_id, earner=first.earner, up_to=first.last_line_id)
        assert [line.amount.minor for line in records.earned.lines(then)] == [500]


def test_one_without_lines_has_none(store: Store) -> None:
    with store.transaction() as records:
        empty = replace(snapshot(records), earner="partner:9")
        assert records.statements.issue(empty, NOW + timedelta(days=1)).last_line_id == 0


def test_of_two_issued_at_once_there_is_one(store: Store) -> None:
    ended = at_once(*[lambda: issues(store)] * 2, refused=IntegrityError)
    kept = [each for each in ended if isinstance(each, IssuedStatement)]
    assert kept
    assert all(isinstance(each, (IssuedStatement, IntegrityError)) for each in ended)
    assert {each.version for each in kept} == {1}
