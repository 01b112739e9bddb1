"""A doorbell: tells an open page that something changed, and nothing of what it was.

The page then reads again what it shows. Every line has an id, so nothing is lost or doubled
however often the connection breaks: the mark of what was last read comes back with it.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

from aiohttp import web as http

from bot.platforms.web.guard import HEADERS
from storage.store import Store

LOOKS_EVERY = 0.4  #: seconds
BREATHES_EVERY = 15.0  #: seconds; a comment, so that a closed page is noticed
STREAM = {"Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store"}


async def listen(
    request: http.Request, store: Store, closing: asyncio.Event
) -> http.StreamResponse:
    """Ring until the page or the server goes; `since` is the mark the page has read."""
    response = http.StreamResponse(headers={**HEADERS, **STREAM})
    await response.prepare(request)
    await response.write(b"retry: 1000\n\n")
    seen = request.headers.get("Last-Event-ID") or request.query.get("since", "")
    with suppress(ConnectionResetError):  # the page was closed
        await _ring(response, store, closing, seen)
    return response


async def _ring(
    response: http.StreamResponse, store: Store, closing: asyncio.Event, seen: str
) -> None:
    quiet = 0.0
    while not closing.is_set():
        mark = await asyncio.to_thread(_mark, store)
        if mark != seen:
            await response.write(f"id: {mark}\nevent: changed\ndata: {mark}\n\n".encode())
            seen, quiet = mark, 0.0
        elif quiet >= BREATHES_EVERY:
            await response.write(b": here\n\n")
            quiet = 0.0
        await _pause(closing)
        quiet += LOOKS_EVERY


async def _pause(closing: asyncio.Event) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(closing.wait(), LOOKS_EVERY)


def _mark(store: Store) -> str:
    with store.reading() as records:
        return records.timeline.mark()
