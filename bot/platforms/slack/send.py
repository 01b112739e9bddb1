"""Sends what the courier hands over: new messages, edits, what only one person sees, files."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.outgoing import Failed, Found, Later, Outcome, Outgoing, Paused, Sent, Throttled
from bot.platforms.slack import draw, files
from bot.platforms.slack.api import Answer, Api, Ok
from bot.platforms.slack.files import Upload
from bot.platforms.slack.refusals import Unsent, meaning
from bot.platforms.slack.shapes import table, word
from handlers.conversation.reply import Attachment

EVENT_TYPE = "mitra_delivery"
PAGE = 15  #: the most that history gives an app outside Slack's marketplace
PAGES = 40
SKEW = timedelta(seconds=60)  #: between Slack's clock and ours
#: Words stay words: nobody is mentioned, nothing unfolds.
QUIETLY = {"link_names": False, "parse": "none", "unfurl_links": False, "unfurl_media": False}


@dataclass(frozen=True, slots=True)
class SlackSender:
    """An answer that takes several messages is one delivery: its first message stands for it,
    and a second try posts only those that are not there yet."""

    api: Api

    @property
    def can_find(self) -> bool:
        return True

    async def send(self, outgoing: Outgoing) -> Outcome:
        if only_for_one(outgoing):
            return await self._whisper(outgoing)
        if outgoing.replaces:
            return await self._edit(outgoing)
        return await self._files(outgoing) or await self._post(outgoing)

    async def find(self, outgoing: Outgoing) -> Found:
        """An edit is not looked for: done twice, it is the same edit."""
        if only_for_one(outgoing):
            return Failed("an ephemeral message leaves no history")
        if outgoing.replaces:
            return None
        there = await self._there(outgoing)
        if not isinstance(there, dict):
            return there
        whole = all(key in there for key in _keys(outgoing))
        return there[outgoing.key] if whole else None

    async def _post(self, outgoing: Outgoing) -> Outcome:
        keys, there = _keys(outgoing), dict[str, str]()
        if len(keys) > 1 and outgoing.since is not None:
            known = await self._there(outgoing)
            if not isinstance(known, dict):
                return known
            there = known
        bodies = draw.messages(outgoing.reply, outgoing.key)
        first = Sent(there.get(outgoing.key, ""), outgoing.place.channel)
        for key, body in zip(keys, bodies, strict=True):
            if key not in there:
                posted = _posted(await self._message(outgoing, key, body))
                if not isinstance(posted, Sent):
                    return posted
                first = posted if key == outgoing.key else first
        return first

    async def _message(self, outgoing: Outgoing, key: str, body: dict[str, Any]) -> Answer:
        place = outgoing.place
        return await self.api.call(
            "chat.postMessage",
            channel=place.channel or outgoing.user,
            thread_ts=place.thread,
            metadata=_metadata(key),
            **body,
            **QUIETLY,
        )

    async def _whisper(self, outgoing: Outgoing) -> Outcome:
        """Where we may not whisper, we say it in the direct chat."""
        channel, user = outgoing.place.channel, outgoing.user
        body = draw.message(outgoing.reply, outgoing.key)
        answer = await self.api.call("chat.postEphemeral", channel=channel, user=user, **body)
        unsent = meaning(answer)
        if isinstance(unsent, Failed):
            metadata = _metadata(outgoing.key)
            answer = await self.api.call(
                "chat.postMessage", channel=user, metadata=metadata, **body, **QUIETLY
            )
        return _posted(answer, channel)

    async def _edit(self, outgoing: Outgoing) -> Outcome:
        channel = await self._channel(outgoing)
        if not isinstance(channel, str):
            return channel
        answer = await self.api.call(
            "chat.update",
            channel=channel,
            ts=outgoing.replaces,
            metadata=_metadata(outgoing.key),
            **draw.message(outgoing.reply, outgoing.key),
            **QUIETLY,
        )
        return meaning(answer) or Sent(outgoing.replaces, channel)

    async def _files(self, outgoing: Outgoing) -> Unsent | None:
        """Files go first: a message that is there says that its files are, too."""
        sent = [b for b in outgoing.reply.blocks if isinstance(b, Attachment)]
        channel = await self._channel(outgoing) if sent else ""
        if not isinstance(channel, str):
            return channel
        for attachment in sent:
            to = Upload(channel, outgoing.place.thread)
            if unsent := await files.sent(self.api, attachment, to):
                return unsent
        return None

    async def _channel(self, outgoing: Outgoing) -> str | Unsent:
        """The chat's own id; the direct one with a person has to be asked for."""
        if outgoing.place.channel:
            return outgoing.place.channel
        answer = await self.api.call("conversations.open", users=outgoing.user)
        if isinstance(answer, Ok):
            return word(table(answer.data, "channel"), "id")
        return files.not_yet(meaning(answer)) or Later("conversations.open")

    async def _there(self, outgoing: Outgoing) -> dict[str, str] | Throttled | Later | Failed:
        """Which keys of ours are in the chat, and the ids of their messages."""
        channel = await self._channel(outgoing)
        if not isinstance(channel, str):
            return _unseen(channel)
        there: dict[str, str] = {}
        async for page in self._pages(outgoing, channel):
            if not isinstance(page, Ok):
                return _unseen(meaning(page))
            for message in page.data.get("messages", ()):
                key = word(table(message, "metadata", "event_payload"), "k")
                there[key] = word(message, "ts")
        return there

    async def _pages(self, outgoing: Outgoing, channel: str) -> AsyncIterator[Answer]:
        """The chat since the first try, as far as there is more of it."""
        thread, since = outgoing.place.thread, outgoing.since
        method = "conversations.replies" if thread else "conversations.history"
        oldest = f"{(since - SKEW).timestamp():.6f}" if since else ""
        cursor = ""
        for _ in range(PAGES):
            page = await self.api.call(
                method,
                channel=channel,
                ts=thread,
                oldest=oldest,
                cursor=cursor,
                limit=PAGE,
                include_all_metadata=True,
            )
            yield page
            data = page.data if isinstance(page, Ok) else {}
            cursor = word(table(data, "response_metadata"), "next_cursor")
            if not cursor:
                return


def only_for_one(outgoing: Outgoing) -> bool:
    """Said inside a channel, but to be seen by one person there."""
    place = outgoing.place
    inside = bool(place.channel) and not place.channel.startswith("D")
    private = place.is_direct or outgoing.reply.private
    return inside and private and bool(outgoing.user)


def _keys(outgoing: Outgoing) -> list[str]:
    """The key of each message that the answer takes."""
    number = len(draw.messages(outgoing.reply))
    return [outgoing.key, *(f"{outgoing.key}.{part}" for part in range(2, number + 1))]


def _metadata(key: str) -> dict[str, Any]:
    """Everyone in the workspace may read it, so it holds an opaque key and nothing else."""
    return {"event_type": EVENT_TYPE, "event_payload": {"k": key}}


def _posted(answer: Answer, channel: str = "") -> Outcome:
    if not isinstance(answer, Ok):
        return meaning(answer) or Later("unreadable")
    ts = word(answer.data, "ts") or word(answer.data, "message_ts")
    return Sent(ts, word(answer.data, "channel") or channel)


def _unseen(unsent: Unsent | None) -> Throttled | Later | Failed:
    """What it means for looking, where nothing can be ambiguous."""
    match unsent:
        case Throttled() | Later() | Failed():
            return unsent
        case Paused(reason):
            return Failed(reason)
        case _:
            return Later("history")
