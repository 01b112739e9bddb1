"""Listens to Teams at /api/messages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from aiohttp import web

from bot import log
from bot.assistant import Assistant
from bot.platforms.teams.activities import Activities
from bot.platforms.teams.adapter import Malformed, TeamsAdapter
from bot.platforms.teams.config import TeamsConfig
from bot.platforms.teams.connector import Connector
from bot.platforms.teams.door import Door, Receive
from bot.platforms.teams.front import Front
from bot.platforms.teams.send import TeamsSender
from bot.platforms.teams.tokens import Refused
from handlers.conversation.message import Message
from storage.base import Document

MESSAGES = "/api/messages"


@dataclass
class Teams:
    """Everything of Teams that is wired: `routes`, the courier's `sender`, the worker's `read`.

    `receive` is bot/inbox.py's; `answered` wakes the courier.
    """

    config: TeamsConfig
    assistant: Assistant
    receive: Receive
    answered: Callable[[], None]
    sender: TeamsSender = field(init=False)
    door: Door = field(init=False)

    def __post_init__(self) -> None:
        self.sender = TeamsSender(Connector(self.config), self.assistant.store)
        self.door = Door(self.assistant, self.sender, self.receive, self.answered)

    async def read(self, raw: Document) -> Message | None:
        return await self.door.read(raw)


def routes(app: web.Application, teams: Teams) -> None:
    """Add the door to the server."""
    listening = _Listening(teams)
    app.router.add_post(MESSAGES, listening.heard)
    app.router.add_route("HEAD", MESSAGES, _here)
    app.router.add_route("OPTIONS", MESSAGES, _here)

    async def open_until_the_end(_: web.Application) -> AsyncIterator[None]:
        yield
        await teams.door.close()

    app.cleanup_ctx.append(open_until_the_end)


class _Listening:
    def __init__(self, teams: Teams) -> None:
        self._front = Front(teams.config)
        self._adapter = TeamsAdapter(teams.sender)
        self._activities = Activities(teams.door)

    async def heard(self, request: web.Request) -> web.Response:
        """Whatever goes wrong on the way in is the request's fault, and is told so."""
        try:
            raw = await self._front.activity(request)
            answered = await self._adapter.process(raw, self._activities)
        except Refused as refused:
            log.line("teams_refused", status=refused.status, reason=refused.reason)
            return web.Response(status=refused.status)
        except Malformed:
            return web.Response(status=400)
        if answered is None or answered.body is None:
            return web.Response(status=answered.status if answered else 200)
        return web.json_response(answered.body, status=answered.status)


async def _here(_: web.Request) -> web.Response:
    """Clients ask whether anybody is there before they connect."""
    return web.Response(headers={"Allow": "POST, HEAD, OPTIONS"})
