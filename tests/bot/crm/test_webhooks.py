"""Webhooks: signed, each until it is heard, in every deal's own order, and never in the clear."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from bot.crm.configured import targets
from bot.crm.outcomes import Target
from bot.crm.port import Crm
from bot.crm.teller import Teller, Terms
from bot.crm.webhook import Webhook
from bot.settings import Settings
from storage.crm import ChangeState
from storage.store import Store
from tests.bot.crm.conftest import World
from tests.fakes.webhook import OK, FakeReceiver, Post, answers, resets, slow

DOCS = Path(__file__).parents[3] / "docs" / "crm.md"
SECRET = "whsec-very-secret"
SENT, FAILED, WAITING = ChangeState.SENT, ChangeState.FAILED, ChangeState.WAITING


def teller(world: World, url: str, timeout: float = 5, terms: Terms | None = None) -> Teller:
    webhook = Webhook(url, SECRET, timeout=timeout)
    return Teller(world.store, [webhook], terms or Terms(), world.clock, lambda: 1.0)


def documented(language: str) -> str:
    """The example in docs/crm.md in that language."""
    found = re.search(rf"```{language}\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


def is_signed(post: Post, secret: str = SECRET) -> bool:
    """As docs/crm.md tells a receiver to verify it."""
    receiver: dict[str, Any] = {}
    exec(documented("python"), receiver)
    verified: bool = receiver["is_from_mitra"](secret, post.headers["Mitra-Signature"], post.body)
    return verified


def shape(said: object) -> object:
    return {name: shape(value) for name, value in said.items()} if isinstance(said, dict) else ""


def states(world: World, deal_id: int) -> list[ChangeState]:
    return [change.state for change in world.changes(deal_id)]


def test_each_change_arrives_signed_and_in_its_order(world: World) -> None:
    async def story() -> list[Post]:
        async with FakeReceiver() as receiver:
            tells = teller(world, receiver.url)
            world.follows(tells)
            deal_id = world.registered()
            world.declined(deal_id)
            assert await tells.work() == 2
            assert await tells.work() == 0
            assert states(world, deal_id) == [SENT, SENT]
            return receiver.heard

    heard = asyncio.run(story())
    assert [post.said["type"] for post in heard] == ["deal.submitted", "deal.declined"]
    assert [post.said["sequence"] for post in heard] == [1, 2]
    assert all(is_signed(post) and not is_signed(post, "another") for post in heard)
    assert [post.headers["Mitra-Id"] for post in heard] == [post.said["id"] for post in heard]
    assert shape(heard[1].said) == shape(json.loads(documented("json")))
    assert heard[1].said["deal"]["state"] == "declined"
    assert heard[1].said["deal"]["value"] == {"minor": 6_000_000_000, "currency": "IDR"}


@pytest.mark.parametrize("fault", [answers(500), answers(302, Location="http://x/"), resets])
def test_what_was_not_heard_is_said_again_with_the_same_id(world: World, fault: object) -> None:
    async def story() -> list[Post]:
        async with FakeReceiver([fault, OK]) as receiver:  # type: ignore[list-item]
            tells = teller(world, receiver.url)
            world.follows(tells)
            deal_id = world.registered()
            assert await tells.work() == 0
            world.declined(deal_id)
            assert await tells.work() == 0, "the second waits for the first"
            world.clock.passes(seconds=11)
            assert await tells.work() == 2
            return receiver.heard

    heard = asyncio.run(story())
    assert [post.said["sequence"] for post in heard] == [1, 1, 2]
    assert heard[0].body == heard[1].body


def test_a_deal_that_waits_holds_up_no_other(world: World) -> None:
    async def story() -> list[int]:
        async with FakeReceiver([answers(500), OK]) as receiver:
            tells = teller(world, receiver.url)
            world.follows(tells)
            first = world.registered()
            assert await tells.work() == 0
            second = world.registered("PT Lain")
            assert await tells.work() == 1
            assert (states(world, first), states(world, second)) == ([WAITING], [SENT])
            return [post.said["deal"]["customer"] == "PT Lain" for post in receiver.heard]

    assert asyncio.run(story()) == [False, True]


def test_who_is_slow_is_asked_again(world: World) -> None:
    async def story() -> None:
        async with FakeReceiver([slow(1), OK]) as receiver:
            tells = teller(world, receiver.url, timeout=0.1)
            world.follows(tells)
            deal_id = world.registered()
            assert await tells.work() == 0
            assert world.changes(deal_id)[0].reason == "too slow"
            world.clock.passes(seconds=11)
            assert await tells.work() == 1

    asyncio.run(story())


def test_who_asks_for_time_gets_it(world: World) -> None:
    async def story() -> None:
        busy = answers(429, **{"Retry-After": "120"})
        async with FakeReceiver([busy, OK]) as receiver:
            tells = teller(world, receiver.url)
            world.follows(tells)
            world.registered()
            assert await tells.work() == 0
            world.clock.passes(seconds=119)
            assert await tells.work() == 0
            world.clock.passes(seconds=2)
            assert await tells.work() == 1

    asyncio.run(story())


def test_the_pauses_double_and_then_it_is_given_up(world: World) -> None:
    async def story() -> list[timedelta]:
        async with FakeReceiver([answers(500)]) as receiver:
            tells = teller(world, receiver.url)
            world.follows(tells)
            deal_id = world.registered()
            pauses = []
            while (change := world.changes(deal_id)[0]).state is WAITING:
                await tells.work()
                next_at = world.changes(deal_id)[0].next_at
                pauses.append(next_at - world.clock.now)
                world.clock.now = max(next_at, world.clock.now)
            assert (change.state, change.reason) == (FAILED, "gave up: 500")
            assert len(receiver.heard) == Terms().most_attempts
            return pauses[:-1]

    pauses = asyncio.run(story())
    assert [pause.total_seconds() for pause in pauses[:4]] == [10, 20, 40, 80]
    assert max(pauses) == Terms().longest
    assert sum(pauses, timedelta()) > timedelta(days=1)


def test_what_was_given_up_holds_up_nothing(world: World) -> None:
    async def story() -> None:
        async with FakeReceiver([answers(500), OK]) as receiver:
            tells = teller(world, receiver.url, terms=Terms(most_attempts=1))
            world.follows(tells)
            deal_id = world.registered()
            world.declined(deal_id)
            assert await tells.work() == 1
            assert states(world, deal_id) == [FAILED, SENT]

    asyncio.run(story())


def test_who_is_gone_hears_nothing_more_until_the_address_is_another(world: World) -> None:
    async def story() -> None:
        async with FakeReceiver([answers(410), OK]) as receiver:
            tells = teller(world, receiver.url)
            world.follows(tells)
            first = world.registered()
            assert await tells.work() == 0
            second = world.registered("PT Lain")
            world.clock.passes(days=1)
            assert await tells.work() == 0
            assert (len(receiver.heard), states(world, first)) == (1, [FAILED])
            assert states(world, second) == []
            assert await teller(world, f"{receiver.url}?new").work() > 1
            assert states(world, second) == [SENT]

    asyncio.run(story())


def test_who_begins_hears_of_the_open_deals_once(world: World) -> None:
    async def story() -> list[str]:
        async with FakeReceiver() as receiver:
            world.registered()
            assert await teller(world, receiver.url).work() > 0
            assert await teller(world, receiver.url).work() == 0
            return [post.said["type"] for post in receiver.heard]

    assert set(asyncio.run(story())) == {"deal.known"}


def test_several_servers_tell_each_change_once(world: World) -> None:
    async def story() -> list[str]:
        async with FakeReceiver() as receiver:
            tellers = [teller(world, receiver.url) for _ in range(4)]
            world.follows(tellers[0])
            for number in range(12):
                world.declined(world.registered(f"PT Nomor {number}"))
            await asyncio.gather(*(each.work() for each in tellers))
            return [post.headers["Mitra-Id"] for post in receiver.heard]

    heard = asyncio.run(story())
    assert len(heard) == len(set(heard)) == 24


def test_what_a_crashed_server_held_is_told_by_another(world: World) -> None:
    async def story() -> int:
        async with FakeReceiver() as receiver:
            tells = teller(world, receiver.url)
            world.follows(tells)
            world.registered()
            with world.store.transaction() as records:
                lease = tells.terms.lease
                (lost,) = records.crm.take("webhook", world.clock.now, lease, 8)
            assert await tells.work() == 0
            world.clock.passes(seconds=lease.total_seconds() + 1)
            assert await tells.work() == 1
            with world.store.transaction() as records:
                assert records.crm.held(lost) is None
            return len(receiver.heard)

    assert asyncio.run(story()) == 1


def test_a_server_tells_until_it_is_told_to_stop(world: World) -> None:
    async def story() -> None:
        async with FakeReceiver() as receiver:
            tells, stop = teller(world, receiver.url, terms=Terms(poll=0.05)), asyncio.Event()
            running = asyncio.create_task(tells.run(stop))
            for _ in range(200):
                await asyncio.sleep(0.02)
                if await asyncio.to_thread(_is_on, world.store):
                    break
            deal_id = await asyncio.to_thread(world.registered)
            world.clock.passes(seconds=10)
            for _ in range(200):
                await asyncio.sleep(0.02)
                if states(world, deal_id) == [SENT]:
                    break
            stop.set()
            await running
            assert states(world, deal_id) == [SENT]

    asyncio.run(story())


def _is_on(store: Store) -> bool:
    with store.reading() as records:
        return bool(records.crm.on())


def test_the_secret_stands_in_no_log_and_no_row(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        async with FakeReceiver([answers(500)]) as receiver:
            tells = teller(world, f"{receiver.url}?token=not-for-logs")
            world.follows(tells)
            deal_id = world.registered()
            await tells.work()
            assert "not-for-logs" not in str(world.changes(deal_id))

    with caplog.at_level(logging.DEBUG, "mitra"):
        asyncio.run(story())
    with world.store.reading() as records:
        kept = str(records.crm.targets())
    said = kept + "".join(each.getMessage() for each in caplog.records if each.name == "mitra")
    assert '"outcome": "Later"' in said
    assert not {word for word in (SECRET, "not-for-logs") if word in said}


def configured(given: dict[str, str]) -> list[str]:
    def no_crm(crm: Crm) -> Target:
        raise AssertionError(crm.name)

    settings = Settings.model_validate(given)
    return [target.name for target in targets(settings, "UTC", no_crm)]


def test_it_is_off_until_it_has_an_address_and_a_secret() -> None:
    url = "https://crm.example/hook"
    for given in ({}, {"MITRA_WEBHOOK_URL": url}, {"MITRA_WEBHOOK_SECRET": SECRET}):
        assert configured(given) == []
    both = {"MITRA_WEBHOOK_URL": url, "MITRA_WEBHOOK_SECRET": SECRET}
    assert configured(both) == ["webhook"]


@pytest.mark.parametrize("url", ["http://crm.example/hook", "ftp://x/", "https://me:pw@x/"])
def test_deals_never_travel_in_the_clear(url: str) -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate({"MITRA_WEBHOOK_URL": url})
