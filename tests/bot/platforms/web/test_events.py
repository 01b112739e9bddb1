"""The doorbell: it rings once for what changed, and never loses a ring."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import ClientResponse

from bot.assistant import Assistant
from bot.platforms.web import events
from tests.bot.platforms.web.visit import Visit, visiting
from tests.running import asynchronous


@asynccontextmanager
async def listening(visit: Visit, since: str, **headers: str) -> AsyncIterator[ClientResponse]:
    async with visit.client.get("/web/events", params={"since": since}, headers=headers) as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        assert await stream.content.readuntil(b"\n\n") == b"retry: 1000\n\n"
        yield stream


async def ring(stream: ClientResponse) -> str:
    """The mark that the next ring brings."""
    event = await asyncio.wait_for(stream.content.readuntil(b"\n\n"), 5)
    lines = dict(line.split(": ", 1) for line in event.decode().strip().splitlines())
    assert lines["event"] == "changed"
    assert lines["id"] == lines["data"]
    return lines["data"]


async def quiet(stream: ClientResponse) -> bool:
    try:
        await asyncio.wait_for(stream.content.readuntil(b"\n\n"), 2.5 * events.LOOKS_EVERY)
    except TimeoutError:
        return True
    return False


async def mark(visit: Visit) -> str:
    return str((await visit.get("/web/people"))["mark"])


@asynchronous
async def test_it_rings_when_something_was_said(assistant: Assistant) -> None:
    async with visiting(assistant) as visit, listening(visit, await mark(visit)) as stream:
        assert await quiet(stream)
        await visit.says("rina", "please count one more")
        assert await ring(stream) == await mark(visit)
        assert await quiet(stream)


@asynchronous
async def test_what_happened_between_reading_and_listening_rings_at_once(
    assistant: Assistant,
) -> None:
    async with visiting(assistant) as visit:
        read = await mark(visit)
        await visit.says("rina", "please count one more")
        async with listening(visit, read) as stream:
            assert await ring(stream) == await mark(visit)


@asynchronous
async def test_after_a_broken_connection_it_goes_on_where_it_was(assistant: Assistant) -> None:
    async with visiting(assistant) as visit:
        old = await mark(visit)
        await visit.says("rina", "please count one more")
        headers = {"Last-Event-ID": await mark(visit)}
        async with listening(visit, old, **headers) as stream:
            assert await quiet(stream)


@asynchronous
async def test_every_open_page_hears_it(assistant: Assistant) -> None:
    async with visiting(assistant) as visit:
        now = await mark(visit)
        async with listening(visit, now) as one, listening(visit, now) as other:
            await visit.says("rina", "please count one more")
            assert await ring(one) == await ring(other)


@asynchronous
async def test_the_server_can_stop_while_pages_are_open(assistant: Assistant) -> None:
    async with visiting(assistant) as visit, listening(visit, await mark(visit)) as stream:
        app = visit.client.app
        assert app is not None
        await app.shutdown()
        assert await asyncio.wait_for(stream.content.read(), 5) == b""
