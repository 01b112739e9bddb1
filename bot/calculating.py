"""Keeps earnings in step with sales, and works on the periods that are being closed.

Whose sales changed is a row that commits with the sales; a close is a run of chunks. Any number
of processes share both, and what one of them left is another one's.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.bell import first
from bot.surprises import attempted
from handlers.incentives.calculating import closing
from handlers.incentives.calculating.closing import LEASE, TOGETHER, Step
from storage.periods import PeriodState
from storage.runs import Part, RunState
from storage.store import Store

POLL = 0.5  #: a new sale is in the earnings within two seconds
WAITING = 0.05


@dataclass
class Calculator:
    store: Store
    clock: Callable[[], datetime]
    together: int = TOGETHER
    lease: timedelta = LEASE

    async def run(self, stop: asyncio.Event) -> None:
        """Until told to stop."""
        stopping = asyncio.create_task(stop.wait())
        while not stop.is_set():
            worked = await attempted(asyncio.to_thread(self.step))
            if not isinstance(worked, int) or not worked:
                await first(POLL, stopping)

    def work(self) -> int:
        """Everything that waits now; how many partners that were."""
        done = 0
        while worked := self.step():
            done += worked
        return done

    def step(self) -> int:
        """Some partners, in a commit of their own."""
        with self.store.reading() as records:
            stale = records.stale.count()
        if stale:
            with self.store.transaction() as records:
                return closing.caught_up(records, self.clock(), self.together)
        return self._chunks()

    def close(self, step: Step) -> None:
        """Calculate a period to its end, whoever else works on it, and submit it."""
        with self.store.transaction() as records:
            run_id = closing.begin(records, step).id
        while not self._is_done(run_id):
            if not self.step():
                time.sleep(WAITING)  # somebody else has the rest in hand
        with self.store.transaction() as records:
            closing.submit(records, step)

    def _chunks(self) -> int:
        parts = self._taken()
        if not parts:
            return 0
        with self.store.transaction() as records:
            return closing.work(records, parts, self.clock())

    def _taken(self) -> list[Part]:
        with self.store.reading() as records:
            if not any(each.state is PeriodState.CALCULATING for each in records.periods.all()):
                return []
        with self.store.transaction() as records:
            return records.runs.take(self.together, records.claims.clock(), self.lease)

    def _is_done(self, run_id: int) -> bool:
        with self.store.transaction() as records:
            records.runs.conclude(run_id, self.clock())
            return records.runs.get(run_id).state is not RunState.RUNNING
