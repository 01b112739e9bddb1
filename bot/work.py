"""What goes on behind the doors: sending what is due, working on what came in, keeping time."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot import scheduler
from bot.app import App
from bot.courier import Courier
from bot.inbox import InboxWorker, Read, Receiver
from bot.outgoing import Sender
from storage.values import Platform


@dataclass
class Work:
    """Begins when the server starts, and finishes what it began when that stops."""

    app: App
    senders: Mapping[Platform, Sender]
    readers: Mapping[Platform, Read]
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._stop = asyncio.Event()
        self._courier: Courier = self.app.courier(self.senders)
        self._inbox = InboxWorker(
            self.app.store, self.app.assistant, self.readers, self._courier.wake
        )
        self.receiver = Receiver(self.app.store, self._inbox.wake)

    def wake(self) -> None:
        """There may be something to send. From any thread."""
        self._courier.wake()

    async def start(self) -> None:
        self._clock = scheduler.start(self._tick)
        self._tasks = [
            asyncio.create_task(self._courier.run(self._stop)),
            asyncio.create_task(self._inbox.run(self._stop)),
        ]

    async def stop(self) -> None:
        self._clock.shutdown(wait=False)
        self._stop.set()
        await asyncio.gather(*self._tasks)

    def _tick(self) -> None:
        if self.app.run_due_jobs(self.app.assistant.now()):
            self.wake()
