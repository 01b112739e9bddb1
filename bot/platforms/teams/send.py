"""Sends messages through the Bot Connector, and says what became of each."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from bot.outgoing import Failed, Found, Later, Outcome, Outgoing, Paused, Sent, Throttled, Unknown
from bot.platforms.teams.connector import Answer, Connector, NobodyKnows, NotReached, NotTrusted
from bot.platforms.teams.credentials import NoToken
from bot.platforms.teams.draw import Look, messages
from bot.platforms.teams.receive import NO_TENANT, THREAD
from storage.store import Store
from storage.values import Place

Activity = Mapping[str, Any]

#: When Teams says "slower" but not how long.
A_WHILE = 2.0
#: A later part of a long message is tried so often before the whole is called uncertain.
TRIES = 3
PERSONAL = "personal"


@dataclass(frozen=True, slots=True)
class Chat:
    """A conversation as the connector addresses it."""

    service: str
    conversation: str

    @classmethod
    def of(cls, raw: Activity) -> Chat:
        """Where an activity came from, its thread included."""
        here = raw.get("conversation")
        named = here.get("id") if isinstance(here, Mapping) else None
        return cls(str(raw.get("serviceUrl", "")), str(named or ""))

    @classmethod
    def at(cls, reference: Activity, place: Place) -> Chat:
        """A place that has a channel, by a reference of the same service."""
        thread = THREAD + place.thread if place.thread else ""
        return cls(str(reference.get("serviceUrl", "")), place.channel + thread)

    def path(self, activity: str = "") -> str:
        named = f"/{quote(activity, safe='')}" if activity else ""
        return f"conversations/{quote(self.conversation, safe='')}/activities{named}"


class Stopped(Exception):
    """There is nothing more to try in this call; `outcome` says why."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.outcome = outcome


class TeamsSender:
    """`store` keeps the address of a direct chat that had to be made first."""

    can_find = False

    def __init__(self, connector: Connector, store: Store | None = None) -> None:
        self.connector = connector
        self._store = store

    async def find(self, _: Outgoing) -> Found:
        """A bot cannot read the messages of a chat."""
        return Failed("Teams does not tell what was posted")

    async def send(self, outgoing: Outgoing) -> Outcome:
        """Post or edit one message, in several where it is too long for one."""
        try:
            chat = await self._chat(outgoing)
            sent = await self._first(chat, outgoing)
        except Stopped as stopped:
            return stopped.outcome
        return sent

    async def post(self, chat: Chat, body: Activity, replaces: str = "") -> str:
        """Say something outside the outbox, which nobody needs to hear: nothing is tried
        twice. The message's id, or nothing when it did not work."""
        method = "PUT" if replaces else "POST"
        try:
            return (await self._ask(method, chat.service, chat.path(replaces), body)).id
        except Stopped:
            return ""

    async def remove(self, chat: Chat, activity: str) -> None:
        """Take a message of ours back, if it is still there."""
        with suppress(Stopped):
            await self._ask("DELETE", chat.service, chat.path(activity))

    async def close(self) -> None:
        await self.connector.close()

    async def _first(self, chat: Chat, outgoing: Outgoing) -> Sent:
        look = Look(outgoing.key, outgoing.language, outgoing.place.is_direct)
        first, *rest = await asyncio.to_thread(messages, outgoing.reply, look)
        method = "PUT" if outgoing.replaces else "POST"
        body = first | ({"id": outgoing.replaces} if outgoing.replaces else {})
        answer = await self._ask(method, chat.service, chat.path(outgoing.replaces), body)
        for part in rest:
            await self._continue(chat, part)
        direct = chat.conversation if outgoing.place.is_direct else ""
        return Sent(outgoing.replaces or answer.id, direct)

    async def _continue(self, chat: Chat, part: Activity) -> None:
        """The message has begun, so it has to be finished: refused parts are tried again."""
        for attempt in range(TRIES):
            try:
                await self._ask("POST", chat.service, chat.path(), part)
            except Stopped as stopped:
                if attempt == TRIES - 1 or not isinstance(stopped.outcome, Throttled | Later):
                    raise Stopped(Unknown("only a part was posted")) from stopped
                await asyncio.sleep(min(getattr(stopped.outcome, "seconds", A_WHILE), A_WHILE))
            else:
                return

    async def _chat(self, outgoing: Outgoing) -> Chat:
        """Where to post: what the place says, else the person's direct chat."""
        place, reference = outgoing.place, outgoing.reference
        if place.channel and not reference:
            reference = await asyncio.to_thread(self._address, place)
        chat = Chat.at(reference, place)
        if not chat.service:
            raise Stopped(Failed("never heard from them on Teams"))
        if chat.conversation:
            return chat
        known = _personal(reference)
        return Chat(chat.service, known or await self._created(chat.service, outgoing))

    async def _created(self, service: str, outgoing: Outgoing) -> str:
        """Open the direct chat with a person we know from somewhere else."""
        reference = outgoing.reference
        tenant = None if outgoing.place.workspace == NO_TENANT else outgoing.place.workspace
        wanted = {
            "bot": reference.get("bot"),
            "members": [reference.get("user")],
            "isGroup": False,
            "tenantId": tenant,
            "channelData": {"tenant": {"id": tenant}},
        }
        answer = await self._ask("POST", service, "conversations", wanted)
        here = {"id": answer.id, "conversationType": PERSONAL, "tenantId": tenant}
        await asyncio.to_thread(self._keep, outgoing, {**reference, "conversation": here})
        return answer.id

    def _address(self, place: Place) -> Mapping[str, object]:
        """A channel in which nobody has spoken to us is reached as the others are."""
        if self._store is None:
            return {}
        with self._store.reading() as records:
            return records.conversations.address(place)

    def _keep(self, outgoing: Outgoing, reference: dict[str, Any]) -> None:
        if self._store is None:
            return
        place = outgoing.place
        with self._store.transaction() as records:
            account = records.people.account(place.platform, place.workspace, outgoing.user)
            if account is not None:
                account.reference = reference

    async def _ask(
        self, method: str, service: str, path: str, body: Activity | None = None
    ) -> Answer:
        """One call that worked.

        Raises:
            Stopped: with what every other answer means for the message.
        """
        try:
            answer = await self.connector.ask(method, service, path, body)
        except NotTrusted as stranger:
            raise Stopped(Failed("not an address of Teams")) from stranger
        except NotReached as nobody:
            raise Stopped(Later(str(nobody))) from nobody
        except NobodyKnows as broken:
            raise Stopped(Unknown(str(broken))) from broken
        except NoToken as none:
            raise Stopped(_without_token(none)) from none
        if not answer.is_done:
            raise Stopped(meaning(answer))
        return answer


def meaning(answer: Answer) -> Outcome:
    """What an answer other than "done" means: DELIVERY.md section 1.2."""
    match answer.status:
        case 429:
            return Throttled(A_WHILE if answer.seconds is None else answer.seconds)
        case 408 | 412 | 502 | 504:
            return Later(answer.reason)
        case 401:
            return Paused(answer.reason)
        case status if status >= 500 or status < 300:
            return Unknown(answer.reason)
        case _:
            return Failed(answer.reason)


def _without_token(none: NoToken) -> Outcome:
    return Paused(none.reason) if none.final else Later(none.reason)


def _personal(reference: Mapping[str, Any]) -> str:
    """The direct chat that a reference names; a channel's or a group's is none."""
    conversation = reference.get("conversation")
    if not isinstance(conversation, Mapping) or conversation.get("isGroup"):
        return ""
    kind = conversation.get("conversationType") or PERSONAL
    return str(conversation.get("id", "")) if kind == PERSONAL else ""
