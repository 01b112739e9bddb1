"""When nobody heard what became of a call: look, and only then send again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from time import sleep

import pytest

from bot.courier import Courier
from bot.outbox import Outbox, Terms
from bot.outgoing import Failed, Later, Outgoing, Throttled, Unknown
from bot.pace import Limits
from handlers.conversation.handler import Handler
from handlers.conversation.reply import Reply
from handlers.conversation.turn import Telling
from storage.claims import Claim, Room
from storage.deliveries import DeliveryState, Policy
from storage.lanes import LaneKey
from storage.store import Store
from storage.values import Platform
from tests.bot.sending import UNLIMITED, Post
from tests.fakes.platform import FakePlatform, Lost

GRACE, LEASE = 30, 60


@pytest.fixture
def post(store: Store) -> Post:
    return Post(store)


@pytest.fixture
def blind(store: Store) -> Post:
    """On a platform that cannot say what was posted."""
    return Post(store, FakePlatform(blind=True))


def outbox(post: Post) -> Outbox:
    """The steps of a courier that will not live to take the next one."""
    terms, clock = post.terms, post.courier.clock
    return Outbox(post.store, post.courier.registry, clock, terms, real_time=lambda _: post.at)


def taken(post: Post) -> list[Claim]:
    found = outbox(post).take(LaneKey(Platform.SLACK, "T1"), "doomed", Room(8, 8))
    assert found is not None
    return found.claims


def dies_after_claim(post: Post) -> None:
    assert taken(post)


def dies_after_intent(post: Post) -> None:
    assert all(outbox(post).prepare(taken(post)))


def dies_after_call(post: Post) -> None:
    for outgoing in outbox(post).prepare(taken(post)):
        assert outgoing is not None
        asyncio.run(post.platform.send(outgoing))


def test_a_message_that_is_there_is_not_sent_again(post: Post) -> None:
    (told,) = post.writes("hello")
    post.platform.goes_wrong(Lost(posted=True))
    assert post.delivers() == []
    assert post.passes(GRACE).delivers() == [told]
    assert post.platform.titles == ["hello"]
    assert (post.shows(told).state, post.shows(told).message_id) == (DeliveryState.SENT, "m1")


def test_a_message_that_is_not_there_is_sent_again(post: Post) -> None:
    (told,) = post.writes("hello")
    post.platform.goes_wrong(Lost(posted=False))
    post.delivers()
    assert post.passes(GRACE).delivers() == [told]
    assert post.platform.titles == ["hello"]


def test_a_message_is_given_time_to_be_seen(post: Post) -> None:
    post.writes("hello")
    post.platform.goes_wrong(Lost(posted=True))
    post.delivers()
    assert post.passes(GRACE - 1).delivers() == []
    assert len(post.platform.calls) == 1


@pytest.mark.parametrize("dies", [dies_after_claim, dies_after_intent, dies_after_call])
def test_a_courier_that_dies_loses_and_repeats_nothing(
    post: Post, dies: Callable[[Post], None]
) -> None:
    ids = post.writes("one", "two")
    dies(post)
    assert post.delivers(post.another()) == [], "somebody still holds the lane"
    assert post.passes(LEASE).delivers(post.another()) == ids
    assert sorted(post.platform.titles) == ["one", "two"]


@pytest.mark.parametrize("crashes", [1, 2, 5])
def test_what_is_ambiguous_stays_so_through_any_number_of_crashes(
    post: Post, crashes: int
) -> None:
    (told,) = post.writes("hello")
    dies_after_call(post)
    for _ in range(crashes):
        post.passes(LEASE)
        (claim,) = taken(post)
        assert claim.ambiguous
    assert post.passes(LEASE).delivers() == [told]
    assert post.platform.titles == ["hello"]


def test_a_platform_that_will_not_say_now_is_asked_later(post: Post) -> None:
    (told,) = post.writes("hello")
    post.platform.goes_wrong(Lost(posted=True))
    post.platform.history.extend([Throttled(10), Later("no connection")])
    post.delivers()
    assert post.passes(GRACE).delivers() == []
    assert post.passes(9).delivers() == []
    assert post.passes(1).delivers() == []
    assert post.passes(GRACE).delivers() == [told]
    assert post.platform.titles == ["hello"]


def test_a_platform_that_never_says_leaves_it_to_a_person(post: Post) -> None:
    (told,) = post.writes("hello")
    post.platform.goes_wrong(Lost(posted=False))
    post.platform.history.append(Failed("missing_scope"))
    post.delivers()
    assert post.passes(GRACE).delivers() == [told]
    with post.store.reading() as records:
        assert [row.id for row in records.deliveries.uncertain()] == [told]
    assert len(post.platform.calls) == 1


def test_where_nobody_can_look_an_announcement_is_sent_at_least_once(blind: Post) -> None:
    (told,) = blind.writes("hello")
    blind.platform.goes_wrong(Lost(posted=True))
    blind.delivers()
    assert blind.passes(GRACE).delivers() == [told]
    assert blind.platform.titles == ["hello", "hello"]
    assert len(blind.platform.duplicates()) == 1


def test_where_nobody_can_look_money_is_sent_at_most_once(blind: Post) -> None:
    (told,) = blind.writes("a payout", policy=Policy.AT_MOST_ONCE)
    blind.platform.goes_wrong(Lost(posted=False))
    blind.delivers()
    assert blind.passes(GRACE).delivers() == [told]
    assert blind.shows(told).state is DeliveryState.UNCERTAIN
    assert len(blind.platform.calls) == 1


def test_a_refusal_says_nothing_about_an_earlier_call(blind: Post) -> None:
    (told,) = blind.writes("hello")
    blind.platform.goes_wrong(Lost(posted=True), Failed("blocked"))
    blind.delivers()
    blind.passes(GRACE).delivers()
    assert blind.shows(told).state is DeliveryState.UNCERTAIN


def test_a_refusal_of_the_first_call_is_final(post: Post) -> None:
    (told,) = post.writes("hello")
    post.platform.goes_wrong(Failed("user_not_found"))
    assert post.delivers() == [told]
    assert (post.shows(told).state, post.shows(told).reason) == ("failed", "user_not_found")


def test_nobody_is_asked_for_ever(blind: Post) -> None:
    (told,) = blind.writes("hello")
    blind.platform.goes_wrong(*[Unknown("internal_error")] * 20)
    for _ in range(20):
        blind.delivers()
        blind.passes(GRACE)
    assert blind.shows(told).state is DeliveryState.UNCERTAIN
    assert len(blind.platform.calls) == blind.terms.most_attempts


def test_a_call_that_hangs_is_given_up_in_a_third_of_the_lease(store: Store) -> None:
    post = Post(store)
    post.terms = replace(post.terms, lease=post.terms.lease / 200)
    (told,) = post.writes("hello")

    async def hangs(_: Outgoing) -> Unknown:
        await asyncio.sleep(10)
        raise AssertionError("nobody stopped it")

    post.platform.goes_wrong(hangs)
    assert post.delivers(post.another()) == []
    assert post.shows(told).ambiguous


def test_an_answer_that_comes_after_the_lease_changes_nothing(post: Post) -> None:
    (told,) = post.writes("hello")
    second = post.another()

    async def freezes(_: Outgoing) -> Failed:
        await asyncio.to_thread(other_takes_over)
        return Failed("too late")

    def other_takes_over() -> None:
        post.passes(LEASE)
        post.delivers(second)

    post.platform.goes_wrong(freezes)
    post.delivers()
    assert post.shows(told).state is DeliveryState.SENT
    assert post.platform.titles == ["hello"]


def test_a_courier_whose_lease_ran_out_does_not_call(post: Post) -> None:
    post.writes("hello")
    first = outbox(post)
    claims = taken(post)
    post.passes(LEASE)
    assert first.prepare(claims) == [None]


def test_a_courier_whose_message_another_holds_can_do_nothing_to_it(post: Post) -> None:
    (told,) = post.writes("hello")
    (first,) = taken(post)
    post.passes(LEASE)
    (second,) = taken(post)
    assert outbox(post).prepare([first]) == [None]
    assert outbox(post).settle([(first, Failed("too late"))]) == [None]
    assert post.shows(told).state is DeliveryState.LEASED
    assert outbox(post).settle([(second, Failed("in time"))]) == [DeliveryState.FAILED]


def test_a_platform_is_not_asked_faster_than_it_bears(store: Store) -> None:
    slow = {**UNLIMITED, Platform.SLACK: Limits(finds=0.01)}
    post = Post(store, terms=Terms(limits=slow))
    ids = post.writes(*(f"message {number}" for number in range(12)))
    post.platform.goes_wrong(*[Lost(posted=True)] * 12)
    post.delivers()
    found = post.passes(GRACE).delivers()
    assert set(post.states(ids)) == {DeliveryState.SENT, DeliveryState.SENDING}
    assert 0 < len(found) < 12
    assert len(post.platform.titles) == 12


def test_what_took_too_long_to_draw_is_not_called_any_more(store: Store) -> None:
    slow = Handler("command")

    @slow.notice("slow")
    def draws_slowly(telling: Telling) -> Reply | None:
        sleep(0.2)
        return Reply("hello")

    terms = Terms(lease=timedelta(seconds=0.3), limits=UNLIMITED)
    post = Post(store, handlers=(slow,), terms=terms)
    (told,) = post.writes("", notice="command.slow")
    assert post.delivers() == []
    assert not post.platform.calls
    left = post.shows(told)
    assert (left.state, left.attempts, left.ambiguous) == (DeliveryState.PENDING, 0, False)


def test_two_couriers_send_each_message_once(store: Store) -> None:
    post = Post(store, FakePlatform(seconds=0.005))
    ids = [post.writes(f"to {team}", workspace=f"T{team}")[0] for team in range(40)]

    async def both() -> list[list[int]]:
        couriers: list[Courier] = [post.courier, post.another()]
        return await asyncio.gather(
            *(courier.deliver_due(courier.clock()) for courier in couriers)
        )

    first, second = asyncio.run(both())
    assert sorted(first + second) == ids
    assert not post.platform.duplicates()
    assert len(post.platform.calls) == 40
