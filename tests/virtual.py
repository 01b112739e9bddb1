"""An event loop whose time passes at once: what sleeps an hour is awake in no time."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class VirtualLoop(asyncio.SelectorEventLoop):
    """Waiting moves the clock instead of the world; there are no threads and no sockets in it."""

    def __init__(self) -> None:
        self._now = 0.0
        super().__init__(_Hurried(self))

    def time(self) -> float:
        return self._now

    def pass_(self, seconds: float) -> None:
        self._now += seconds


class _Hurried(selectors.SelectSelector):
    def __init__(self, loop: VirtualLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self._loop.pass_(timeout or 0)
        return super().select(0)


def run(story: Coroutine[Any, Any, T]) -> T:
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(story)
