"""One seat a person, never more than there are, and each reminder once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.people import Person, Role
from storage.store import Records, Store
from storage.values import Language
from storage.webinars import (
    AHEAD,
    Registration,
    RegistrationState,
    ReminderKind,
    ReminderState,
    Webinar,
    WebinarState,
)
from tests.conftest import NOW

A_MINUTE, AN_HOUR, A_DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SOON = NOW + 3 * A_DAY
REGISTERED, WAITING = RegistrationState.REGISTERED, RegistrationState.WAITING


def planned(store: Store, **given: Any) -> int:
    with store.transaction() as records:
        maya = person(records, "maya")
        values: dict[str, Any] = {
            "titles": {"en": "Security"},
            "starts_at": SOON,
            "zone": "Asia/Jakarta",
            "minutes": 60,
            "host": "Maya",
            "planned_by_id": maya.id,
            "code": f"IN-{len(records.webinars.all())}",
        }
        return records.webinars.add(Webinar(**{**values, **given})).id


def person(records: Records, handle: str) -> Person:
    found = records.people.with_handle(handle)
    assert found is not None
    return found


def registers(store: Store, webinar_id: int, who: str, now: datetime = NOW) -> RegistrationState:
    with store.transaction() as records:
        webinar = records.webinars.locked(webinar_id)
        assert webinar is not None
        return records.webinars.register(webinar, person(records, who).id, now).state


def leaves(store: Store, webinar_id: int, who: str, now: datetime = NOW) -> list[str]:
    """Who has the seat instead."""
    with store.transaction() as records:
        webinar = records.webinars.locked(webinar_id)
        registration = records.webinars.registration(webinar_id, person(records, who).id)
        assert webinar is not None
        assert registration is not None
        records.webinars.leave(registration)
        return [each.person.handle for each in records.webinars.move_up(webinar, now)]


def seated(store: Store, webinar_id: int) -> list[str]:
    with store.reading() as records:
        found = records.webinars.registrations(webinar_id, REGISTERED)
        return [each.person.handle for each in found]


def reminded(store: Store, now: datetime) -> list[tuple[str, ReminderKind]]:
    """Take what is due, as the job does."""
    with store.transaction() as records:
        sent = []
        for reminder in records.webinars.due(now):
            late = reminder.is_too_late(now)
            reminder.state = ReminderState.MISSED if late else ReminderState.SENT
            if not late:
                sent.append((reminder.registration.person.handle, reminder.kind))
        return sent


def test_a_webinar_comes_back_as_it_was_kept(any_store: Store) -> None:
    webinar_id = planned(any_store, audience={"tiers": ["gold"]}, capacity=2)
    with any_store.reading() as records:
        found = records.webinars.get(webinar_id)
        assert (found.starts_at, found.ends_at) == (SOON, SOON + AN_HOUR)
        assert (found.audience, found.capacity, found.sequence) == ({"tiers": ["gold"]}, 2, 0)
        assert found.uid != records.webinars.all()[0].uid


@pytest.mark.parametrize(
    ("audience", "wanted"),
    [
        ({}, True),
        ({"tiers": ["gold"]}, True),
        ({"tiers": ["silver"]}, False),
        ({"kinds": ["reseller", "referral"], "regions": ["Jayapura"]}, True),
        ({"kinds": ["reseller"], "tiers": ["gold"]}, False),
    ],
)
def test_whom_it_is_for(store: Store, audience: dict[str, list[str]], wanted: bool) -> None:
    webinar_id = planned(store, audience=audience)
    with store.reading() as records:
        webinar = records.webinars.get(webinar_id)
        assert webinar.is_for("referral", "gold", "Jayapura") is wanted


def test_a_person_has_one_seat(any_store: Store) -> None:
    webinar_id = planned(any_store)
    for _ in range(3):
        assert registers(any_store, webinar_id, "rina") is REGISTERED
    assert seated(any_store, webinar_id) == ["rina"]


def test_who_waited_longest_moves_up(any_store: Store) -> None:
    webinar_id = planned(any_store, capacity=1)
    states = [
        registers(any_store, webinar_id, who, NOW + at * A_MINUTE)
        for at, who in enumerate(("rina", "agus", "siti"))
    ]
    assert states == [REGISTERED, WAITING, WAITING]
    assert leaves(any_store, webinar_id, "rina") == ["agus"]
    assert registers(any_store, webinar_id, "rina", NOW + AN_HOUR) is WAITING
    assert leaves(any_store, webinar_id, "agus") == ["siti"]
    assert seated(any_store, webinar_id) == ["siti"]


def test_who_left_us_does_not_move_up(any_store: Store) -> None:
    webinar_id = planned(any_store, capacity=1)
    for who in ("rina", "agus"):
        registers(any_store, webinar_id, who)
    with any_store.transaction() as records:
        person(records, "agus").active = False
    assert leaves(any_store, webinar_id, "rina") == []


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


def test_what_has_ended_is_found_once_it_is_over(any_store: Store) -> None:
    webinar_id = planned(any_store)
    with any_store.transaction() as records:
        at_the_end = [w.id for w in records.webinars.over(SOON + AN_HOUR)]
        assert webinar_id in at_the_end
        assert webinar_id not in [w.id for w in records.webinars.over(SOON + AN_HOUR - A_MINUTE)]
        records.webinars.get(webinar_id).state = WebinarState.HELD
    with any_store.transaction() as records:
        assert webinar_id not in [w.id for w in records.webinars.over(SOON + A_DAY)]


def test_who_attended_what(any_store: Store) -> None:
    webinar_id = planned(any_store)
    registers(any_store, webinar_id, "rina")
    registers(any_store, webinar_id, "agus")
    with any_store.transaction() as records:
        rina = person(records, "rina")
        registration = records.webinars.registration(webinar_id, rina.id)
        assert registration is not None
        assert records.webinars.attend(registration)
        assert not records.webinars.attend(registration)
    with any_store.reading() as records:
        assert [w.id for w in records.webinars.attended(rina.id)] == [webinar_id]
        assert not records.webinars.attended(person(records, "agus").id)


def test_the_last_seat_goes_to_one_of_many_at_once(any_store: Store) -> None:
    webinar_id = planned(any_store, capacity=1)
    people = ["rina", "agus", "siti", "bayu"]
    together = Barrier(len(people))

    def at_once(who: str) -> RegistrationState:
        together.wait()
        return registers(any_store, webinar_id, who)

    with ThreadPoolExecutor(len(people)) as pool:
        states = list(pool.map(at_once, people))
    assert sorted(states) == [REGISTERED, WAITING, WAITING, WAITING]


def test_one_person_twice_at_once_has_one_seat(any_store: Store) -> None:
    webinar_id = planned(any_store)
    together = Barrier(3)

    def at_once(_: int) -> RegistrationState:
        together.wait()
        return registers(any_store, webinar_id, "rina")

    with ThreadPoolExecutor(3) as pool:
        assert set(pool.map(at_once, range(3))) == {REGISTERED}
    assert seated(any_store, webinar_id) == ["rina"]


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


@pytest.fixture
def crowd(store: Store) -> list[str]:
    """Members to be, at Borneo Data."""
    with store.transaction() as records:
        partner = records.partners.named("Borneo Data")
        assert partner is not None
        for number in range(50):
            records.people.add(
                Person(
                    handle=f"p{number}",
                    name=f"P{number}",
                    role=Role.SELLER,
                    language=Language.ID,
                    partner_id=partner.id,
                )
            )
    return [f"p{number}" for number in range(50)]


def test_more_seats_are_given_in_the_order_of_waiting(store: Store, crowd: list[str]) -> None:
    webinar_id = planned(store, capacity=10)
    for at, who in enumerate(crowd):
        registers(store, webinar_id, who, NOW + at * A_MINUTE)
    with store.transaction() as records:
        webinar = records.webinars.locked(webinar_id)
        assert webinar is not None
        webinar.capacity = 15
        moved = records.webinars.move_up(webinar, NOW)
    assert [each.person.handle for each in moved] == crowd[10:15]
