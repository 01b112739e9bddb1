"""Sends what is due: draws each message when it goes out, and knows what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.bell import first
from bot.demo.load import WORKSPACE
from bot.lane import Desk, Round
from bot.outbox import Clock, Outbox, Terms, real_time
from bot.outgoing import Sender
from bot.pace import Limits, Pace
from bot.surprises import Surprise, attempted
from handlers.conversation.registry import Registry
from storage.lanes import LaneKey
from storage.store import Records, Store
from storage.values import Platform

A_BREATH = 0.02  #: seconds between two looks at what is due, however often the bell rings

Served = dict[LaneKey, asyncio.Task[set[int] | Surprise]]


@dataclass
class Courier:
    """`clock` is the installation's time. `demo` is what shows the demo world's messages,
    wherever its people are said to be; None outside a demo."""

    store: Store
    registry: Registry
    senders: Mapping[Platform, Sender]
    clock: Clock
    demo: Sender | None = None
    terms: Terms = field(default_factory=Terms)
    real_time: Callable[[Records], datetime] = real_time

    def __post_init__(self) -> None:
        outbox = Outbox(self.store, self.registry, self.clock, self.terms, self.real_time)
        self._desk = Desk.at(outbox)
        self._paces: dict[LaneKey, Pace] = {}

    def wake(self) -> None:
        """There may be something to send: look now. From any thread."""
        self._desk.bell.ring()

    async def run(self, stop: asyncio.Event) -> None:
        """Send what is due until told to stop, then finish what is on its way."""
        served: Served = {}
        stopping = asyncio.create_task(stop.wait())
        while not stop.is_set():
            ring = self._desk.bell.next()
            await attempted(self._look(served, stop))
            await first(self.terms.poll, ring, stopping, *served.values())
            for key in [key for key, serving in served.items() if serving.done()]:
                del served[key]
            await asyncio.sleep(A_BREATH)
        await asyncio.gather(*served.values())

    async def deliver_due(self, now: datetime) -> list[int]:
        """Everything that is due at that time, once; the deliveries that ended."""
        desk = Desk.at(replace(self._desk.outbox, clock=lambda: now))
        ended: set[int] = set()
        while True:
            keys = await self._due(desk)
            served = [attempted(self._round(desk, key).serve()) for key in keys]
            found = [each for each in await asyncio.gather(*served) if isinstance(each, set)]
            if not set().union(*found) - ended:
                return sorted(ended)
            ended = ended.union(*found)

    async def _look(self, served: Served, stop: asyncio.Event) -> None:
        """Serve the workspaces with something due, as many as we may at once."""
        for key in await self._due(self._desk):
            if key not in served and len(served) < self.terms.lanes:
                round_ = self._round(self._desk, key, stop.is_set)
                served[key] = asyncio.create_task(attempted(round_.serve()))

    async def _due(self, desk: Desk) -> list[LaneKey]:
        everything = self.demo is not None
        silent = [] if everything else [each for each in Platform if each not in self.senders]
        keys = await asyncio.to_thread(desk.outbox.lanes, silent)
        return [key for key in keys if self._sender(key) is not None]

    def _round(
        self, desk: Desk, key: LaneKey, stopped: Callable[[], bool] = lambda: False
    ) -> Round:
        sender = self._sender(key)
        assert sender is not None
        limits = Limits() if sender is self.demo else self.terms.limits[key.platform]
        pace = self._paces.setdefault(key, Pace(limits))
        return Round(desk, key, sender, pace, stopped)

    def _sender(self, key: LaneKey) -> Sender | None:
        """In a demo its own workspace never leaves this machine, and neither does anything on
        a platform that is not connected."""
        connected = self.senders.get(key.platform)
        if self.demo is not None and (key.workspace == WORKSPACE or connected is None):
            return self.demo
        return connected
