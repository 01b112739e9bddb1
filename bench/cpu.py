"""CPU of whole server processes: a run with many requests less one with few, so that starting
them does not count."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bench.start import free_port

RUNS = 5
START_SECONDS = 20
Command = tuple[str, ...]
#: Sends so many requests, so many at once, to a server at this address.
Send = Callable[[str, int, int], Awaitable[None]]


@dataclass(frozen=True)
class Trial:
    """`settings` are the servers' environment, beside a port and a database of their own."""

    send: Send
    settings: Mapping[str, str]
    few: int
    many: int

    async def least(self, commands: Sequence[Command], at_once: int) -> list[float]:
        """Microseconds a request of each, run in turn; of several runs the cheapest, because
        what else runs here only adds to it."""
        runs = [[await self._cost(each, at_once) for each in commands] for _ in range(RUNS)]
        return [min(costs) for costs in zip(*runs, strict=True)]

    async def _cost(self, command: Command, at_once: int) -> float:
        few = await self._cpu(command, self.few, at_once)
        many = await self._cpu(command, self.many, at_once)
        return (many - few) / (self.many - self.few) * 1_000_000

    async def _cpu(self, command: Command, requests: int, at_once: int) -> float:
        """Seconds of CPU that a server took from its start to its end."""
        with tempfile.TemporaryDirectory() as folder:
            port = free_port()
            database = f"sqlite:///{Path(folder) / 'bench.db'}"
            own = {"MITRA_PORT": str(port), "MITRA_DATABASE_URL": database}
            server = subprocess.Popen(
                command,
                env={**os.environ, **self.settings, **own},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            try:
                await self.send(f"http://127.0.0.1:{port}", requests, at_once)
            finally:
                server.send_signal(signal.SIGINT)
                _, status, usage = await asyncio.to_thread(os.wait4, server.pid, 0)
                server.returncode = os.waitstatus_to_exitcode(status)
        return usage.ru_utime + usage.ru_stime


async def ready(http: aiohttp.ClientSession, url: str) -> None:
    """Until something listens there.

    Raises:
        TimeoutError: when nothing does in good time.
    """
    began = time.monotonic()
    while time.monotonic() - began < START_SECONDS:
        try:
            async with http.get(url):
                return
        except aiohttp.ClientConnectionError:
            await asyncio.sleep(0.02)
    raise TimeoutError("the server did not start")
