"""The assistant pane: what to ask there, and that we are looking."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from bot.assistant import Assistant
from bot.platforms.slack import limits
from bot.platforms.slack.api import Api
from bot.platforms.slack.modals import CHROME
from handlers.conversation.handler import Operation
from handlers.conversation.message import Message, Opened, Said
from handlers.conversation.text import Text
from storage.people import Person
from storage.values import Language

NOT_OFFERED = frozenset({"help", "identity"})


@dataclass(frozen=True, slots=True)
class Pane:
    """Both are courtesies: that Slack would not have them changes nothing."""

    api: Api
    assistant: Assistant

    async def greet(self, message: Message) -> None:
        """Before a turn in a thread of the pane: prompts when it opens, else a sign of life."""
        place = message.place
        if not place.is_direct or not place.thread:
            return
        person = await asyncio.to_thread(self._person, message)
        where: dict[str, Any] = {"channel_id": place.channel, "thread_ts": place.thread}
        language = person.language if person else Language.EN
        match message.act:
            case Said():
                status = Text.load(CHROME, language)("working")
                await self.api.call("assistant.threads.setStatus", **where, status=status)
            case Opened() if person is not None:
                prompts = self.prompts(person)
                await self.api.call(
                    "assistant.threads.setSuggestedPrompts", **where, prompts=prompts
                )

    def prompts(self, person: Person) -> list[dict[str, str]]:
        """The first thing each capability offers this person, in a sentence that works."""
        first: dict[str, dict[str, str]] = {}
        for operation in self.assistant.registry.open_to(person.role, "intent"):
            if operation.handler not in NOT_OFFERED and (prompt := _prompt(operation, person)):
                first.setdefault(operation.handler, prompt)
        return list(first.values())[: limits.PROMPTS]

    def _person(self, message: Message) -> Person | None:
        sender = message.sender
        with self.assistant.store.reading() as records:
            return records.people.known_as(sender.platform, sender.workspace, sender.user)


def _prompt(operation: Operation, person: Person) -> dict[str, str] | None:
    name = operation.name.partition(".")[2]
    words = Text.load(operation.handler, person.language, person.zone).replies
    if f"try_{name}" not in words:
        return None
    return {"title": words[f"title_{name}"], "message": words[f"try_{name}"]}
