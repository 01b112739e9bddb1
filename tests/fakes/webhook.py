"""A receiver of webhooks on loopback that answers as a test wants, and keeps what it heard."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def answers(status: int, **headers: str) -> Answer:
    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(status=status, headers=headers)

    return answer


def slow(seconds: float) -> Answer:
    async def answer(_: web.Request) -> web.StreamResponse:
        await asyncio.sleep(seconds)
        return web.Response()

    return answer


async def resets(request: web.Request) -> web.StreamResponse:
    """It heard everything, and hung up."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


OK = answers(200)


@dataclass(frozen=True)
class Post:
    body: bytes
    headers: dict[str, str]

    @property
    def said(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


@dataclass
class FakeReceiver:
    """`answers` are given in turn, the last one again and again."""

    answers: list[Answer] = field(default_factory=lambda: [OK])
    heard: list[Post] = field(default_factory=list)
    path: str = "/hook"

    async def __aenter__(self) -> FakeReceiver:
        app = web.Application()
        app.router.add_post(self.path, self._answer)
        self._server = TestServer(app)
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._server.close()

    @property
    def url(self) -> str:
        return str(self._server.make_url(self.path))

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.heard.append(Post(await request.read(), dict(request.headers)))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return await answer(request)
