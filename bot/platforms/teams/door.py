"""What becomes of everything that comes in from Teams: kept, or worked while Teams waits."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.answered import Answered
from bot.assistant import Assistant
from bot.platforms.teams import draw, files, fitting, invokes, receive
from bot.platforms.teams.draw import Look
from bot.platforms.teams.files import Consents
from bot.platforms.teams.send import TeamsSender
from bot.platforms.teams.writing import Writing
from handlers.conversation.form import Form, TextField
from handlers.conversation.message import Message, Pressed, Said
from handlers.conversation.reply import AskWith, Feedback, Reply
from handlers.conversation.saved import from_document
from handlers.conversation.text import Text
from storage.inbox import Received
from storage.values import Language, Place, Platform

Raw = dict[str, Any]
Receive = Callable[[Received], Awaitable[bool]]

REACTIONS = {"like": "up", "dislike": "down"}


@dataclass(frozen=True, slots=True)
class Invoked:
    """What an invoke is answered with."""

    status: int = 200
    body: Raw | None = None


@dataclass
class Door:
    """`receive` keeps an event (bot/inbox.py); `answered` says that something is to be sent."""

    assistant: Assistant
    sender: TeamsSender
    receive: Receive
    answered: Callable[[], None]
    writing: Writing = field(init=False)

    def __post_init__(self) -> None:
        self.writing = Writing(self.assistant.store, self.sender)

    async def close(self) -> None:
        await self.writing.end()
        await self.sender.close()

    async def keep(self, raw: Raw) -> None:
        """In the inbox before Teams hears that we have it; what is not for us is not kept."""
        message = receive.read(raw)
        if message is not None and not await self._is_overheard(message):
            await self._keep(raw, message.event)

    async def read(self, raw: Raw) -> Message | None:
        """For the inbox worker: the message with its files. A decision about a file is
        carried out here, because it needs no answer of the core."""
        if receive.invoke(raw) == files.CONSENT:
            await Consents(self.assistant.store, self.sender).carry_out(raw)
            return None
        message = receive.read(raw)
        if message is None:
            return None
        self.writing.begin(message)
        return await files.fetched(self.sender.connector, raw, message)

    async def invoked(self, raw: Raw) -> Invoked:
        """Worked inside the request, because Teams shows the answer that it gets."""
        match receive.invoke(raw):
            case receive.CARD_ACTION:
                return Invoked(body=await self._executed(raw))
            case name if name in receive.IN_DIALOG:
                return Invoked(body=await self._in_dialog(raw))
            case receive.FEEDBACK:
                return await self._judged(raw)
            case files.CONSENT:
                await self._keep(raw, receive.event(raw))
                return Invoked()
            case _:
                return Invoked(501)

    async def _keep(self, raw: Raw, event: str) -> None:
        received = Received(
            platform=Platform.TEAMS,
            workspace=receive.tenant(raw),
            event_id=event,
            gesture=receive.gesture(raw),
            raw=raw,
            received_at=self.assistant.clock(),
        )
        await self.receive(received)

    async def _respond(self, message: Message) -> Answered:
        answered = await asyncio.to_thread(self.assistant.respond, message)
        self.answered()
        return answered

    async def _executed(self, raw: Raw) -> Raw:
        """An action on a card. Its answer is a delivery as well: what a client shows in the
        card's place is forgotten when the chat is opened again."""
        message = receive.read(raw)
        if message is None:
            return invokes.error("BadRequest", "not an action of this app")
        answered = await self._respond(message)
        return await asyncio.to_thread(self._shown, answered, message.place)

    def _shown(self, answered: Answered, place: Place) -> Raw:
        reply = answered.reply
        if reply is None:
            return invokes.words("")
        with self.assistant.store.reading() as records:
            delivery = records.deliveries.with_key(answered.key)
        if delivery is None or delivery.replaces_id is None:
            return invokes.words(reply.title)
        card = draw.card(reply, Look(answered.key, answered.language, place.is_direct))
        fits = fitting.size(card) <= fitting.LARGEST_MESSAGE
        return invokes.card(card) if fits else invokes.words(reply.title)

    async def _in_dialog(self, raw: Raw) -> Raw:
        message = receive.read(raw)
        if message is None:
            return _question(receive.sender(raw).language or Language.EN)
        answered = await self._respond(message)
        text = Text.load("platform", answered.language)
        if answered.reply is None:
            return invokes.closing(text("nothing_to_say"))
        look = Look(answered.key, answered.language, dialog=True)
        return invokes.dialog(text("ask"), draw.card(answered.reply, look))

    async def _judged(self, raw: Raw) -> Invoked:
        """A thumb under a message: the same as our own button on it. Teams says thank you for
        one that is up; what we ask about the other is a message of its own."""
        message = await asyncio.to_thread(self._judgement, raw)
        if message is not None:
            await self._respond(message)
        return Invoked(body={})

    def _judgement(self, raw: Raw) -> Message | None:
        value = receive.part(receive.part(raw, "value"), "actionValue")
        verdict = REACTIONS.get(str(value.get("reaction")))
        workspace, about = receive.tenant(raw), str(raw.get("replyToId", ""))
        with self.assistant.store.reading() as records:
            found = records.deliveries.posted(Platform.TEAMS, workspace, about)
        if verdict is None or found is None or not found.reply:
            return None
        blocks = from_document(found.reply).blocks
        asked = next((block for block in blocks if isinstance(block, Feedback)), None)
        if asked is None:
            return None
        judged = f"{verdict}:{asked.subject}"
        pressed = Pressed(asked.action, judged, found.key, _note(value))
        return receive.message(raw, pressed, in_body=verdict == "up")

    async def _is_overheard(self, message: Message) -> bool:
        """Talk among people in a thread that we have no part in; we do not keep it."""
        said = message.act
        if not isinstance(said, Said) or said.addressed:
            return False
        return not await asyncio.to_thread(self._takes_part, message.place)

    def _takes_part(self, place: Place) -> bool:
        with self.assistant.store.reading() as records:
            return records.conversations.thread(place, place.thread) is not None


def _note(judged: Mapping[str, Any]) -> str:
    """What somebody wrote into Teams' own form, which comes as JSON in a string."""
    try:
        written = json.loads(str(judged.get("feedback") or "{}"))
    except ValueError:
        return ""
    return str(written.get("feedbackText") or "") if isinstance(written, dict) else ""


def _question(language: Language) -> Raw:
    """A dialog that asks what to answer, when it was opened on no message."""
    text = Text.load("platform", language)
    question = TextField(receive.QUESTION, text("ask_label"), multiline=True)
    form = Form(receive.ASK, "", (question,), text("ask_send"))
    asking = Reply(text("ask_question"), (AskWith(text("ask"), form),))
    return invokes.dialog(text("ask"), draw.card(asking, Look(language=language, dialog=True)))
