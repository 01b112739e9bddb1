"""Replicas share a run: each chunk is worked on once, and posted once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest

from storage.keys import Cause
from storage.runs import CalcRun, Part, Progress, RunState
from storage.store import Store
from tests.conftest import NOW
from tests.storage.books import SEPTEMBER, at_once, delta, heading

LEASE = timedelta(seconds=60)


@pytest.fixture
def store(any_store: Store) -> Store:
    return any_store


def begins(store: Store, partners: Iterable[int] = (3, 1, 2)) -> int:
    with store.transaction() as records:
        period = records.periods.containing(SEPTEMBER)
        run = CalcRun(
            period_id=period.id, started_at=NOW, inputs_hash="i", plans={"a/1": "h"}, engine="1"
        )
        return records.runs.begin(run, partners).id


def takes(store: Store, limit: int = 9, at: datetime = NOW) -> list[Part]:
    with store.transaction() as records:
        return records.runs.take(limit, at, LEASE)


def finishes(store: Store, part: Part, result: str = "") -> bool:
    with store.transaction() as records:
        chunk = records.runs.held(part)
        if chunk is not None:
            records.runs.finish(chunk, result or f"hash of {part.partner_id}")
        return chunk is not None


def concludes(store: Store, run_id: int) -> CalcRun | None:
    with store.transaction() as records:
        return records.runs.conclude(run_id, NOW)


def test_a_run_has_a_chunk_for_each_partner_and_ends_with_the_last(store: Store) -> None:
    run_id = begins(store)
    parts = takes(store)
    assert [part.partner_id for part in parts] == [1, 2, 3]
    assert all(finishes(store, part) for part in parts[1:])
    assert concludes(store, run_id) is None
    assert finishes(store, parts[0])
    run = concludes(store, run_id)
    assert run is not None
    told = "hash of 1\nhash of 2\nhash of 3"
    assert run.result_hash == hashlib.sha256(told.encode()).hexdigest()
    assert (run.state, run.finished_at) == (RunState.DONE, NOW)
    with store.reading() as records:
        assert records.runs.progress(run_id) == Progress(3, 3)
        assert records.runs.of(run.period_id)[0].id == records.runs.get(run_id).id == run_id


def test_a_worker_takes_as_much_as_it_wants(store: Store) -> None:
    begins(store)
    assert [len(takes(store, 2)) for _ in range(3)] == [2, 1, 0]


def test_what_a_worker_left_behind_is_another_ones_after_the_lease(store: Store) -> None:
    begins(store, [1])
    (first,) = takes(store)
    assert takes(store, at=NOW + LEASE - timedelta(seconds=1)) == []
    (second,) = takes(store, at=NOW + LEASE)
    assert (second.id, second.attempts) == (first.id, 2)
    assert not finishes(store, first)
    assert finishes(store, second)
    assert not finishes(store, second)


def test_a_dropped_run_is_not_worked_on(store: Store) -> None:
    run_id = begins(store)
    (part,) = takes(store, 1)
    with store.transaction() as records:
        records.runs.drop(records.runs.get(run_id).period_id)
    assert takes(store) == []
    assert not finishes(store, part)
    assert concludes(store, run_id) is None


def test_nobody_can_take_what_another_has(store: Store) -> None:
    begins(store, range(1, 7))

    def work() -> list[int]:
        taken: list[int] = []
        while parts := takes(store, 1):
            taken += [part.id for part in parts if finishes(store, part)]
        return taken

    done = [chunk for each in at_once(*[work] * 4) for chunk in each]
    assert len(done) == len(set(done)) == 6


def test_of_two_that_end_together_one_concludes(store: Store) -> None:
    run_id = begins(store, [1])
    assert finishes(store, takes(store)[0])
    ended = at_once(*[lambda: concludes(store, run_id)] * 3)
    assert sum(run is not None for run in ended) == 1


def test_what_a_chunk_posts_commits_with_it(store: Store) -> None:
    """A worker that lost its chunk posts nothing, even when it wakes up later."""
    run_id = begins(store, [1])
    (late,) = takes(store)
    (part,) = takes(store, at=NOW + LEASE)

    def post(part: Part) -> bool:
        with store.transaction() as records:
            chunk = records.runs.held(part)
            if chunk is None:
                return False
            head = heading(records)
            earning_id = records.earnings.headed([head])[head]
            cause = Cause("chunk", str(part.id), run_id=run_id)
            records.earnings.post(cause, [delta(earning_id, 100)], NOW)
            records.runs.finish(chunk, "h")
            return True

    assert sorted(at_once(lambda: post(part), lambda: post(late), lambda: post(part))) == [
        False,
        False,
        True,
    ]
