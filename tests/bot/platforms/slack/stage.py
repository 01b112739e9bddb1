"""The whole Slack door on loopback: our server, a Slack to answer to, and a small capability."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.assistant import Assistant
from bot.courier import Courier
from bot.inbox import InboxWorker, Receiver
from bot.outbox import Terms
from bot.pace import Limits
from bot.platforms.slack import signature
from bot.platforms.slack.config import SlackConfig
from bot.platforms.slack.connect import Slack, routes
from handlers.conversation.form import Form, TextField
from handlers.conversation.handler import Handler
from handlers.conversation.registry import Registry
from handlers.conversation.reply import (
    AskWith,
    Button,
    Buttons,
    Fact,
    Facts,
    Paragraph,
    Reply,
)
from handlers.conversation.routing import Router
from handlers.conversation.turn import Encounter, Turn
from handlers.conversation.understanding import Example, Understanding
from storage.people import EVERYONE, Account
from storage.store import Store
from storage.values import Language, Platform
from tests.bot.platforms.slack import payloads
from tests.bot.platforms.slack.payloads import TEAM, Payload
from tests.conftest import NOW
from tests.fakes.slack import TOKEN, FakeSlack, Posted

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
RINA = "U01RINA"

#: A capability of these tests alone; it borrows a catalogue that teaches nothing.
desk = Handler("command")


@desk.written("echo", re.compile("gema .*"), roles=EVERYONE)
def echo(turn: Turn, sentence: str) -> Reply:
    again = Button("Lagi", "command.again", "7")
    return Reply(sentence.removeprefix("gema "), (Buttons((again,)),))


@desk.written("secret", re.compile("rahasia"), roles=EVERYONE)
def secret(turn: Turn, _: str) -> Reply:
    return Reply("Rp 8.000.000", private=True)


@desk.written("file", re.compile("berkas.*"), roles=EVERYONE)
def received(turn: Turn, _: str) -> Reply:
    files = getattr(turn.message.act, "files", ())
    facts = (Fact(file.name, (file.content or b"?").decode()) for file in files)
    return Reply("Diterima", (Facts(tuple(facts)),))


@desk.button("again", roles=EVERYONE)
def again(turn: Turn, value: str) -> Reply:
    return Reply(f"ditekan {value}", replaces=True)


@desk.written("ask", re.compile("formulir"), roles=EVERYONE)
def ask(turn: Turn, _: str) -> Reply:
    return Reply("Silakan", (AskWith("Isi", _form("50")),))


@desk.form("amount", roles=EVERYONE)
def decide(turn: Turn, values: Mapping[str, str]) -> Reply:
    if values["amount"].isdigit():
        return Reply(f"Tercatat: {values['amount']}", private=True)
    return Reply("Periksa lagi", (AskWith("Isi", _form(values["amount"], "Bukan angka")),), True)


def _form(value: str, error: str = "") -> Form:
    field = TextField("amount", "Nilai", value, error=error)
    return Form("command.amount", "Catat nilai", (field,), "Catat", subject="9")


@desk.waiting(roles=EVERYONE)
def waiting(turn: Turn, _: str) -> Reply:
    blocks = (Paragraph(f"Bahasa Anda {turn.person.language}"), AskWith("Isi", _form("")))
    return Reply("Yang menunggu Anda", (*blocks, Buttons((Button("Lagi", "command.again", "h"),))))


@desk.stranger
def stranger(meeting: Encounter, _: str) -> Reply:
    return Reply("Saya belum mengenal Anda.")


@dataclass
class Stage:
    """`sends` is one signed request of Slack's, `settles` everything that follows from it."""

    store: Store
    slack: FakeSlack
    app_token: str = ""
    config: SlackConfig = field(init=False)
    http: aiohttp.ClientSession = field(init=False)

    def __post_init__(self) -> None:
        examples = [Example("selamat pagi", "command.none", each) for each in Language]
        self.registry = Registry((desk,))
        router = Router(self.registry, Understanding.learn(examples))
        self.assistant = Assistant(self.store, self.registry, router, clock=lambda: NOW)
        self.config = SlackConfig(TOKEN, SECRET, self.app_token, self.slack.url, timeout=3)
        self.receiver = Receiver(self.store, heard=lambda: None)
        self.door = Slack(self.config, self.assistant, self.receiver.receive, lambda: None)
        readers = {Platform.SLACK: self.door.read}
        self.worker = InboxWorker(self.store, self.assistant, readers, lambda: None)
        self.courier = self._courier()

    def _courier(self) -> Courier:
        unlimited = {platform: Limits() for platform in Platform}
        senders = {Platform.SLACK: self.door.sender}
        terms = Terms(limits=unlimited)
        return Courier(self.store, self.registry, senders, lambda: NOW, terms=terms)

    async def __aenter__(self) -> Stage:
        app = web.Application()
        routes(app, self.door)
        self._server = TestServer(app)
        await self._server.start_server()
        self.http = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.close()
        await self._server.close()

    @property
    def address(self) -> tuple[str, int]:
        assert self._server.port is not None
        return self._server.host, self._server.port

    @property
    def url(self) -> str:
        return str(self._server.make_url("/slack/events"))

    def knows(self, handle: str, user: str) -> None:
        """This person of the demo world chats from that account."""
        with self.store.transaction() as records:
            person = records.people.with_handle(handle)
            assert person is not None
            account = Account(
                platform=Platform.SLACK,
                workspace=TEAM,
                user=user,
                person_id=person.id,
                linked_at=NOW,
            )
            records.people.link(account)

    async def sends(self, raw: Payload) -> tuple[int, str]:
        """The status and body of our answer."""
        body, media_type = packed(raw)
        headers = {"Content-Type": media_type, **signed(body)}
        async with self.http.post(self.url, data=body, headers=headers) as answer:
            return answer.status, await answer.text()

    async def settles(self) -> Stage:
        """Until nothing is left to do: what was kept is worked, what is due is sent."""
        await self.worker.work()
        await self.courier.deliver_due(NOW)
        while self.door.door.busy:
            await asyncio.sleep(0.01)
        return self

    async def hears(self, raw: Payload) -> Stage:
        assert await self.sends(raw) == (200, "")
        return await self.settles()


def packed(raw: Payload) -> tuple[bytes, str]:
    """As Slack sends it: events as JSON, commands as a form, the rest as JSON in a form."""
    form = "application/x-www-form-urlencoded"
    match raw["type"]:
        case "event":
            return json.dumps(raw["payload"]).encode(), "application/json"
        case "command":
            return urlencode(raw["payload"]).encode(), form
        case _:
            return urlencode({"payload": json.dumps(raw["payload"])}).encode(), form


def signed(body: bytes, secret: str = SECRET, at: float | None = None) -> dict[str, str]:
    timestamp = str(int(time.time() if at is None else at))
    return {
        signature.TIMESTAMP: timestamp,
        signature.SIGNATURE: signature.sign(secret, body, timestamp),
    }


def texts(posted: list[Posted]) -> list[str]:
    return [each.text.partition("\n")[0] for each in posted]


def press_on(posted: Posted, label: str, **more: Any) -> Payload:
    """The press of a button that stands on a message, as Slack reports it."""
    for block in posted.blocks:
        for element in block.get("elements", ()):
            if element.get("text", {}) and element["text"]["text"] == label:
                key = block["block_id"]
                raw = payloads.action(element["action_id"], element.get("value", ""), **more)
                raw["payload"]["actions"][0]["block_id"] = key
                return raw
    raise AssertionError(f"no button {label!r}")
