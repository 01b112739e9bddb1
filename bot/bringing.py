"""Looks through the files of sales that were brought in a chat, and takes those that somebody
said yes to: a part at a time, each in a commit of its own.

A row survives a crash; after its lease another process goes on where the last one committed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import log
from bot.bell import first
from bot.surprises import Surprise, attempt, attempted
from handlers.conversation.registry import Registry
from handlers.conversation.turn import Happening
from handlers.incentives.bringing import taking, telling
from handlers.incentives.files.reading import Row
from storage.intake import Intake
from storage.sales_files import FileState, InHand, SalesFile
from storage.store import Records, Store

LEASE = timedelta(seconds=60)  #: much more than one part takes
MOST_ATTEMPTS = 3
POLL = 1.0


class Lost(Exception):
    """The file is in somebody else's hands by now."""


@dataclass
class Taker:
    """`told` is called when something waits to be sent."""

    store: Store
    registry: Registry
    clock: Callable[[], datetime]
    told: Callable[[], None] = lambda: None

    async def run(self, stop: asyncio.Event) -> None:
        """Until told to stop."""
        stopping = asyncio.create_task(stop.wait())
        while not stop.is_set():
            worked = await attempted(asyncio.to_thread(self.step))
            if worked is not True:
                await first(POLL, stopping)

    def work(self) -> int:
        """Everything that waits now; how many files that were."""
        done = 0
        while self.step():
            done += 1
        return done

    def step(self) -> bool:
        """One file, to its end; False when there is none."""
        file = self._in_hand()
        if file is None:
            return False
        became = attempt(lambda: self._worked(file))
        if isinstance(became, Surprise):
            self._failed(file, became)
        self.told()
        return True

    def _in_hand(self) -> InHand | None:
        with self.store.reading() as records:
            if not records.sales_files.waiting():
                return None
        with self.store.transaction() as records:
            return records.sales_files.take(records.claims.clock(), LEASE)

    def _worked(self, file: InHand) -> None:
        try:
            if file.state is FileState.WAITING:
                self._look(file)
            else:
                self._take(file)
        except Lost:
            return

    def _look(self, file: InHand) -> None:
        """Reading takes its time, so it is done beside what others write."""
        with self.store.reading() as records:
            intake = Intake(records.sales_files.get(file.id).source, self.clock())
            found = taking.look(records, file.content, intake)
        with self.store.transaction() as records:
            held = _held(records, file)
            taking.looked(held, found)
            self._show(records, held)

    def _take(self, file: InHand) -> None:
        with self.store.reading() as records:
            kept = records.sales_files.get(file.id)
            intake, done = Intake(kept.source, kept.created_at), kept.done
        read = 0
        for rows in taking.parts(file.content):
            known = min(max(done - read, 0), len(rows))
            read += len(rows)
            self._part(file, intake, (rows[:known], rows[known:]))
        with self.store.transaction() as records:
            held = _held(records, file)
            taking.keep(held, taking.finish(self._happening(records), intake), 0)
            taking.conclude(held, file.content, telling.spoken_words(records, held))
            self._show(records, held)

    def _part(self, file: InHand, intake: Intake, rows: tuple[list[Row], list[Row]]) -> None:
        """What was taken before the last crash is only remembered."""
        before, new = rows
        with self.store.transaction() as records:
            held = _held(records, file)
            held.leased_until = records.claims.clock() + LEASE
            taking.remember(records, held, before, intake)
            if not new:
                return
            taking.keep(held, taking.part(self._happening(records), new, intake), len(new))
            self._show(records, held)
        self.told()

    def _failed(self, file: InHand, surprise: Surprise) -> None:
        """Tried again, a few times; then who brought it is told."""
        with self.store.transaction() as records:
            held = records.sales_files.held(file)
            if held is None:
                return
            if file.attempts < MOST_ATTEMPTS:
                held.release()
                return
            log.line("sales_file_failed", id=held.id, reference=surprise.reference)
            held.refuse("failed", {"reference": surprise.reference, "rows": held.done})
            self._show(records, held)

    def _show(self, records: Records, file: SalesFile) -> None:
        records.session.flush()
        telling.show(self._happening(records), file)

    def _happening(self, records: Records) -> Happening:
        return Happening(records, self.clock(), self.registry.publish)


def _held(records: Records, file: InHand) -> SalesFile:
    held = records.sales_files.held(file)
    if held is None:
        raise Lost
    return held
