"""The four doors of one running server, each used as its platform uses it.

`heard` is everything a person reads there: what Slack's fake and Teams' fake show them, what
the page answers, what the command line prints.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from typing import Protocol

import aiohttp
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot.app import App
from bot.cli import report, world
from bot.platforms.slack import signature
from bot.server import application
from bot.settings import Settings
from handlers.conversation.message import Message, Said
from storage.people import Account
from storage.store import Store
from storage.values import Platform
from tests.conftest import NOW
from tests.fakes.slack import TOKEN, FakeSlack
from tests.fakes.teams import FakeTeams

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
TEAM, TENANT = "T01TEST", "11111111-1111-1111-1111-111111111111"
NUMBERS = count(1)
PATIENCE = 10.0  #: seconds until an answer counts as silence that should not be


class Door(Protocol):
    """One platform, from a person's chair."""

    async def says(self, who: str, text: str) -> None: ...

    def heard(self, who: str) -> list[str]: ...


@dataclass
class Running:
    """The server, and the platforms around it."""

    app: App
    url: str
    slack: FakeSlack
    teams: FakeTeams
    http: aiohttp.ClientSession


@dataclass
class SlackDoor:
    running: Running

    async def says(self, who: str, text: str) -> None:
        number = next(NUMBERS)
        event = {
            "type": "message",
            "user": slack_user(who),
            "text": text,
            "ts": f"{1_789_527_600 + number}.000200",
            "channel": f"D{slack_user(who)}",
            "channel_type": "im",
        }
        body = {
            "type": "event_callback",
            "team_id": TEAM,
            "event_id": f"Ev{number}",
            "event": event,
        }
        raw, at = json.dumps(body).encode(), str(int(time.time()))
        headers = {
            "Content-Type": "application/json",
            signature.TIMESTAMP: at,
            signature.SIGNATURE: signature.sign(SECRET, raw, at),
        }
        url = f"{self.running.url}/slack/events"
        async with self.running.http.post(url, data=raw, headers=headers) as answer:
            assert answer.status == 200

    def heard(self, who: str) -> list[str]:
        chats = {f"D{slack_user(who)}", slack_user(who)}
        own = {id(posted): posted for posted in self.running.slack.visible_to(slack_user(who))}
        others = [p for p in self.running.slack.messages if p.channel in chats]
        return [posted.text for posted in [*own.values(), *others]]


@dataclass
class TeamsDoor:
    running: Running

    async def says(self, who: str, text: str) -> None:
        conversation = {
            "id": f"a:{who}",
            "conversationType": "personal",
            "tenantId": TENANT,
        }
        activity = {
            "type": "message",
            "id": f"activity-{next(NUMBERS)}",
            "channelId": "msteams",
            "serviceUrl": self.running.teams.url,
            "from": {"id": f"29:{who}", "aadObjectId": who, "name": who.title()},
            "recipient": {"id": "28:bot", "name": "Mitra"},
            "conversation": conversation,
            "channelData": {"tenant": {"id": TENANT}},
            "text": text,
        }
        url = f"{self.running.url}/api/messages"
        async with self.running.http.post(url, json=activity) as answer:
            assert answer.status in (200, 202)

    def heard(self, who: str) -> list[str]:
        return [posted.words for posted in self.running.teams.seen_in(f"a:{who}")]


@dataclass
class PageDoor:
    running: Running

    def __post_init__(self) -> None:
        self._heard: dict[str, list[str]] = {}

    async def says(self, who: str, text: str) -> None:
        turn = {
            "as": who,
            "event": f"tab-event-{next(NUMBERS)}",
            "act": {"kind": "said", "text": text},
        }
        async with self.running.http.post(f"{self.running.url}/web/turn", json=turn) as answer:
            assert answer.status == 200, await answer.text()
            message = (await answer.json())["message"]
        self._heard.setdefault(who, []).append(message["text"] if message else "")

    def heard(self, who: str) -> list[str]:
        return self._heard.get(who, [])


@dataclass
class CommandLine:
    """What `mitra say` does, in this process."""

    running: Running

    def __post_init__(self) -> None:
        self._heard: dict[str, list[str]] = {}

    async def says(self, who: str, text: str) -> None:
        said = await asyncio.to_thread(self._say, who, text)
        self._heard.setdefault(who, []).append(said)

    def _say(self, who: str, text: str) -> str:
        app = self.running.app
        with app.store.transaction() as records:
            sender, place = world.whereabouts(records, who, None, "dm", NOW)
            before = report.last_delivery(records)
        event = f"say-{next(NUMBERS)}"
        answered = app.assistant.respond(Message(sender, place, Said(text), event, in_body=True))
        with app.store.reading() as records:
            reply = report.Report.of(records, answered, before).document()["reply"]
        return str(reply["text"]) if reply else ""

    def heard(self, who: str) -> list[str]:
        return self._heard.get(who, [])


DOORS: dict[str, Callable[[Running], Door]] = {
    "slack": SlackDoor,
    "teams": TeamsDoor,
    "page": PageDoor,
    "console": CommandLine,
}


@asynccontextmanager
async def running(store: Store) -> AsyncIterator[Running]:
    """The real server on loopback, with its background work, on this store."""
    async with FakeSlack() as slack, FakeTeams() as teams, aiohttp.ClientSession() as http:
        settings = Settings(
            MITRA_DATABASE_URL=store.url,
            SLACK_BOT_TOKEN=SecretStr(TOKEN),
            SLACK_SIGNING_SECRET=SecretStr(SECRET),
            SLACK_API_URL=slack.url,
        )
        app = App(settings, clock=lambda: NOW)
        _link(store)
        server = TestServer(application(app))
        await server.start_server()
        try:
            yield Running(app, str(server.make_url("")).rstrip("/"), slack, teams, http)
        finally:
            await server.close()
            app.store.close()


async def until(said: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Wait for what happens by itself."""
    end = asyncio.get_running_loop().time() + patience
    while not said():
        assert asyncio.get_running_loop().time() < end, "it did not happen in time"
        await asyncio.sleep(0.02)


def slack_user(who: str) -> str:
    return f"U0{who.upper()}"


def _link(store: Store) -> None:
    """Everyone who is linked somewhere is also known to the two fakes."""
    with store.transaction() as records:
        for person in records.people.all():
            if not records.people.accounts(person.id):
                continue
            for platform, workspace, user in (
                (Platform.SLACK, TEAM, slack_user(person.handle)),
                (Platform.TEAMS, TENANT, person.handle),
            ):
                account = Account(
                    platform=platform,
                    workspace=workspace,
                    user=user,
                    person_id=person.id,
                    linked_at=NOW,
                )
                records.people.link(account)
