"""Files in both directions: fetched before a turn, and brought to a OneDrive after consent."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.platforms.teams import receive
from bot.platforms.teams.connector import Connector
from bot.platforms.teams.offers import SHOWN, files
from bot.platforms.teams.send import Chat, TeamsSender
from handlers.conversation.message import File, Message, Said
from handlers.conversation.reply import Attachment
from handlers.conversation.saved import from_document
from handlers.conversation.text import Text
from storage.store import Store
from storage.values import Language

Raw = Mapping[str, Any]

CONSENT = "fileConsent/invoke"
MOST_BYTES = 5 * 1024 * 1024


async def fetched(connector: Connector, raw: Raw, message: Message) -> Message:
    """The message with the content of its files, as far as they may be fetched."""
    if not isinstance(message.act, Said) or not message.act.files:
        return message
    found = list(message.act.files)
    for position, url in receive.downloads(raw):
        found[position] = await _fetched(connector, found[position], url)
    return replace(message, act=replace(message.act, files=tuple(found)))


async def _fetched(connector: Connector, file: File, url: str) -> File:
    content = await connector.get_file(url, MOST_BYTES)
    return file if content is None else replace(file, size=len(content), content=content)


@dataclass(frozen=True, slots=True)
class Consents:
    """Does what a person decided about a file that we offered."""

    store: Store
    sender: TeamsSender

    async def carry_out(self, raw: Raw) -> None:
        """Bring the file, or let it be, and say which; the offer is gone either way."""
        value = receive.part(raw, "value")
        offered = await asyncio.to_thread(self._offered, raw, receive.part(value, "context"))
        if offered is None:
            return
        file, language = offered
        chat, info = Chat.of(raw), receive.part(value, "uploadInfo")
        if value.get("action") != "accept":
            await self._say(chat, "file_refused", file, language)
        elif await self.sender.connector.put_file(str(info.get("uploadUrl", "")), file.content):
            await self._say(chat, "file_sent", file, language, _shown(file, info))
        else:
            await self._say(chat, "file_failed", file, language)
        await self.sender.remove(chat, str(raw.get("replyToId", "")))

    def _offered(self, raw: Raw, context: Raw) -> tuple[Attachment, Language] | None:
        """The file, when it was offered to this very person."""
        who, number = receive.sender(raw), context.get("file")
        with self.store.reading() as records:
            delivery = records.deliveries.with_key(str(context.get("key", "")))
        if delivery is None or delivery.reply is None or not isinstance(number, int):
            return None
        theirs = (delivery.platform, delivery.workspace, delivery.user)
        found = files(from_document(delivery.reply))
        if theirs != (who.platform, who.workspace, who.user) or not 0 <= number < len(found):
            return None
        return found[number], delivery.language

    async def _say(
        self, chat: Chat, key: str, file: Attachment, language: Language, *shown: Raw
    ) -> None:
        words = Text.load("platform", language)(key, name=file.name)
        said = {"type": "message", "text": words, "textFormat": "plain"}
        await self.sender.post(chat, said | {"attachments": list(shown)})


def _shown(file: Attachment, info: Raw) -> Raw:
    """The file where it lies now, to open from the chat."""
    content = {"uniqueId": info.get("uniqueId", ""), "fileType": info.get("fileType", "")}
    where = str(info.get("contentUrl", ""))
    return {"contentType": SHOWN, "contentUrl": where, "name": file.name, "content": content}
