"""What Teams is told when there is nothing to say, or nothing that concerns us."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.assistant import Assistant
from bot.platforms.teams.config import TeamsConfig
from bot.platforms.teams.connect import Teams
from handlers.conversation.handler import Handler
from handlers.conversation.registry import Registry
from handlers.conversation.routing import Router
from handlers.conversation.turn import Turn
from handlers.conversation.understanding import Example, Understanding
from storage.inbox import Received
from storage.people import EVERYONE, Account
from storage.store import Store
from storage.values import Language, Platform
from tests.bot.platforms.teams import payloads
from tests.bot.platforms.teams.payloads import TENANT
from tests.conftest import NOW

quiet = Handler("platform")
NOD = {"action": "platform.nod", "value": "", "message_key": "k1"}


@quiet.button("nod", roles=EVERYONE)
def nod(_: Turn, __: str) -> None:
    """Nothing to say, and silence is right."""


def door(store: Store) -> Teams:
    registry = Registry((quiet,))
    one = Example("selamat pagi", "nobody.greets", Language.ID)
    router = Router(registry, Understanding.learn([one]))
    assistant = Assistant(store, registry, router, lambda: NOW)
    with store.transaction() as records:
        siti = records.people.with_handle("siti")
        assert siti is not None
        account = Account(
            platform=Platform.TEAMS,
            workspace=TENANT,
            user="siti-object-id",
            person_id=siti.id,
            linked_at=NOW,
        )
        records.people.link(account)

    async def receive(_: Received) -> bool:
        return True

    return Teams(TeamsConfig(bound_to_loopback=True), assistant, receive, lambda: None)


def invoked(store: Store, raw: dict[str, Any]) -> Any:
    async def ask() -> Any:
        teams = door(store)
        answered = await teams.door.invoked(raw)
        await teams.door.close()
        return answered.body

    return asyncio.run(ask())


def test_a_press_with_no_answer_is_confirmed_without_words(store: Store) -> None:
    body = invoked(store, payloads.executed(NOD))
    assert body == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.activity.message",
        "value": "",
    }


def test_a_dialog_with_no_answer_closes_with_a_word(store: Store) -> None:
    body = invoked(store, payloads.invoke("task/submit", {"data": NOD}))
    assert body["task"]["type"] == "message"
    assert body["task"]["value"]


def test_the_worker_finds_nothing_to_do(store: Store) -> None:
    async def read() -> Any:
        teams = door(store)
        found = await teams.read(payloads.activity("messageReaction"))
        await teams.door.close()
        return found

    assert asyncio.run(read()) is None
