"""What comes in: kept before it is acknowledged, worked on afterwards, each event once."""

from __future__ import annotations

import asyncio
import inspect
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot import log
from bot.assistant import Assistant
from bot.batches import Batches
from bot.bell import Bell, first
from bot.surprises import Surprise, attempted
from handlers.conversation.message import Message
from storage.base import Document
from storage.inbox import EventState, Received, Work
from storage.store import Store
from storage.values import Place, Platform

#: What a person did, from a platform's raw event; None: nothing that concerns us.
Read = Callable[[Document], Message | Awaitable[Message | None] | None]


class Receiver:
    """Keeps events for the doors; all that arrive at the same time share one commit."""

    def __init__(self, store: Store, heard: Callable[[], None]) -> None:
        self._heard = heard
        self._keep: Batches[Received, bool] = Batches(store.keep)

    async def receive(self, received: Received) -> bool:
        """Once this answers, the event survives a crash. False: it was here before."""
        new = await self._keep(received)
        if new:
            self._heard()
        return new


@dataclass(frozen=True, slots=True)
class Care:
    """How events are worked on: so many at once, and so often before one is given up."""

    at_once: int = 8
    lease: timedelta = timedelta(seconds=60)
    most_attempts: int = 5
    poll: float = 1.0


@dataclass
class InboxWorker:
    """Answers what the doors kept. Whatever is said in one chat is answered in its order.

    `answered` is called when an answer waits to be sent.
    """

    store: Store
    assistant: Assistant
    readers: Mapping[Platform, Read]
    answered: Callable[[], None]
    care: Care = field(default_factory=Care)

    def __post_init__(self) -> None:
        self._bell = Bell()
        self._chats: defaultdict[tuple[Place, str], asyncio.Lock] = defaultdict(asyncio.Lock)

    def wake(self) -> None:
        """There is something new. From any thread."""
        self._bell.ring()

    async def run(self, stop: asyncio.Event) -> None:
        """Work until told to stop, then finish what was begun."""
        stopping = asyncio.create_task(stop.wait())
        running: set[asyncio.Task[None]] = set()
        while not stop.is_set():
            ring = self._bell.next()
            running |= await self._begin(self.care.at_once - len(running))
            await first(self.care.poll, ring, stopping, *running)
            running = {task for task in running if not task.done()}
        await asyncio.gather(*running)

    async def work(self) -> int:
        """Everything that waits now; how many events that was."""
        worked = 0
        while running := await self._begin(self.care.at_once):
            worked += len(running)
            await asyncio.gather(*running)
        return worked

    async def _begin(self, room: int) -> set[asyncio.Task[None]]:
        if room <= 0:
            return set()
        taken = await attempted(asyncio.to_thread(self._take, room))
        events = [] if isinstance(taken, Surprise) else taken
        return {asyncio.create_task(self._one(event)) for event in events}

    def _take(self, room: int) -> list[Work]:
        with self.store.transaction() as records:
            at, platforms = records.claims.clock(), tuple(self.readers)
            return records.inbox.take(platforms, room, at, self.care.lease)

    async def _one(self, work: Work) -> None:
        match await attempted(self._respond(work)):
            case Surprise(reference):
                await attempted(asyncio.to_thread(self._failed, work, reference))
            case True:
                self.answered()
            case False:
                await attempted(asyncio.to_thread(self._finish, work, EventState.DONE))

    async def _respond(self, work: Work) -> bool:
        """Was it for us?"""
        read = self.readers[work.platform](work.raw)
        message = await read if inspect.isawaitable(read) else read
        if message is None:
            return False
        async with self._chat(message):
            await asyncio.to_thread(self.assistant.respond, message)
        return True

    def _chat(self, message: Message) -> asyncio.Lock:
        """One at a time in each chat; locks that nobody holds are forgotten now and then."""
        if len(self._chats) > 1_000:
            for key in [key for key, lock in self._chats.items() if not lock.locked()]:
                del self._chats[key]
        user = message.sender.user if message.place.is_direct else ""
        return self._chats[message.place, user]

    def _failed(self, work: Work, reference: str) -> None:
        """Try again a little later; an event that keeps failing must not stop the others."""
        if work.attempts >= self.care.most_attempts:
            log.line("event_failed", id=work.id, platform=work.platform, reference=reference)
            self._finish(work, EventState.FAILED)
            return
        with self.store.transaction() as records:
            wait = timedelta(seconds=2**work.attempts)
            records.inbox.postpone(work, records.claims.clock() + wait)

    def _finish(self, work: Work, state: EventState) -> None:
        with self.store.transaction() as records:
            records.inbox.finish(work, state)
