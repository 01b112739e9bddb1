"""The clock ticks at once, and in a thread of its own."""

from __future__ import annotations

import asyncio
from threading import Event, current_thread, main_thread

from bot import scheduler


def test_the_clock_ticks_at_once_and_beside_the_conversation() -> None:
    ticked, beside = Event(), list[bool]()

    def tick() -> None:
        beside.append(current_thread() is not main_thread())
        ticked.set()

    async def story() -> None:
        clock = scheduler.start(tick)
        await asyncio.to_thread(ticked.wait, 5)
        clock.shutdown(wait=False)

    asyncio.run(story())
    assert beside == [True]
