"""An event is kept once, however often and under however many names it is delivered."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier
from time import sleep

from storage.inbox import EventState, Received, Work
from storage.store import Store
from storage.values import Platform

NOW = datetime(2026, 9, 16, 3, 0, tzinfo=UTC)
TEAMS = Platform.TEAMS
LEASE = timedelta(seconds=60)
MENTION = Received(Platform.SLACK, "T1", "Ev1", "C1:1.0", {"type": "event"}, NOW)


def test_an_event_is_kept_once(empty_store: Store) -> None:
    with empty_store.transaction() as records:
        assert records.inbox.receive(MENTION)
        assert not records.inbox.receive(MENTION)


def test_the_same_gesture_under_another_name_is_the_same_event(empty_store: Store) -> None:
    with empty_store.transaction() as records:
        assert records.inbox.receive(MENTION)
        assert not records.inbox.receive(replace(MENTION, event_id="Ev2"))


def test_events_without_a_gesture_are_told_apart_by_their_name(empty_store: Store) -> None:
    with empty_store.transaction() as records:
        assert records.inbox.receive(replace(MENTION, gesture=None))
        assert records.inbox.receive(replace(MENTION, gesture=None, event_id="Ev2"))


def test_what_was_kept_is_waiting_for_its_turn(empty_store: Store) -> None:
    with empty_store.transaction() as records:
        records.inbox.receive(MENTION)
    with empty_store.transaction() as records:
        event = records.inbox.once(Platform.SLACK, "T1", "Ev1", NOW)
        assert (event.state, event.raw) == (EventState.NEW, {"type": "event"})


def takes(store: Store, at: datetime = NOW, limit: int = 10) -> list[Work]:
    with store.transaction() as records:
        return records.inbox.take([Platform.SLACK], limit, at, LEASE)


def test_many_are_kept_in_one_go_and_each_once(any_empty_store: Store) -> None:
    again = replace(MENTION, event_id="Ev2")
    others = [replace(MENTION, event_id=f"Ev{n}", gesture=None) for n in (4, 3)]
    with any_empty_store.transaction() as records:
        kept = records.inbox.receive_all([MENTION, again, others[0], MENTION, others[1]])
        assert kept == [True, False, True, False, True]
        assert records.inbox.receive_all([others[0], replace(MENTION, platform=TEAMS)]) == [
            False,
            True,
        ]


def test_of_many_doors_that_hear_an_event_one_keeps_it(any_empty_store: Store) -> None:
    ready = Barrier(6)

    def hears(number: int) -> bool:
        event = MENTION if number % 2 else replace(MENTION, event_id=f"Ev{number}")
        ready.wait()
        with any_empty_store.transaction() as records:
            return records.inbox.receive(event)

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(hears, range(6))) == 1


def test_a_second_turn_waits_and_sees_what_the_first_made_of_it(any_empty_store: Store) -> None:
    ready = Barrier(6)

    def answers(_: int) -> bool:
        """Was it this one that answered?"""
        ready.wait()
        with any_empty_store.transaction() as records:
            event = records.inbox.once(Platform.SLACK, "T1", "Ev1", NOW)
            if event.state is EventState.DONE:
                return False
            sleep(0.05)
            event.state, event.answer = EventState.DONE, {"reply": None}
            return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(answers, range(6))) == 1


def test_the_oldest_event_is_worked_on_first(any_empty_store: Store) -> None:
    with any_empty_store.transaction() as records:
        for number in (2, 1):
            records.inbox.receive(replace(MENTION, event_id=f"Ev{number}", gesture=None))
    works = takes(any_empty_store)
    assert [work.raw for work in works] == [{"type": "event"}] * 2
    assert works[0].id < works[1].id
    assert takes(any_empty_store) == []


def test_an_event_whose_worker_is_gone_is_taken_by_another(any_empty_store: Store) -> None:
    with any_empty_store.transaction() as records:
        records.inbox.receive(MENTION)
    (first,) = takes(any_empty_store)
    (second,) = takes(any_empty_store, NOW + LEASE)
    assert (first.attempts, second.attempts) == (1, 2)
    with any_empty_store.transaction() as records:
        records.inbox.finish(first, EventState.FAILED)
        assert records.inbox.once(Platform.SLACK, "T1", "Ev1", NOW).state is EventState.LEASED
        records.inbox.postpone(second, NOW + 3 * LEASE)
    assert takes(any_empty_store, NOW + 2 * LEASE) == []
    (third,) = takes(any_empty_store, NOW + 3 * LEASE)
    with any_empty_store.transaction() as records:
        records.inbox.finish(third, EventState.FAILED)
    assert takes(any_empty_store, NOW + 9 * LEASE) == []


def test_what_no_door_can_read_is_left_alone(any_empty_store: Store) -> None:
    with any_empty_store.transaction() as records:
        records.inbox.receive(replace(MENTION, platform=TEAMS))
    assert takes(any_empty_store) == []


def test_nobody_can_take_an_event_that_another_has(any_empty_store: Store) -> None:
    with any_empty_store.transaction() as records:
        events = [replace(MENTION, event_id=f"Ev{n}", gesture=None) for n in range(40)]
        records.inbox.receive_all(events)
    ready = Barrier(4)

    def worker(_: int) -> list[int]:
        ready.wait()
        taken: list[int] = []
        while found := takes(any_empty_store, limit=3):
            taken += [work.id for work in found]
        return taken

    with ThreadPoolExecutor(4) as pool:
        taken = [event for events in pool.map(worker, range(4)) for event in events]
    assert len(taken) == len(set(taken)) == 40
