"""A schedule fires once on each local date, whoever looks and whatever the clock does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest

from storage.schedules import Missed, Outcome, Schedule, SchedulePolicy
from storage.store import Store
from storage.walltime import TZDATA
from tests.conftest import NOW

A_DAY = timedelta(days=1)
NINE = datetime.fromisoformat("2026-09-17T02:00Z")


@pytest.fixture
def store(any_empty_store: Store) -> Store:
    return any_empty_store


def plans(store: Store, now: datetime = NOW, **given: Any) -> int:
    """Every day at nine in Jakarta, unless said otherwise."""
    values: dict[str, Any] = {
        "name": "test.due",
        "wall": "09:00",
        "rule": {"weekdays": [0, 1, 2, 3, 4, 5, 6]},
        "zone": "Asia/Jakarta",
        "policy": SchedulePolicy().document(),
    }
    with store.transaction() as records:
        return records.schedules.add(Schedule(**{**values, **given}), now).id


def fires(store: Store, schedule_id: int, now: datetime) -> list[tuple[date, Outcome]]:
    with store.transaction() as records:
        fired = records.schedules.fire(schedule_id, now)
        return [(firing.local_date, firing.outcome) for _, firing in fired]


def next_at(store: Store, schedule_id: int) -> datetime | None:
    with store.reading() as records:
        found = records.session.get(Schedule, schedule_id)
        assert found is not None
        return found.next_at


def test_a_time_that_has_passed_today_is_tomorrows(store: Store) -> None:
    assert next_at(store, plans(store)) == NINE


def test_a_day_of_its_own_is_kept_even_if_it_has_passed(store: Store) -> None:
    missed = plans(store, rule={"on": "2026-09-16"})
    assert next_at(store, missed) == NINE - A_DAY


def test_it_fires_once_and_moves_on(store: Store) -> None:
    daily = plans(store)
    assert fires(store, daily, NINE - timedelta(seconds=1)) == []
    assert fires(store, daily, NINE) == [(date(2026, 9, 17), Outcome.FIRED)]
    assert fires(store, daily, NINE) == []
    assert next_at(store, daily) == NINE + A_DAY


def test_what_happens_once_does_not_happen_again(store: Store) -> None:
    once = plans(store, rule={"on": "2026-09-17"})
    assert len(fires(store, once, NINE)) == 1
    assert next_at(store, once) is None
    assert fires(store, once, NINE + A_DAY) == []


def test_a_clock_that_is_set_back_fires_nothing_twice(store: Store) -> None:
    daily = plans(store)
    fires(store, daily, NINE)
    with store.transaction() as records:
        found = records.session.get(Schedule, daily)
        assert found is not None
        found.plan(date(2026, 9, 17))
    assert fires(store, daily, NINE) == []
    assert next_at(store, daily) == NINE + A_DAY


@pytest.mark.parametrize(
    ("missed", "outcome"),
    [
        (Missed.SEND, Outcome.FIRED),
        (Missed.SKIP, Outcome.SKIPPED),
        (Missed.ASK, Outcome.HELD),
    ],
)
def test_what_was_missed_follows_the_policy(
    store: Store, missed: Missed, outcome: Outcome
) -> None:
    daily = plans(store, policy=SchedulePolicy(missed, within=30).document())
    late = NINE + timedelta(minutes=31)
    assert fires(store, daily, late) == [(date(2026, 9, 17), outcome)]


def test_a_little_late_is_not_missed(store: Store) -> None:
    daily = plans(store, policy=SchedulePolicy(Missed.SKIP, within=30).document())
    assert fires(store, daily, NINE + timedelta(minutes=30)) == [
        (date(2026, 9, 17), Outcome.FIRED)
    ]


def test_after_a_week_off_every_day_has_its_outcome(store: Store) -> None:
    daily = plans(store)
    outcomes = [outcome for _, outcome in fires(store, daily, NINE + 6 * A_DAY)]
    assert outcomes == [Outcome.HELD] * 6 + [Outcome.FIRED]
    with store.reading() as records:
        assert len(records.schedules.firings(daily)) == 7


def test_of_many_schedulers_one_fires(store: Store) -> None:
    daily = plans(store)
    ready = Barrier(4)

    def scheduler(_: int) -> int:
        ready.wait()
        return len(fires(store, daily, NINE))

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(scheduler, range(4))) == 1


def test_only_what_is_due_is_listed(store: Store) -> None:
    daily, removed = plans(store), plans(store)
    with store.transaction() as records:
        found = records.session.get(Schedule, removed)
        assert found is not None
        records.schedules.remove(found)
    with store.reading() as records:
        assert records.schedules.due(NINE - timedelta(seconds=1)) == []
        assert records.schedules.due(NINE) == [daily]


def test_new_time_zone_data_moves_what_was_planned_with_the_old(store: Store) -> None:
    daily = plans(store)
    with store.transaction() as records:
        found = records.session.get(Schedule, daily)
        assert found is not None
        found.tzdata_version, found.next_at = "1970a", NOW
    with store.transaction() as records:
        assert records.schedules.outdated() == [daily]
        records.schedules.recompute([daily])
        assert records.schedules.outdated() == []
        found = records.session.get(Schedule, daily)
        assert found is not None
        assert (found.next_at, found.tzdata_version) == (NINE, TZDATA)


def test_a_job_is_due_after_its_time_and_when_the_clock_was_set_back(store: Store) -> None:
    every = timedelta(minutes=5)
    with store.transaction() as records:
        run = records.schedules.run("a.job")
        assert run is not None
        assert run.is_due(every, NOW)
        assert run.begin(NOW) is None
    with store.reading() as records:
        run = records.schedules.runs()["a.job"]
    assert not run.is_due(every, NOW + every - timedelta(seconds=1))
    assert run.is_due(every, NOW + every)
    assert run.is_due(every, NOW - A_DAY)
    assert run.begin(NOW - A_DAY) == NOW - A_DAY
