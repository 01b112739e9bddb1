"""Each reminder of a webinar comes once, in its time, to who has a seat."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.store import Records, Store
from storage.webinars import AHEAD, Registration, ReminderKind, Webinar
from tests.conftest import NOW
from tests.storage.webinar_steps import (
    A_DAY,
    A_MINUTE,
    AN_HOUR,
    SOON,
    leaves,
    person,
    planned,
    registers,
    reminded,
    seated,
)


def test_who_waits_is_not_reminded_until_they_move_up(any_store: Store) -> None:
    webinar_id = planned(any_store, capacity=1)
    for who in ("rina", "agus"):
        registers(any_store, webinar_id, who)
    assert reminded(any_store, SOON - A_DAY) == [("rina", ReminderKind.DAY)]
    leaves(any_store, webinar_id, "rina", SOON - 2 * AN_HOUR)
    assert reminded(any_store, SOON - AN_HOUR) == [("agus", ReminderKind.HOUR)]


@pytest.mark.parametrize(
    ("ahead", "kinds"),
    [
        (2 * A_DAY, [ReminderKind.DAY, ReminderKind.HOUR]),
        (A_DAY, [ReminderKind.HOUR]),
        (AN_HOUR + A_MINUTE, [ReminderKind.HOUR]),
        (AN_HOUR, []),
        (A_MINUTE, []),
    ],
)
def test_who_registers_later_is_reminded_less(
    store: Store, ahead: timedelta, kinds: list[ReminderKind]
) -> None:
    webinar_id = planned(store)
    registers(store, webinar_id, "rina", SOON - ahead)
    minutes = [SOON - ahead + step * A_MINUTE for step in range(0, 2 * 24 * 60 + 60, 5)]
    assert [kind for at in minutes for _, kind in reminded(store, at)] == kinds


def test_a_new_time_is_reminded_of_again(any_store: Store) -> None:
    webinar_id = planned(any_store)
    registers(any_store, webinar_id, "rina")
    assert len(reminded(any_store, SOON - A_DAY)) == 1
    with any_store.transaction() as records:
        webinar = records.webinars.locked(webinar_id)
        assert webinar is not None
        webinar.starts_at = SOON + A_DAY
        records.webinars.plan(webinar, records.webinars.registrations(webinar_id), SOON - A_DAY)
    assert reminded(any_store, SOON - AN_HOUR) == []
    assert reminded(any_store, SOON) == [("rina", ReminderKind.DAY)]
    assert reminded(any_store, SOON + A_DAY - AN_HOUR) == [("rina", ReminderKind.HOUR)]


def test_nobody_is_reminded_of_what_was_called_off(any_store: Store) -> None:
    webinar_id = planned(any_store)
    registers(any_store, webinar_id, "rina")
    with any_store.transaction() as records:
        webinar = records.webinars.locked(webinar_id)
        assert webinar is not None
        records.webinars.call_off(webinar)
    assert reminded(any_store, SOON - AN_HOUR) == []


def test_two_who_look_at_once_remind_once(any_store: Store) -> None:
    webinar_id = planned(any_store)
    registers(any_store, webinar_id, "rina")
    together = Barrier(3)

    def at_once(_: int) -> list[tuple[str, ReminderKind]]:
        together.wait()
        return reminded(any_store, SOON - AN_HOUR)

    with ThreadPoolExecutor(3) as pool:
        sent = [each for found in pool.map(at_once, range(3)) for each in found]
    assert sent == [("rina", ReminderKind.HOUR)]


steps = st.lists(
    st.tuples(
        st.sampled_from(["rina", "agus", "siti"]),
        st.sampled_from(["register", "leave", "tick", "move"]),
        st.integers(1, 20),
    ),
    max_size=25,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=steps, capacity=st.integers(1, 2))
def test_whatever_happens_seats_and_reminders_hold(
    any_store: Store, steps: list[tuple[str, str, int]], capacity: int
) -> None:
    """Never more people than seats, nobody waits beside a free one, and at most one reminder
    of a kind for a start, in its time, to who has a seat."""
    with any_store.transaction() as records:
        for earlier in records.webinars.all():
            records.webinars.call_off(earlier)
    webinar_id = planned(any_store, capacity=capacity)
    now, told = NOW, set[tuple[str, ReminderKind, datetime]]()
    for who, what, hours in steps:
        now += hours * AN_HOUR
        with any_store.transaction() as records:
            webinar = records.webinars.locked(webinar_id)
            assert webinar is not None
            act(records, webinar, who, what, now)
            starts_at = webinar.starts_at
        having = seated(any_store, webinar_id)
        with any_store.reading() as records:
            waiting = records.webinars.waiting(webinar_id)
            assert len(having) <= capacity
            assert not waiting or len(having) == capacity
        for handle, kind in reminded(any_store, now) if what == "tick" else []:
            assert (handle, kind, starts_at) not in told
            assert starts_at - AHEAD[kind] <= now < starts_at
            assert handle in having
            told.add((handle, kind, starts_at))


def act(records: Records, webinar: Webinar, who: str, what: str, now: datetime) -> None:
    if what == "register":
        records.webinars.register(webinar, person(records, who).id, now)
    elif what == "leave":
        left(records, records.webinars.registration(webinar.id, person(records, who).id))
        records.webinars.move_up(webinar, now)
    elif what == "move":
        webinar.starts_at += 7 * AN_HOUR
        records.webinars.plan(webinar, records.webinars.registrations(webinar.id), now)


def left(records: Records, registration: Registration | None) -> None:
    if registration is not None:
        records.webinars.leave(registration)
