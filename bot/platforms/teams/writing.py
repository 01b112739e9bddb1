"""Shows that we are writing, when an answer takes longer than a moment."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from bot.platforms.teams.send import Chat, TeamsSender
from bot.surprises import attempted
from handlers.conversation.message import Message
from storage.store import Store

#: An answer within that time needs no sign; a late sign would outlive the answer.
A_MOMENT = 0.7


@dataclass
class Writing:
    store: Store
    sender: TeamsSender
    _tasks: set[asyncio.Task[object]] = field(default_factory=set)

    def begin(self, message: Message) -> None:
        """Nobody waits for this; asyncio forgets a task that nobody keeps."""
        task: asyncio.Task[object] = asyncio.create_task(attempted(self._show(message)))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def end(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _show(self, message: Message) -> None:
        await asyncio.sleep(A_MOMENT)
        if await asyncio.to_thread(self._is_waiting, message):
            chat = Chat.at(message.reference, message.place)
            await self.sender.post(chat, {"type": "typing"})

    def _is_waiting(self, message: Message) -> bool:
        sender = message.sender
        with self.store.reading() as records:
            return records.inbox.is_waiting(sender.platform, sender.workspace, message.event)
