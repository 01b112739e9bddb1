"""A bell that anyone may ring, from any thread, and that wakes everyone who waits for it."""

from __future__ import annotations

import asyncio
from typing import Any


class Bell:
    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._next: asyncio.Future[None] | None = None

    def ring(self) -> None:
        """Nobody waits while no loop runs, and then there is nobody to wake."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake)

    def next(self) -> asyncio.Future[None]:
        """Done at the next ring. Taken before looking for work, it misses none."""
        loop = asyncio.get_running_loop()
        if self._loop is not loop or self._next is None:
            self._loop, self._next = loop, loop.create_future()
        return self._next

    def _wake(self) -> None:
        if self._next is not None and not self._next.done():
            self._next.set_result(None)
        self._next = None


async def first(seconds: float, *awaited: asyncio.Future[Any]) -> None:
    """Until one of these is done, or so long."""
    await asyncio.wait(set(awaited), timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
