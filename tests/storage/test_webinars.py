"""One seat a person, and never more than there are."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from storage.people import Person, Role
from storage.store import Store
from storage.values import Language
from storage.webinars import RegistrationState, WebinarState
from tests.conftest import NOW
from tests.storage.webinar_steps import (
    A_DAY,
    A_MINUTE,
    AN_HOUR,
    REGISTERED,
    SOON,
    WAITING,
    leaves,
    person,
    planned,
    registers,
    seated,
)


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
