"""The whole application in a thread, for clients that are processes of their own."""

from __future__ import annotations

import asyncio
from threading import Event, Thread

from aiohttp import web

from bot.app import App
from bot.server import application


class Served(Thread):
    """`with Served(app) as port:` listens on 127.0.0.1 until the block ends."""

    def __init__(self, app: App, port: int = 0) -> None:
        super().__init__(name="served")
        self._app = app
        self._ready = Event()
        self._stop_asked = asyncio.Event()
        self._loop = asyncio.new_event_loop()
        self._asked, self._port = port, 0

    def __enter__(self) -> int:
        self.start()
        self._ready.wait(20)
        assert self._port, "the server did not start"
        return self._port

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop_asked.set)
        self.join()
        self._app.store.close()

    def run(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._ready.set()
            self._loop.close()

    async def _serve(self) -> None:
        runner = web.AppRunner(application(self._app), shutdown_timeout=2)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self._asked).start()
        self._port = runner.addresses[0][1]
        self._ready.set()
        await self._stop_asked.wait()
        await runner.cleanup()
