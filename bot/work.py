"""What goes on behind the doors: sending what is due, working on what came in, keeping time."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from bot import scheduler
from bot.app import App
from bot.courier import Courier
from bot.inbox import InboxWorker, Read, Receiver
from bot.outgoing import Sender
from bot.studying import Student
from storage.values import Platform


class Work:
    """Begins when the server starts, and finishes what it began when that stops."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._stop = asyncio.Event()
        self.receiver = Receiver(app.store, self._heard)

    def serve(self, senders: Mapping[Platform, Sender], readers: Mapping[Platform, Read]) -> None:
        """For these doors."""
        self._courier: Courier = self._app.courier(senders)
        self._inbox = InboxWorker(self._app.store, self._app.assistant, readers, self.wake)
        self._composer = self._app.composer(self._app.assistant.now, self.wake)
        self._calculator = self._app.calculator(self._app.assistant.now)
        self._taker = self._app.taker(self._app.assistant.now, self.wake)
        self._importer = self._app.importer(self._app.assistant.now, self.wake)
        self._teller = self._app.teller(self.wake)

    def wake(self) -> None:
        """There may be something to send. From any thread."""
        self._courier.wake()

    async def start(self) -> None:
        self._clock = scheduler.start(self._tick)
        self._tasks = [
            asyncio.create_task(self._courier.run(self._stop)),
            asyncio.create_task(self._inbox.run(self._stop)),
            asyncio.create_task(self._importer.run(self._stop)),
            asyncio.create_task(self._taker.run(self._stop)),
            asyncio.create_task(self._calculator.run(self._stop)),
            asyncio.create_task(self._teller.run(self._stop)),
            asyncio.create_task(Student(self._app).run(self._stop)),
        ]
        if self._composer is not None:
            self._tasks.append(asyncio.create_task(self._composer.run(self._stop)))
        if (folder := self._app.folder()) is not None:
            self._tasks.append(asyncio.create_task(folder.run(self._stop)))

    async def stop(self) -> None:
        self._clock.shutdown(wait=False)
        self._stop.set()
        await asyncio.gather(*self._tasks)

    def _heard(self) -> None:
        self._inbox.wake()

    def _tick(self) -> None:
        if self._app.run_due_jobs(self._app.assistant.now()):
            self.wake()
