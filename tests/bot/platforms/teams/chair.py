"""Teams from a person's chair: what they do there, and what they see."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from handlers.conversation.reply import Reply
from handlers.conversation.saved import to_document
from storage.deliveries import Delivery, Urgency
from storage.people import Account
from storage.store import Store
from storage.values import Language, Platform, Setting
from tests import doors
from tests.bot.platforms.teams import judges, payloads
from tests.bot.platforms.teams.payloads import Raw
from tests.conftest import NOW
from tests.doors import NUMBERS, TENANT, Running, until
from tests.fakes.teams import Posted


@dataclass
class Chair:
    """One person at Teams, in the direct chat with the bot unless elsewhere."""

    running: Running
    who: str
    tenant: str = TENANT

    async def does(self, raw: Raw) -> tuple[int, Any]:
        """Send an activity as this person; the answer that the client gets."""
        known = {
            "serviceUrl": self.running.teams.url,
            "from": {"id": f"29:{self.who}", "aadObjectId": self.who, "name": self.who.title()},
        }
        here = raw["conversation"]
        named = here if here.get("isGroup") else here | {"id": f"a:{self.who}"}
        sent = raw | known | {"conversation": named | {"tenantId": self.tenant}}
        sent |= {"channelData": {"tenant": {"id": self.tenant}}}
        url = f"{self.running.url}/api/messages"
        async with self.running.http.post(url, json=sent) as answer:
            is_json = answer.content_type == "application/json"
            return answer.status, await answer.json() if is_json else None

    async def says(self, text: str, **changed: Any) -> Posted:
        """Say something, and wait for the answer to it."""
        before = len(self.seen)
        status, _ = await self.does(payloads.said(text, **(new_id() | changed)))
        assert status == 200
        await until(lambda: len(self.seen) > before)
        return self.seen[-1]

    async def executes(self, action: Raw, **inputs: str) -> Raw:
        """Press something on a card; the body that the client gets."""
        raw = payloads.executed(inputs | action["data"], action["verb"], **new_id())
        status, body = await self.does(raw)
        assert status == 200
        assert isinstance(body, dict)
        return body

    @property
    def seen(self) -> list[Posted]:
        return self.running.teams.seen_in(f"a:{self.who}")


def new_id() -> Raw:
    return {"id": f"f:{next(NUMBERS)}"}


def action(posted: Posted, title: str) -> Raw:
    """The action with this title on a message's cards."""
    found = [e for e in judges.elements(posted.cards) if e.get("title") == title and "verb" in e]
    assert found, f"no action {title!r} in {posted.words}"
    return found[0]


def inputs(posted: Posted) -> dict[str, str]:
    """The inputs of a message's cards, as they are filled in."""
    fields = [e for e in judges.elements(posted.cards) if e["type"].startswith("Input.")]
    return {each["id"]: each.get("value", "") for each in fields}


@asynccontextmanager
async def chair(store: Store, who: str) -> AsyncIterator[Chair]:
    async with doors.running(store) as running:
        yield Chair(running, who)


def delivery(reply: Reply, account: Account, key: str = "key0123") -> Delivery:
    return Delivery(
        key=key,
        urgency=Urgency.ANSWER,
        platform=Platform.TEAMS,
        workspace=TENANT,
        user=account.user,
        channel="",
        thread="",
        setting=Setting.DIRECT,
        language=Language.EN,
        created_at=NOW,
        due_at=NOW,
        person_id=account.person_id,
        reply=to_document(reply),
    )
