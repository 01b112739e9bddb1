"""A sender on a fake connector, and messages to send."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from bot.outgoing import Outgoing
from bot.platforms.teams.config import TeamsConfig
from bot.platforms.teams.connector import Connector
from bot.platforms.teams.send import TeamsSender
from handlers.conversation.reply import Reply
from storage.values import Place, Platform, Setting
from tests.fakes.teams import FakeTeams

OPEN = TeamsConfig(bound_to_loopback=True)
DIRECT = Place(Platform.TEAMS, "demo")
THREAD = Place(Platform.TEAMS, "demo", "19:general@thread.tacv2", "1700", Setting.CHANNEL)
GROUP = Place(Platform.TEAMS, "demo", "19:group@thread.v2", "", Setting.GROUP)


def reference(teams: FakeTeams, **conversation: Any) -> dict[str, object]:
    here = {"id": "a:siti", "conversationType": "personal", "tenantId": "demo"} | conversation
    return {
        "serviceUrl": teams.url,
        "channelId": "msteams",
        "bot": {"id": "28:bot"},
        "user": {"id": "29:siti", "aadObjectId": "siti"},
        "conversation": here,
    }


def outgoing(teams: FakeTeams, place: Place = DIRECT, **changed: Any) -> Outgoing:
    message = Outgoing("key0123", place, "siti", Reply("Halo"), reference=reference(teams))
    return replace(message, **changed)


def sending(work: Callable[[FakeTeams, TeamsSender], Awaitable[None]], **made: Any) -> None:
    async def run() -> None:
        async with FakeTeams() as teams:
            sender = TeamsSender(Connector(OPEN), **made)
            try:
                await work(teams, sender)
            finally:
                await sender.close()

    asyncio.run(run())
