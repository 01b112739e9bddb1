"""Work that many ask for at the same time, done for all of them at once: one commit, not many."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")
Batch = list[tuple[T, asyncio.Future[R]]]
MOST = 200  #: in one batch, so that nobody waits long for a commit


class Batches(Generic[T, R]):
    """Whoever asks while a batch is worked on is in the next one.

    `work` runs in a thread and answers each item in its place; what it raises, everyone in
    the batch hears. Callbacks rather than tasks: this is part of what every event costs.
    """

    def __init__(self, work: Callable[[Sequence[T]], Sequence[R]]) -> None:
        self._work = work
        self._waiting: Batch[T, R] = []
        self._busy = False

    async def __call__(self, item: T) -> R:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[R] = loop.create_future()
        self._waiting.append((item, answer))
        if not self._busy:
            self._busy = True
            loop.call_soon(self._begin, loop)
        return await answer

    def _begin(self, loop: asyncio.AbstractEventLoop) -> None:
        batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
        self._busy = bool(batch)
        if batch:
            done = loop.run_in_executor(None, self._work, [item for item, _ in batch])
            done.add_done_callback(lambda done: self._finish(loop, batch, done))

    def _finish(
        self,
        loop: asyncio.AbstractEventLoop,
        batch: Batch[T, R],
        done: asyncio.Future[Sequence[R]],
    ) -> None:
        error = done.exception()
        if error is None:
            _answer(batch, done.result())
        else:
            _refuse(batch, error)
        self._begin(loop)


def _answer(batch: Batch[T, R], results: Sequence[R]) -> None:
    for (_, answer), result in zip(batch, results, strict=True):
        if not answer.done():
            answer.set_result(result)


def _refuse(batch: Batch[T, R], error: BaseException) -> None:
    for _, answer in batch:
        if not answer.done():
            answer.set_exception(error)
