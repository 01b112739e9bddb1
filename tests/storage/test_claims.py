"""One sender at a time takes what is due: on both databases, however many try."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest

from storage.claims import Claim, Room, Times
from storage.deliveries import Delivery, DeliveryState, Urgency
from storage.lanes import LaneKey
from storage.store import Store
from storage.values import Platform
from tests.bot.sending import message
from tests.conftest import NOW

LANE = LaneKey(Platform.SLACK, "T1")
TIMES = Times(NOW, NOW)
LEASE = timedelta(seconds=60)
ALL = Room(100, 100)


@pytest.fixture
def store(any_empty_store: Store) -> Store:
    return any_empty_store


def writes(store: Store, *deliveries: Delivery) -> list[int]:
    with store.transaction() as records:
        records.deliveries.add_all(deliveries)
    return [delivery.id for delivery in deliveries]


def takes(store: Store, room: Room = ALL, at: datetime = NOW, lane: LaneKey = LANE) -> list[Claim]:
    with store.transaction() as records:
        return records.claims.take(lane, room, Times(NOW, at), LEASE)


def lanes(store: Store, at: datetime = NOW) -> list[LaneKey]:
    with store.reading() as records:
        return records.claims.lanes(Times(NOW, at))


def test_an_answer_goes_before_a_notice_and_that_before_a_broadcast(store: Store) -> None:
    broadcast, notice, answer = writes(
        store,
        message("b", urgency=Urgency.BROADCAST),
        message("n", urgency=Urgency.NOTICE),
        message("a", urgency=Urgency.ANSWER),
    )
    assert [claim.id for claim in takes(store)] == [answer, notice, broadcast]


def test_some_room_is_kept_for_answers(store: Store) -> None:
    writes(store, *(message("b", urgency=Urgency.BROADCAST) for _ in range(9)))
    assert len(takes(store, Room(8, 6))) == 6
    (answer,) = writes(store, message("a", urgency=Urgency.ANSWER))
    assert [claim.id for claim in takes(store, Room(2, 0))] == [answer]


def test_the_oldest_goes_first(store: Store) -> None:
    second, first = writes(store, message("2"), message("1", due_at=NOW - timedelta(hours=1)))
    assert [claim.id for claim in takes(store)] == [first, second]


def test_what_is_held_is_nobody_elses_until_the_lease_ends(store: Store) -> None:
    (told,) = writes(store, message("a"))
    (claim,) = takes(store)
    assert takes(store, at=NOW + LEASE - timedelta(seconds=1)) == []
    (again,) = takes(store, at=NOW + LEASE)
    assert (again.id, claim.id) == (told, told)
    assert again.token != claim.token


def test_every_claim_has_a_token_of_its_own(store: Store) -> None:
    writes(store, message("a"), message("b"))
    first, second = takes(store, Room(1, 1)), takes(store, Room(1, 1))
    assert first[0].token != second[0].token


def test_a_lane_takes_only_its_own(store: Store) -> None:
    writes(store, message("a", workspace="T2"))
    assert takes(store) == []
    assert len(takes(store, lane=LaneKey(Platform.SLACK, "T2"))) == 1


def test_lanes_with_nothing_due_are_left_alone(store: Store) -> None:
    writes(store, message("later", due_at=NOW + timedelta(seconds=1)))
    writes(store, message("now", workspace="T2"))
    assert lanes(store) == [LaneKey(Platform.SLACK, "T2")]


def test_a_lane_that_somebody_holds_is_left_alone(store: Store) -> None:
    writes(store, message("a"))
    with store.transaction() as records:
        assert records.lanes.hold(LANE, "mine", NOW, NOW + LEASE)
        assert records.lanes.hold(LANE, "theirs", NOW, NOW + LEASE) is None
        assert records.lanes.hold(LANE, "mine", NOW, NOW + LEASE)
    assert lanes(store) == []
    with store.transaction() as records:
        records.lanes.release(LANE, "theirs")
    assert lanes(store) == []
    assert lanes(store, NOW + LEASE) == [LANE]
    with store.transaction() as records:
        records.lanes.release(LANE, "mine")
    assert lanes(store) == [LANE]


def test_a_frozen_lane_is_left_alone(store: Store) -> None:
    writes(store, message("a"))
    with store.transaction() as records:
        records.lanes.freeze(LANE, NOW + LEASE, "revoked")
        records.lanes.freeze(LANE, NOW + LEASE / 2)
    assert lanes(store, NOW + LEASE / 2) == []
    assert lanes(store, NOW + LEASE) == [LANE]
    with store.transaction() as records:
        records.lanes.resume(LANE)
    assert lanes(store) == [LANE]


def test_who_waited_longest_is_served_first(store: Store) -> None:
    teams = [LaneKey(Platform.SLACK, f"T{number}") for number in range(3)]
    writes(store, *(message("a", workspace=team.workspace) for team in teams))
    with store.transaction() as records:
        for team, minutes in zip(teams, (2, 1), strict=False):
            at = NOW + timedelta(minutes=minutes)
            records.lanes.hold(team, "t", at, at)
    assert lanes(store, NOW + timedelta(hours=1)) == [teams[2], teams[1], teams[0]]


def test_a_lane_that_does_not_exist_cannot_be_frozen(store: Store) -> None:
    with store.transaction() as records:
        records.lanes.freeze(LANE, NOW)
        records.lanes.resume(LANE)
        assert records.lanes.get(LANE) is None


def at_once(store: Store, threads: int) -> Iterator[list[Claim]]:
    """Several senders, held back until all are ready, each taking until nothing is left."""
    ready = Barrier(threads)

    def sender(_: int) -> list[Claim]:
        ready.wait()
        claims: list[Claim] = []
        while found := takes(store, Room(3, 3)):
            claims += found
        return claims

    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(sender, range(threads))


def test_nobody_can_take_what_another_has(store: Store) -> None:
    ids = writes(store, *(message("a") for _ in range(60)))
    taken = [claim.id for claims in at_once(store, 6) for claim in claims]
    assert sorted(taken) == ids


def test_a_lane_is_held_by_one_of_many(store: Store) -> None:
    writes(store, message("a"))
    ready = Barrier(6)

    def holds(name: int) -> bool:
        ready.wait()
        with store.transaction() as records:
            return records.lanes.hold(LANE, str(name), NOW, NOW + LEASE) is not None

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(holds, range(6))) == 1


def test_what_is_interrupted_in_a_call_is_ambiguous(store: Store) -> None:
    (told,) = writes(store, message("a"))
    takes(store)
    with store.transaction() as records:
        records.deliveries.locked([told])[told].intend(NOW, NOW + LEASE)
    (claim,) = takes(store, at=NOW + LEASE)
    assert claim.ambiguous
    (again,) = takes(store, at=NOW + 2 * LEASE)
    assert again.ambiguous


def test_what_waits_for_a_connection_says_so_once(store: Store) -> None:
    (told,) = writes(store, message("a"))
    with store.transaction() as records:
        assert records.claims.unreachable([Platform.SLACK], TIMES, "why") == [told]
        records.claims.explain([told], "why")
        assert records.claims.unreachable([Platform.SLACK], TIMES, "why") == []


def test_the_clock_of_leases_is_shared_and_aware(store: Store) -> None:
    with store.reading() as records:
        first, second = records.claims.clock(), records.claims.clock()
    assert first <= second
    assert first.utcoffset() == timedelta(0)


def test_the_tally_of_a_campaign_is_its_audience(store: Store) -> None:
    rows = [message("a", campaign="c", recipient=str(number)) for number in range(5)]
    ids = writes(store, *rows, message("other", campaign="d", recipient="1"))
    with store.transaction() as records:
        found = records.deliveries.locked(ids)
        found[ids[0]].sent("m1", "D1", NOW)
        found[ids[1]].failed("gone")
        found[ids[2]].skipped("left")
        found[ids[3]].uncertain("nobody knows")
    with store.reading() as records:
        tally = records.deliveries.tally("c")
        assert records.deliveries.uncertain()[0].id == ids[3]
    assert tally == {
        DeliveryState.SENT: 1,
        DeliveryState.FAILED: 1,
        DeliveryState.SKIPPED: 1,
        DeliveryState.UNCERTAIN: 1,
        DeliveryState.PENDING: 1,
    }
