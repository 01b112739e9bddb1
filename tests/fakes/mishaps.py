"""What may go wrong with a server on loopback, asked for by a test and done in turn."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.typedefs import Middleware

Handle = Callable[[web.Request], Awaitable[web.StreamResponse]]
Mishap = Callable[[web.Request, Handle], Awaitable[web.StreamResponse]]


def answers(status: int, body: object = None, **headers: str) -> Mishap:
    """Instead of doing anything."""

    async def mishap(_: web.Request, __: Handle) -> web.StreamResponse:
        return web.json_response(body, status=status, headers=headers)

    return mishap


async def resets(request: web.Request, _: Handle) -> web.StreamResponse:
    """The line goes dead before anything was done."""
    return _cut(request)


async def resets_when_done(request: web.Request, handle: Handle) -> web.StreamResponse:
    """It does as it is asked, and nobody hears of it."""
    await handle(request)
    return _cut(request)


async def does_twice(request: web.Request, handle: Handle) -> web.StreamResponse:
    """A proxy on the way sends the request again."""
    await handle(request)
    return await handle(request)


def waits(seconds: float) -> Mishap:
    async def mishap(request: web.Request, handle: Handle) -> web.StreamResponse:
        await asyncio.sleep(seconds)
        return await handle(request)

    return mishap


def _cut(request: web.Request) -> web.StreamResponse:
    request.protocol.force_close()
    return web.Response()


@dataclass
class Mishaps:
    """By a part of the path (with its method): what happens to the next such requests."""

    planned: list[tuple[str, Mishap]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def plan(self, part: str, *mishaps: Mishap) -> None:
        self.planned += [(part, mishap) for mishap in mishaps]

    @property
    def middleware(self) -> Middleware:
        @web.middleware
        async def unlucky(request: web.Request, handler: Handle) -> web.StreamResponse:
            said = f"{request.method} {request.path}"
            self.asked.append(said)
            for planned in self.planned:
                if planned[0] in said:
                    self.planned.remove(planned)
                    return await planned[1](request, handler)
            return await handler(request)

        return unlucky
