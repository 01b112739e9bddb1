"""A courier may be killed at any moment: nothing is lost, and nobody reads a thing twice.

`MITRA_TEST_KILLS` sets how often (20 otherwise).
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import time
from collections import Counter
from collections.abc import Callable
from random import Random

import pytest

from storage.deliveries import DeliveryState
from storage.store import Store
from tests.bot import killed
from tests.bot.sending import message
from tests.fakes.faults import dropped, refused
from tests.fakes.slack import FakeSlack

#: Each child is forked from a clean process that has imported everything already.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([killed.__name__])
KILLS = int(os.environ.get("MITRA_TEST_KILLS", "20"))
RECIPIENTS = max(400, 20 * KILLS)
WORKSPACES = 4
AMBIGUOUS = RECIPIENTS // 40


def writes(store: Store) -> None:
    rows = [
        message(f"hello {number}", f"T{number % WORKSPACES}", campaign="c", recipient=str(number))
        for number in range(RECIPIENTS)
    ]
    with store.transaction() as records:
        records.deliveries.add_all(rows)


def tally(store: Store) -> Counter[DeliveryState]:
    with store.reading() as records:
        return Counter(records.deliveries.tally("c"))


class Killing:
    """One courier after another, each killed in the middle of its work."""

    def __init__(self, store: Store, slack: FakeSlack) -> None:
        self.store, self.slack, self.began = store, slack, time.time()
        self.in_flight = 0

    async def courier(self, until: Callable[[], bool], seconds: float = 60) -> None:
        address = self.store.engine.url.render_as_string(hide_password=False)
        given = (address, self.slack.url, self.slack.token, self.began)
        process = PROCESSES.Process(target=killed.main, args=given, daemon=True)
        process.start()
        try:
            async with asyncio.timeout(seconds):
                while not until():
                    assert process.is_alive(), "it fell over by itself"
                    await asyncio.sleep(0.001)
        finally:
            process.kill()
            await asyncio.to_thread(process.join)

    async def kill(self, calls: int) -> None:
        """Kill it once it has made so many more calls."""
        enough = self._calls() + calls
        await self.courier(lambda: self._calls() >= enough)
        self.in_flight += (await asyncio.to_thread(tally, self.store))[DeliveryState.SENDING] > 0

    def _calls(self) -> int:
        return len(self.slack.called("chat.postMessage"))

    async def finish(self) -> None:
        """The last one lives until everything is sent."""
        await self.courier(lambda: tally(self.store)[DeliveryState.SENT] == RECIPIENTS)


@pytest.mark.timeout(60 + 6 * KILLS)
def test_no_message_is_lost_or_repeated_however_often_the_courier_is_killed(
    any_empty_store: Store,
) -> None:
    writes(any_empty_store)
    random = Random(KILLS)

    async def story() -> None:
        async with FakeSlack() as slack:
            for _ in range(AMBIGUOUS):
                fault = random.choice(
                    [
                        dropped(after=True),
                        dropped(after=False),
                        refused("internal_error", after=True),
                    ]
                )
                slack.fail("chat.postMessage", fault)
            killing = Killing(any_empty_store, slack)
            for _ in range(KILLS):
                await killing.kill(random.randint(1, RECIPIENTS // KILLS))
            await killing.finish()
            keys = Counter(posted.key for posted in slack.messages)
            assert len(keys) == RECIPIENTS, "lost"
            assert max(keys.values()) == 1, "repeated"
            assert killing.in_flight > KILLS // 2, "the kills hit nothing"

    asyncio.run(story())
    assert tally(any_empty_store) == {DeliveryState.SENT: RECIPIENTS}
