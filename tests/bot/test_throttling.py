"""What a platform says about its limits holds for that workspace, and for no other."""

from __future__ import annotations

import pytest

from bot.outgoing import Failed, Later, Paused, Throttled
from storage.deliveries import DeliveryState
from storage.lanes import LaneKey
from storage.store import Store
from storage.values import Platform
from tests.bot.sending import Post

LANE = LaneKey(Platform.SLACK, "T1")


@pytest.fixture
def post(store: Store) -> Post:
    return Post(store)


def test_a_throttled_workspace_stops_no_other(post: Post) -> None:
    (throttled,) = post.writes("slow")
    post.platform.goes_wrong(Throttled(60))
    post.delivers()
    others = post.writes("fast", workspace="T2")
    assert post.delivers() == others
    assert post.states([throttled]) == [DeliveryState.PENDING]


def test_nothing_is_called_before_the_time_and_everything_after(post: Post) -> None:
    post.writes("one")
    post.platform.goes_wrong(Throttled(60))
    post.delivers()
    post.writes("two")
    assert post.passes(59).delivers() == []
    assert len(post.platform.calls) == 1
    assert len(post.passes(1).delivers(post.another())) == 2
    assert sorted(post.platform.titles) == ["one", "two"]


def test_another_courier_waits_too(post: Post) -> None:
    post.writes("one")
    post.platform.goes_wrong(Throttled(60))
    post.delivers()
    post.passes(30)
    assert post.delivers(post.another()) == []
    assert len(post.platform.calls) == 1


def test_being_throttled_uses_up_no_attempt(post: Post) -> None:
    (told,) = post.writes("one")
    post.platform.goes_wrong(*[Throttled(1)] * 15)
    for _ in range(16):
        post.delivers(post.another())
        post.passes(2)
    assert (post.shows(told).state, post.shows(told).attempts) == (DeliveryState.SENT, 1)


@pytest.mark.parametrize("seconds", [-1, 0, 1])
def test_a_wait_is_at_least_a_second(post: Post, seconds: float) -> None:
    post.writes("one")
    post.platform.goes_wrong(Throttled(seconds))
    post.delivers()
    assert post.delivers(post.another()) == []
    assert len(post.passes(1).delivers(post.another())) == 1


def test_a_wait_is_at_most_an_hour(post: Post) -> None:
    post.writes("one")
    post.platform.goes_wrong(Throttled(1e9))
    post.delivers()
    assert len(post.passes(3600).delivers(post.another())) == 1


def test_a_broken_installation_pauses_its_workspace_and_says_why(post: Post) -> None:
    ids = post.writes("one", "two", "three")
    post.platform.goes_wrong(*[Paused("token_revoked")] * 3)
    assert post.delivers() == []
    with post.store.reading() as records:
        assert [(lane.key, lane.reason) for lane in records.lanes.paused()] == [
            (LANE, "token_revoked")
        ]
    assert post.states(ids) == [DeliveryState.PENDING] * 3


def test_a_paused_workspace_is_tried_with_one_message(post: Post) -> None:
    ids = post.writes("one", "two", "three")
    post.platform.goes_wrong(*[Paused("token_revoked")] * 4)
    post.delivers()
    before = len(post.platform.calls)
    post.passes(300).delivers(post.another())
    assert len(post.platform.calls) == before + 1
    assert post.passes(300).delivers(post.another()) == ids
    with post.store.reading() as records:
        assert records.lanes.paused() == []


def test_what_may_work_later_is_tried_later_and_later(post: Post) -> None:
    (told,) = post.writes("one")
    post.platform.goes_wrong(Later("busy"), Later("busy"))
    post.delivers()
    assert post.passes(1).delivers() == []
    assert post.passes(1).delivers() == []
    assert len(post.platform.calls) == 2
    assert post.passes(3).delivers() == []
    assert post.passes(1).delivers() == [told]


def test_what_never_works_fails_with_the_last_reason(post: Post) -> None:
    (told,) = post.writes("one")
    post.platform.goes_wrong(*[Later("busy")] * 20)
    for _ in range(12):
        post.delivers()
        post.passes(300)
    assert (post.shows(told).state, post.shows(told).reason) == ("failed", "gave up: busy")
    assert len(post.platform.calls) == post.terms.most_attempts


def test_the_counts_of_a_campaign_are_its_audience(post: Post) -> None:
    for number in range(6):
        post.writes(f"{number}", campaign="c", recipient=str(number))
    post.platform.goes_wrong(Failed("gone"), Later("busy"))
    post.delivers()
    with post.store.reading() as records:
        tally = records.deliveries.tally("c")
    assert tally == {
        DeliveryState.FAILED: 1,
        DeliveryState.PENDING: 1,
        DeliveryState.SENT: 4,
    }
