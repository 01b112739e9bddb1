"""Slack's Socket Mode on loopback: an app connects, and is pushed what people do."""

from __future__ import annotations

import asyncio
from itertools import count
from typing import Any

from aiohttp import web

from tests.fakes.slack import Answer, Arguments, FakeSlack

APP_TOKEN = "xapp-test"
KINDS = {"event": "events_api", "command": "slash_commands"}


class FakeSocketSlack(FakeSlack):
    """`push` sends one envelope and returns what the app acknowledged it with."""

    def __init__(self) -> None:
        super().__init__()
        self._envelopes = count(1)
        self._acks: dict[str, asyncio.Future[Answer]] = {}
        self._socket: asyncio.Future[web.WebSocketResponse] | None = None

    def routes(self, app: web.Application) -> None:
        super().routes(app)
        app.router.add_get("/socket", self._connect)

    def accepts(self, authorization: str) -> bool:
        return super().accepts(authorization) or authorization == f"Bearer {APP_TOKEN}"

    async def push(self, raw: Answer) -> Answer:
        socket = await asyncio.wait_for(self._connected(), 5)
        envelope = f"envelope-{next(self._envelopes)}"
        self._acks[envelope] = asyncio.get_running_loop().create_future()
        kind = KINDS.get(raw["type"], "interactive")
        await socket.send_json({"envelope_id": envelope, "type": kind, "payload": raw["payload"]})
        return await asyncio.wait_for(self._acks[envelope], 5)

    def _connected(self) -> asyncio.Future[web.WebSocketResponse]:
        if self._socket is None:
            self._socket = asyncio.get_running_loop().create_future()
        return self._socket

    def _apps_connections_open(self, _: Arguments) -> Answer:
        address = self.url.removesuffix("api/").replace("http:", "ws:")
        return {"url": f"{address}socket"}

    async def _connect(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1})
        if not self._connected().done():
            self._connected().set_result(socket)
        async for message in socket:
            ack: dict[str, Any] = message.json()
            self._acks[ack["envelope_id"]].set_result(ack.get("payload") or {})
        return socket
