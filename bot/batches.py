"""Work that many ask for at the same time, done for all of them at once: one commit, not many."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")
MOST = 200  #: in one batch, so that nobody waits long for a commit


class Batches(Generic[T, R]):
    """Whoever asks while a batch is worked on is in the next one.

    `work` runs in a thread and answers each item in its place; what it raises, everyone in
    the batch hears.
    """

    def __init__(self, work: Callable[[Sequence[T]], Sequence[R]]) -> None:
        self._work = work
        self._waiting: list[tuple[T, asyncio.Future[R]]] = []
        self._worker: asyncio.Task[None] | None = None

    async def __call__(self, item: T) -> R:
        answer: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, answer))
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._run())
        return await answer

    async def _run(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            items = [item for item, _ in batch]
            done = asyncio.create_task(asyncio.to_thread(self._work, items))
            await asyncio.wait([done])
            error = done.exception()
            if error is None:
                _answer(batch, done.result())
            else:
                _refuse(batch, error)


def _answer(batch: Sequence[tuple[T, asyncio.Future[R]]], results: Sequence[R]) -> None:
    for (_, answer), result in zip(batch, results, strict=True):
        if not answer.done():
            answer.set_result(result)


def _refuse(batch: Sequence[tuple[T, asyncio.Future[R]]], error: BaseException) -> None:
    for _, answer in batch:
        if not answer.done():
            answer.set_exception(error)
