from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from storage.people import Person, Role
from storage.periods import PeriodState, SettlementPeriod
from storage.signing import NotNow, SamePerson
from storage.store import Store
from storage.values import Language, Period
from tests.conftest import NOW
from tests.storage.books import OCTOBER, SEPTEMBER, at_once, person, settle, through


@pytest.fixture
def store(any_store: Store) -> Store:
    return any_store


def somebody(number: int) -> Person:
    made = Person(handle=str(number), name="x", role=Role.FINANCE, language=Language.EN)
    made.id = number
    return made


def test_a_month_is_made_when_it_is_first_asked_for(store: Store) -> None:
    with store.transaction() as records:
        made = records.periods.containing(date(2027, 2, 28))
        assert (made.code, made.state) == ("2027-02", PeriodState.OPEN)
        assert made.days == Period(date(2027, 2, 1), date(2027, 2, 28))
        assert records.periods.containing(date(2027, 2, 1)) is made
        assert records.periods.get(made.id) is made
        assert made in records.periods.all()


def test_many_at_once_make_one_month(store: Store) -> None:
    def ask() -> int:
        with store.transaction() as records:
            return records.periods.containing(date(2027, 3, 3)).id

    assert len(set(at_once(*[ask] * 6))) == 1


def test_each_step_keeps_who_and_when(store: Store) -> None:
    settle(store, closed=True)
    with store.reading() as records:
        fajar, maya = person(records, "fajar").id, person(records, "maya").id
        period = records.periods.coded("2026-09")
        assert period is not None
        assert period.state is PeriodState.CLOSED
        people = (period.started_by_id, period.prepared_by_id, period.closed_by_id)
        assert people == (fajar, fajar, fajar)
        assert period.approved_by_id == maya
        assert {period.started_at, period.prepared_at, period.approved_at} == {NOW}
        assert period.closed_at == NOW


STEPS: list[tuple[PeriodState, Callable[[SettlementPeriod], None]]] = [
    (PeriodState.OPEN, lambda period: period.start(somebody(1), NOW)),
    (PeriodState.CALCULATING, lambda period: period.submit(somebody(1), NOW)),
    (PeriodState.IN_REVIEW, lambda period: period.approve(somebody(2), NOW)),
    (PeriodState.APPROVED, lambda period: period.close(somebody(1), NOW)),
]


@pytest.mark.parametrize("state", PeriodState)
@pytest.mark.parametrize("place", range(len(STEPS)))
def test_it_only_goes_forward_one_step_at_a_time(state: PeriodState, place: int) -> None:
    month = Period.month(SEPTEMBER)
    period = SettlementPeriod(code="2026-09", first=month.first, last=month.last)
    period.state = state
    before, step = STEPS[place]
    if state is before:
        step(period)
        assert [*PeriodState].index(period.state) == [*PeriodState].index(state) + 1
    else:
        with pytest.raises(NotNow):
            step(period)
        assert period.state is state


def test_who_prepared_it_may_not_approve_it(store: Store) -> None:
    with store.transaction() as records:
        fajar = person(records, "fajar")
        period = records.periods.locked(records.periods.containing(SEPTEMBER).code)
        with pytest.raises(SamePerson):
            through(period, fajar, fajar)
        assert period.state is PeriodState.IN_REVIEW


def test_nor_does_the_database_let_them(store: Store) -> None:
    settle(store)
    mine = update(SettlementPeriod).where(SettlementPeriod.code == "2026-09")
    same = mine.values(approved_by_id=SettlementPeriod.prepared_by_id)
    with pytest.raises(IntegrityError), store.transaction() as records:
        records.session.execute(same)


def test_what_comes_late_goes_to_the_next_month_that_is_not_approved(store: Store) -> None:
    with store.transaction() as records:
        assert records.periods.receiving(SEPTEMBER).code == "2026-09"
        assert records.periods.settled_to() is None
    settle(store)
    with store.transaction() as records:
        assert records.periods.receiving(SEPTEMBER).code == "2026-10"
        assert records.periods.settled_to() == date(2026, 9, 30)
    settle(store, OCTOBER, closed=True)
    with store.transaction() as records:
        assert records.periods.receiving(SEPTEMBER).code == "2026-11"
        assert records.periods.receiving(date(2026, 12, 1)).code == "2026-12"


def test_of_two_who_close_it_at_once_one_does(store: Store) -> None:
    settle(store)

    def close() -> None:
        with store.transaction() as records:
            period = records.periods.locked("2026-09")
            period.close(person(records, "fajar"), NOW)

    first, second = at_once(close, close, refused=NotNow)
    assert sorted([type(first), type(second)], key=str) == sorted([NotNow, type(None)], key=str)
