"""What a Teams message costs beside a bare botbuilder bot: heard, and heard and answered.

Servers run as processes of their own; their CPU time is the difference between a run with many
messages and one with few, so that starting them does not count. Both check the same signed
tokens, with the keys cached.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Iterator
from functools import partial
from typing import Any

import aiohttp
from aiohttp import web

from bench.cpu import Trial, ready
from bot.assistant import Assistant, wall_clock
from bot.inbox import Receiver
from bot.outgoing import Outgoing
from bot.platforms.teams import receive
from bot.platforms.teams.config import TeamsConfig
from bot.platforms.teams.connect import Teams, routes
from bot.platforms.teams.connector import Connector
from bot.platforms.teams.credentials import Credentials
from bot.platforms.teams.send import TeamsSender
from bot.settings import Settings
from handlers.conversation.registry import Registry
from handlers.conversation.reply import Reply
from handlers.conversation.routing import Router
from handlers.conversation.understanding import Example, Understanding
from storage.base import Record
from storage.inbox import Received
from storage.store import Store
from storage.values import Language
from tests.fakes.teams import APP_ID, FakeTeams

FEW, MANY = 200, 1_200
MOST = 2.0
BARE = (sys.executable, "-m", "bench.baselines.teams_botbuilder")
OURS = (sys.executable, "-m", "bench.teams", "serve")
WAYS = {"heard": (), "heard and answered": ("echo",)}


def main() -> None:
    asyncio.run(_compare())


async def _compare() -> None:
    async with FakeTeams(APP_ID) as teams:
        settings = {"TEAMS_APP_ID": APP_ID, "OPENID_URL": teams.openid_url}
        trial = Trial(partial(_send, teams), settings, FEW, MANY)
        for way, arguments in WAYS.items():
            for at_once in (1, 16):
                commands = ((*BARE, *arguments), (*OURS, *arguments))
                bare, ours = await trial.least(commands, at_once)
                print(f"{way}, {at_once} at once")
                print(f"  bare botbuilder, cached          {bare:6.0f} µs CPU a message")
                print(f"  ours, stored before acknowledged {ours:6.0f} µs CPU a message")
                print(
                    f"  ratio                            {ours / bare:6.2f}   (at most {MOST:.0f})"
                )


async def _send(teams: FakeTeams, server: str, messages: int, at_once: int) -> None:
    url = f"{server}/api/messages"
    headers = {"Authorization": f"Bearer {teams.token()}", "Content-Type": "application/json"}
    async with aiohttp.ClientSession(headers=headers) as http:
        await ready(http, url)
        waiting = _bodies(teams.url, messages)

        async def work() -> None:
            for body in waiting:
                async with http.post(url, data=body) as answer:
                    assert answer.status in {200, 201}, answer.status

        await asyncio.gather(*(work() for _ in range(at_once)))


def _bodies(service: str, messages: int) -> Iterator[bytes]:
    for number in range(messages):
        yield json.dumps(_message(service, number)).encode()


def _message(service: str, number: int) -> dict[str, Any]:
    tenant = "11111111-2222-4333-8444-555555555555"
    return {
        "type": "message",
        "id": f"{1_789_527_600_000 + number}",
        "timestamp": "2026-09-16T03:00:00.000Z",
        "localTimestamp": "2026-09-16T10:00:00.000+07:00",
        "localTimezone": "Asia/Jakarta",
        "serviceUrl": service,
        "channelId": "msteams",
        "from": {"id": "29:1rina", "name": "Rina", "aadObjectId": "rina-object-id"},
        "conversation": {"id": "a:1", "conversationType": "personal", "tenantId": tenant},
        "recipient": {"id": f"28:{APP_ID}", "name": "Mitra"},
        "entities": [{"type": "clientInfo", "locale": "id-ID", "country": "ID"}],
        "channelData": {"tenant": {"id": tenant}},
        "text": "SPIFF saya bulan ini berapa?",
        "textFormat": "plain",
        "locale": "id-ID",
    }


class _Cached(Credentials):
    async def token(self) -> str:
        return "cached"


class _Connector(Connector):
    """Talks to the fake although it has an app id."""

    def is_trusted(self, service: str) -> bool:
        return True


def serve(*, echoes: bool) -> None:
    """Our door alone: what is kept waits for a worker that does not run here; an echo is sent
    as the courier would send it."""
    settings = Settings()
    store = Store(settings.database_url)
    Record.metadata.create_all(store.engine)
    registry = Registry(())
    one = Example("selamat pagi", "nobody.greets", Language.ID)
    assistant = Assistant(
        store, registry, Router(registry, Understanding.learn([one])), wall_clock
    )
    config = TeamsConfig(settings.teams_app_id, "secret", openid_url=os.environ["OPENID_URL"])
    receiver = Receiver(store, heard=lambda: None)
    sender = TeamsSender(_Connector(config, _Cached(config)))

    async def heard(received: Received) -> bool:
        new = await receiver.receive(received)
        if new and echoes:
            await sender.send(_echo(received.raw))
        return new

    server = web.Application()
    routes(server, Teams(config, assistant, heard, lambda: None))
    web.run_app(server, host="127.0.0.1", port=settings.port, print=None)


def _echo(raw: dict[str, Any]) -> Outgoing:
    message = receive.read(raw)
    assert message is not None
    reply, reference = Reply(raw["text"]), message.reference
    return Outgoing(message.event, message.place, "rina", reply, reference=reference)


if __name__ == "__main__":
    serve(echoes="echo" in sys.argv) if sys.argv[1:2] == ["serve"] else main()
