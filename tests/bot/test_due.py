"""Jobs and schedules are done when they are due, by one process, each in a transaction."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

from bot.due import run_due_jobs
from handlers.conversation.handler import Handler
from handlers.conversation.registry import Registry
from handlers.conversation.turn import Happening, Tick
from storage.audit import AuditEntry
from storage.schedules import Missed, Schedule, SchedulePolicy
from storage.store import Store
from tests.conftest import NOW

MINUTE = timedelta(minutes=1)
NINE = datetime.fromisoformat("2026-09-17T02:00Z")


def note(happening: Happening, what: str) -> None:
    happening.records.audit.add(
        AuditEntry(at=happening.now, actor_id=None, action=what, object="", outcome="done")
    )


def capability() -> Handler:
    """Notes whatever happens to it."""
    handler = Handler("command")

    @handler.every(minutes=5)
    def counts(tick: Tick) -> None:
        note(tick, f"counts since {tick.since}")
        tick.emit("test.counted", number=1)

    @handler.when("test.counted")
    def heard(happening: Happening, facts: Mapping[str, Any]) -> None:
        note(happening, f"heard {facts['number']}")

    @handler.when("test.due")
    def due(happening: Happening, facts: Mapping[str, Any]) -> None:
        note(happening, f"due {facts['local_date']} {facts['what']}")

    @handler.when("test.due.missed")
    def missed(happening: Happening, facts: Mapping[str, Any]) -> None:
        note(happening, f"missed {facts['local_date']}")

    return handler


def noted(store: Store) -> list[str]:
    with store.reading() as records:
        return [entry.action for entry in records.session.query(AuditEntry).order_by("id")]


def test_a_job_is_done_at_once_and_then_after_each_stretch(empty_store: Store) -> None:
    registry = Registry([capability()])
    for minutes in (0, 4, 5, 9, 10):
        run_due_jobs(empty_store, registry, NOW + minutes * MINUTE)
    assert [each for each in noted(empty_store) if "counts" in each] == [
        "counts since None",
        f"counts since {NOW}",
        f"counts since {NOW + 5 * MINUTE}",
    ]


def test_the_names_of_what_was_done_are_told(empty_store: Store) -> None:
    registry = Registry([capability()])
    assert run_due_jobs(empty_store, registry, NOW) == ["command.counts"]
    assert run_due_jobs(empty_store, registry, NOW) == []


def test_a_job_tells_the_others_in_its_transaction(empty_store: Store) -> None:
    run_due_jobs(empty_store, Registry([capability()]), NOW)
    assert "heard 1" in noted(empty_store)


def test_a_job_that_breaks_leaves_nothing_and_stops_no_other(empty_store: Store) -> None:
    broken = Handler("help")

    @broken.every(minutes=5)
    def breaks(tick: Tick) -> None:
        note(tick, "half done")
        raise ZeroDivisionError

    broken.intent("show", roles=frozenset())(breaks)
    registry = Registry([broken, capability()])
    assert run_due_jobs(empty_store, registry, NOW) == ["command.counts"]
    assert "half done" not in noted(empty_store)
    with empty_store.reading() as records:
        assert "help.breaks" not in records.schedules.runs()


def test_two_processes_do_a_job_once(any_empty_store: Store) -> None:
    ready, registry = Barrier(4), Registry([capability()])

    def process(_: int) -> list[str]:
        ready.wait()
        return run_due_jobs(any_empty_store, registry, NOW)

    with ThreadPoolExecutor(4) as pool:
        assert sum(len(done) for done in pool.map(process, range(4))) == 1
    assert noted(any_empty_store).count("heard 1") == 1


def plans(store: Store) -> None:
    policy = SchedulePolicy(Missed.ASK, within=30).document()
    schedule = Schedule(
        name="test.due",
        wall="09:00",
        rule={"weekdays": [0, 1, 2, 3, 4, 5, 6]},
        zone="Asia/Jakarta",
        policy=policy,
        subject={"what": "news"},
    )
    with store.transaction() as records:
        records.schedules.add(schedule, NOW)


def due_days(store: Store) -> list[str]:
    return [each for each in noted(store) if each.startswith(("due", "missed"))]


def test_a_schedule_is_published_on_its_day(empty_store: Store) -> None:
    registry = Registry([capability()])
    plans(empty_store)
    for at in (NINE - MINUTE, NINE, NINE + MINUTE):
        run_due_jobs(empty_store, registry, at)
    assert due_days(empty_store) == ["due 2026-09-17 news"]


def test_what_was_missed_is_asked_about_and_not_sent(empty_store: Store) -> None:
    plans(empty_store)
    done = run_due_jobs(empty_store, Registry([capability()]), NINE + timedelta(days=1))
    assert "test.due" in done
    assert due_days(empty_store) == ["missed 2026-09-17", "due 2026-09-18 news"]


def test_what_is_skipped_is_told_to_nobody(empty_store: Store) -> None:
    plans(empty_store)
    with empty_store.transaction() as records:
        for schedule in records.session.query(Schedule):
            schedule.policy = SchedulePolicy(Missed.SKIP).document()
    run_due_jobs(empty_store, Registry([capability()]), NINE + timedelta(hours=5))
    assert due_days(empty_store) == []


def test_after_new_time_zone_data_a_schedule_keeps_its_wall_time(empty_store: Store) -> None:
    plans(empty_store)
    with empty_store.transaction() as records:
        for schedule in records.session.query(Schedule):
            schedule.tzdata_version, schedule.next_at = "1970a", NINE - timedelta(hours=1)
    registry = Registry([capability()])
    run_due_jobs(empty_store, registry, NINE - MINUTE)
    assert due_days(empty_store) == []
    run_due_jobs(empty_store, registry, NINE)
    assert due_days(empty_store) == ["due 2026-09-17 news"]
