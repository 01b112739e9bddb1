"""One aiohttp server for every door, and the work that goes on behind it."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor

from aiohttp import web

from bot.app import App
from bot.doors import open_doors

MOST_BYTES = 2 * 1024 * 1024  #: of a request body; each door has its own, smaller limit
GRACE_SECONDS = 10  #: to finish what is being answered when we are told to stop


def run(app: App, ready: Callable[[], None]) -> None:
    """Listen until told to stop.

    Raises:
        OSError: when the address cannot be listened on.
    """
    asyncio.run(_serve(app, ready))


async def _serve(app: App, ready: Callable[[], None]) -> None:
    pool = ThreadPoolExecutor(app.settings.workers, thread_name_prefix="turn")
    asyncio.get_running_loop().set_default_executor(pool)
    runner = web.AppRunner(application(app), shutdown_timeout=GRACE_SECONDS)
    await runner.setup()
    try:
        await web.TCPSite(runner, app.settings.host, app.settings.port).start()
        ready()
        await _told_to_stop()
    finally:
        await runner.cleanup()


async def _told_to_stop() -> None:
    told = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    await told.wait()


def application(app: App) -> web.Application:
    """Every door that the settings open, health, and the background work."""
    server = web.Application(client_max_size=MOST_BYTES)
    work = open_doors(server, app)
    server.router.add_get("/healthz", _alive)
    server.router.add_get("/readyz", _Ready(app).answer)

    async def behind(_: web.Application) -> AsyncIterator[None]:
        await work.start()
        yield
        await work.stop()

    server.cleanup_ctx.append(behind)
    return server


async def _alive(_: web.Request) -> web.Response:
    """The process runs."""
    return web.json_response({"alive": True})


class _Ready:
    """The process can serve: its database has the schema this code needs."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def answer(self, _: web.Request) -> web.Response:
        state = await asyncio.to_thread(self._app.database)
        return web.json_response({"ready": state.newest}, status=200 if state.newest else 503)
