"""What becomes of everything that comes in from Slack: kept, or worked while Slack waits."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field, replace
from typing import Any

from bot import log
from bot.assistant import Assistant
from bot.platforms.slack import draw, files, interactions, receive, stored
from bot.platforms.slack.api import Api, Ok
from bot.platforms.slack.identity import Identity
from bot.platforms.slack.pane import Pane
from bot.platforms.slack.shapes import Raw, table, word, workspace
from bot.surprises import attempted
from handlers.conversation.message import Message, Opened, Said
from storage.audit import AuditEntry
from storage.base import Document
from storage.inbox import Received
from storage.values import Place, Platform

Receive = Callable[[Received], Awaitable[bool]]
#: What Slack tells us about our own installation; an operator will want to know.
TOLD = frozenset({"tokens_revoked", "app_uninstalled", "app_rate_limited"})


@dataclass
class Door:
    """`receive` keeps an event (bot/inbox.py); `answered` says that something is to be sent."""

    assistant: Assistant
    api: Api
    receive: Receive
    answered: Callable[[], None]
    identity: Identity = field(init=False)
    pane: Pane = field(init=False)
    _tasks: set[asyncio.Task[Any]] = field(default_factory=set, init=False)

    def __post_init__(self) -> None:
        self.identity = Identity(self.api)
        self.pane = Pane(self.api, self.assistant)

    async def close(self) -> None:
        await self.identity.stop()
        await asyncio.gather(*self._tasks)
        await self.api.close()

    @property
    def busy(self) -> bool:
        """Is something going on beside the requests?"""
        return bool(self._tasks)

    def raw(self, kind: str, payload: Document) -> Document:
        return {"type": kind, "workspace": self.identity.team, "payload": payload}

    async def read(self, raw: Document) -> Message | None:
        """For the inbox worker: the message with its files, and a sign that we are at it."""
        message = receive.read(raw)
        if message is None:
            return None
        self._meanwhile(self.pane.greet(message))
        return await files.fetched(self.api, raw, message)

    async def heard(self, raw: Document) -> None:
        """An event: kept for the worker, unless it is home, which is drawn and not sent."""
        event = table(raw, "payload", "event")
        if event.get("type") in TOLD:
            await asyncio.to_thread(self._note, word(event, "type"))
        message = receive.read(raw)
        if message is not None and message.act == Opened("home"):
            self._meanwhile(self.show_home(message))
        else:
            await self.keep(raw, message)

    async def keep(self, raw: Document, message: Message | None) -> None:
        """In the inbox before Slack hears that we have it; what is not for us is not kept."""
        if message is None or self.identity.is_elsewhere(raw) or await self._overheard(message):
            return
        received = Received(
            platform=Platform.SLACK,
            workspace=workspace(raw),
            event_id=message.event,
            gesture=receive.gesture(raw),
            raw=raw,
            received_at=self.assistant.clock(),
        )
        await self.receive(received)

    async def pressed(self, raw: Document) -> None:
        """What carries a trigger is worked now: it expires in three seconds. At home, too,
        where what was pressed should show at once."""
        message = receive.read(raw)
        if message is not None and await self._opened(raw, message):
            return
        if message is None or not _at_home(message):
            await self.keep(raw, message)
            return
        await asyncio.to_thread(self.assistant.respond, message)
        self.answered()
        self._meanwhile(self.show_home(_home_again(message)))

    async def submitted(self, raw: Document) -> Document | None:
        """The modal again with its errors; None: it may close, the answer is a message."""
        message = receive.read(raw)
        if message is None:
            return None
        answered = await asyncio.to_thread(self.assistant.respond, message)
        self.answered()
        if answered.reply is None or not message.hands_back(answered.reply):
            if _at_home(message):
                self._meanwhile(self.show_home(_home_again(message)))
            return None
        form = answered.reply.form(word(table(raw, "payload", "view"), "callback_id"))
        assert form is not None  # handed back
        return draw.handed_back(form, table(raw, "payload", "view"), answered.language)

    async def show_home(self, message: Message) -> None:
        answered = await asyncio.to_thread(self.assistant.respond, message)
        if answered.reply is not None:
            view = draw.home(answered.reply, answered.key)
            await self.api.call("views.publish", user_id=message.sender.user, view=view)

    async def _opened(self, raw: Raw, message: Message) -> bool:
        """Did the press open a form? When Slack will not, the press is answered in words."""
        name = interactions.opens(message)
        found = await asyncio.to_thread(self._stored, message, name) if name else None
        if found is None:
            return False
        view = draw.view(found.form, found.key, message.place, found.language)
        trigger = word(table(raw, "payload"), "trigger_id")
        return isinstance(await self.api.call("views.open", trigger_id=trigger, view=view), Ok)

    def _stored(self, message: Message, name: str) -> stored.Stored | None:
        with self.assistant.store.reading() as records:
            return stored.form(records, message, name)

    async def _overheard(self, message: Message) -> bool:
        """Talk among people in a thread that we have no part in; we do not keep it."""
        said = message.act
        if not isinstance(said, Said) or said.addressed:
            return False
        return not await asyncio.to_thread(self._takes_part, message.place)

    def _takes_part(self, place: Place) -> bool:
        with self.assistant.store.reading() as records:
            return records.conversations.thread(place, place.thread) is not None

    def _note(self, event: str) -> None:
        log.line("slack_told", what=event)
        entry = AuditEntry(
            at=self.assistant.now(),
            actor_id=None,
            action=f"slack.{event}",
            object=f"workspace:{self.identity.team}",
            outcome="done",
        )
        with self.assistant.store.transaction() as records:
            records.audit.add(entry)

    def _meanwhile(self, work: Coroutine[Any, Any, None]) -> None:
        """Beside the request; kept until it ends, for asyncio would forget it."""
        task = asyncio.create_task(attempted(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _at_home(message: Message) -> bool:
    return message.place.is_direct and not message.place.channel


def _home_again(message: Message) -> Message:
    """The home of whoever did this, drawn afresh."""
    opened = Opened("home")
    event = f"{message.event}:home"
    return replace(message, act=opened, event=event, in_body=True, modal=False)
