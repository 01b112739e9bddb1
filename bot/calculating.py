"""Keeps earnings in step with sales, and works on the periods that are being closed.

Whose sales changed is a row that commits with the sales; a close is a run of chunks, and what is
calculated to its end is submitted. Any number of processes share all of it, and what one of them
left is another one's.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.bell import first
from bot.surprises import attempted
from handlers.conversation.turn import Happening, Publish
from handlers.incentives.calculating import closing
from handlers.incentives.calculating.closing import LEASE, TOGETHER, Step
from handlers.incentives.closing import steps
from storage.periods import PeriodState
from storage.runs import Part
from storage.store import Records, Store

POLL = 0.5  #: a new sale is in the earnings within two seconds
WAITING = 0.05


@dataclass
class Calculator:
    store: Store
    clock: Callable[[], datetime]
    together: int = TOGETHER
    lease: timedelta = LEASE
    publish: Publish = field(default=lambda *_: None)

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
        codes = self._calculating()
        if not codes:
            return 0
        return self._chunks() or sum(map(self._submitted, codes))

    def close(self, step: Step) -> None:
        """Calculate a period to its end, whoever else works on it; then it is in review."""
        with self.store.transaction() as records:
            steps.begin(self._happening(records), step)
        while step.code in self._calculating():
            if not self.step():
                time.sleep(WAITING)  # somebody else has the rest in hand

    def _calculating(self) -> list[str]:
        with self.store.reading() as records:
            found = records.periods.all()
        return [each.code for each in found if each.state is PeriodState.CALCULATING]

    def _chunks(self) -> int:
        with self.store.transaction() as records:
            parts = records.runs.take(self.together, records.claims.clock(), self.lease)
        return sum(self._worked(run_id, some) for run_id, some in _by_run(parts))

    def _worked(self, run_id: int, parts: list[Part]) -> int:
        with self.store.transaction() as records:
            done = closing.work(records, parts, self.clock())
            steps.worked(self._happening(records), run_id, done)
        return done

    def _submitted(self, code: str) -> int:
        """Once nothing of it is left, for whoever began it."""
        with self.store.transaction() as records:
            return int(steps.calculated(self._happening(records), code))

    def _happening(self, records: Records) -> Happening:
        return Happening(records, self.clock(), self.publish)


def _by_run(parts: list[Part]) -> Iterator[tuple[int, list[Part]]]:
    """Two months may be calculated at once."""
    for run_id in sorted({part.run_id for part in parts}):
        yield run_id, [part for part in parts if part.run_id == run_id]
