"""How many messages of one workspace are on their way at once, and who goes first."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.lane import Desk, Round
from bot.outbox import Terms
from bot.outgoing import Outgoing, Sent
from bot.pace import Limits, Pace
from bot.settling import Settling, Verdict
from storage.claims import Claim
from storage.deliveries import Delivery, DeliveryState, Urgency
from storage.lanes import LaneKey
from storage.store import Store
from storage.values import Platform
from tests.bot.sending import UNLIMITED, Post
from tests.fakes.platform import FakePlatform


def broadcasts(post: Post, number: int) -> list[int]:
    return post.writes(*(f"b{n}" for n in range(number)), urgency=Urgency.BROADCAST)


def test_so_many_are_on_their_way_and_no_more(store: Store) -> None:
    post = Post(store, FakePlatform(seconds=0.01))
    ids = broadcasts(post, 40)
    assert post.delivers() == ids
    assert post.platform.busiest == post.terms.slots - post.terms.reserve


def test_an_answer_does_not_wait_for_calls_that_hang(store: Store) -> None:
    post = Post(store)
    broadcasts(post, 20)
    answered = asyncio.Event()

    async def hangs(outgoing: Outgoing) -> Sent:
        await asyncio.wait_for(answered.wait(), 5)
        return Sent(f"late-{outgoing.key}")

    async def answers(_: Outgoing) -> Sent:
        answered.set()
        return Sent("answer")

    post.platform.goes_wrong(*[hangs] * 6, answers)

    async def story() -> None:
        delivering = asyncio.create_task(post.courier.deliver_due(post.courier.clock()))
        while len(post.platform.calls) < 6:
            await asyncio.sleep(0.01)
        await asyncio.to_thread(post.writes, "answer", urgency=Urgency.ANSWER)
        await delivering

    asyncio.run(story())
    assert post.platform.calls[6].reply.title == "answer"


def test_one_chat_hears_things_in_their_order(store: Store) -> None:
    post = Post(store)
    post.writes("one", "two", "three", user="U1", urgency=Urgency.ANSWER)
    arrived: list[str | None] = []

    def arrives(seconds: float) -> Callable[[Outgoing], Awaitable[Sent]]:
        async def called(outgoing: Outgoing) -> Sent:
            await asyncio.sleep(seconds)
            arrived.append(outgoing.reply.title)
            return Sent(f"m-{outgoing.key}")

        return called

    post.platform.goes_wrong(arrives(0.2), arrives(0.1), arrives(0))
    post.delivers()
    assert arrived == ["one", "two", "three"]


def test_what_hangs_holds_up_its_chat_only_for_a_while(store: Store) -> None:
    post = Post(store, terms=Terms(limits=UNLIMITED, lease=timedelta(seconds=0.6)))
    post.writes("one", "two", user="U1", urgency=Urgency.ANSWER)
    later = asyncio.Event()

    async def hangs(outgoing: Outgoing) -> Sent:
        await later.wait()
        return Sent(f"m-{outgoing.key}")

    async def follows(outgoing: Outgoing) -> Sent:
        later.set()
        return Sent(f"m-{outgoing.key}")

    post.platform.goes_wrong(hangs, follows)
    post.delivers()
    assert [call.reply.title for call in post.platform.calls] == ["one", "two"]


def test_a_workspace_with_much_to_send_does_not_hold_up_one_with_little(store: Store) -> None:
    post = Post(store, terms=Terms(limits=UNLIMITED, quantum=5, lanes=1))
    broadcasts(post, 40)
    post.writes("little", workspace="T2")

    async def story() -> None:
        stop = asyncio.Event()
        running = asyncio.create_task(post.courier.run(stop))
        while len(post.platform.calls) < 41:
            await asyncio.sleep(0.01)
        stop.set()
        await running

    asyncio.run(asyncio.wait_for(story(), 20))
    order = [call.reply.title for call in post.platform.calls]
    assert order.index("little") < 12


def test_a_second_call_waits_for_a_turn_in_the_same_chat(store: Store) -> None:
    slow = replace(UNLIMITED[Platform.SLACK], windows=((1, 60.0),))
    post = Post(store, terms=Terms(limits={**UNLIMITED, Platform.SLACK: slow}))
    first, second = post.writes("one", "two", user="U1")
    assert post.delivers() == [first]
    assert (post.shows(second).state, post.shows(second).attempts) == ("pending", 0)


def test_an_outcome_that_cannot_be_put_down_is_tried_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = Post(store)
    (told,) = post.writes("hello")
    fails = iter([True, False, True])
    settle = Settling.settle

    def sometimes(self: Settling, delivery: Delivery, claim: Claim, verdict: Verdict) -> object:
        if next(fails, False):
            raise OSError("the disk is full")
        return settle(self, delivery, claim, verdict)

    monkeypatch.setattr(Settling, "settle", sometimes)
    assert post.delivers() == [told]
    assert post.shows(told).state is DeliveryState.SENT


def test_a_lane_that_another_took_meanwhile_is_left_to_it(store: Store) -> None:
    post = Post(store)
    post.writes("hello")
    key = LaneKey(Platform.SLACK, "T1")
    with store.transaction() as records:
        records.lanes.hold(key, "another", post.at, post.at + post.terms.lease)
    desk = Desk.at(post.courier._desk.outbox)
    served = Round(desk, key, post.platform, Pace(Limits()), lambda: False).serve()
    assert asyncio.run(served) == set()
    assert not post.platform.calls
