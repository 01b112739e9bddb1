"""Reads what people brought for the knowledge, and looks again at what they asked in vain.

Both take seconds, so they are done between short transactions: one to take a piece of work, one
to keep what became of it. A row survives a crash; after its lease another process takes it.
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
from handlers.library import bringing, drafts, filling
from knowledge.finder import Finder
from knowledge.sources import Source, UnreadableSource, read
from storage.imports import Import, ImportState, Reading
from storage.store import Records, Store

LEASE = timedelta(seconds=60)  #: a reading that takes longer was refused long before
MOST_ATTEMPTS = 3
LONG = 2.0  #: seconds of reading after which the person is told that it goes on
POLL = 1.0
Outcome = Source | UnreadableSource | Surprise


@dataclass
class Importer:
    """`told` is called when something waits to be sent."""

    store: Store
    registry: Registry
    clock: Callable[[], datetime]
    finder: Finder
    told: Callable[[], None] = lambda: None

    async def run(self, stop: asyncio.Event) -> None:
        """Read and look until told to stop."""
        stopping = asyncio.create_task(stop.wait())
        while not stop.is_set():
            worked = await attempted(self._step())
            if worked is not True:
                await first(POLL, stopping)

    def work(self) -> int:
        """Everything that waits now; how much that was."""
        done = 0
        while (reading := self._taken()) is not None:
            self._keep(reading, self._read(reading))
            done += 1
        while self._look():
            done += 1
        return done

    async def _step(self) -> bool:
        """One file or one question; False when there is nothing to do."""
        reading = await asyncio.to_thread(self._taken)
        if reading is None:
            return await asyncio.to_thread(self._look_or_count)
        read_ = asyncio.create_task(asyncio.to_thread(self._read, reading))
        if not (await asyncio.wait({read_}, timeout=LONG))[0]:
            await asyncio.to_thread(self._going_on, reading)
        await asyncio.to_thread(self._keep, reading, await read_)
        return True

    def _taken(self) -> Reading | None:
        with self.store.reading() as records:
            waiting = records.imports.waiting()
        if not waiting:
            return None
        with self.store.transaction() as records:
            return records.imports.take(records.claims.clock(), LEASE)

    def _read(self, reading: Reading) -> Outcome:
        """What no file should do to us is logged; then it may be tried again."""
        return attempt(lambda: _read(reading))

    def _keep(self, reading: Reading, became: Outcome) -> None:
        with self.store.transaction() as records:
            held = records.imports.held(reading)
            if held is None:
                return
            match became:
                case Source():
                    held.read(drafts.to_document(drafts.meant_for(became, held.facts)))
                case UnreadableSource():
                    held.refuse(became.key, dict(became.facts))
                case Surprise(reference) if reading.attempts >= MOST_ATTEMPTS:
                    log.line("import_failed", id=held.id, reference=reference)
                    held.refuse("failed", {"reference": reference})
                case Surprise():
                    held.state = ImportState.WAITING
                    return
            self._tell(records, held)
        self.told()

    def _going_on(self, reading: Reading) -> None:
        """It takes a while: show the card before there is anything on it."""
        with self.store.transaction() as records:
            held = records.imports.held(reading)
            if held is not None:
                self._tell(records, held)
        self.told()

    def _tell(self, records: Records, held: Import) -> None:
        happening = Happening(records, self.clock(), self.registry.publish)
        bringing.show(happening, held)

    def _look_or_count(self) -> bool:
        return self._look() or self._count()

    def _count(self) -> bool:
        """Show how far the model has come with long documents; never a reason to hurry."""
        with self.store.reading() as records:
            found = records.imports.learning()
            counted = {each.id: records.imports.learned(each.document_id) for each in found}
        moved = [each for each in found if _has_moved(each, *counted[each.id])]
        if moved:
            with self.store.transaction() as records:
                for each in moved:
                    self._show_learned(records, each.id, *counted[each.id])
            self.told()
        return False

    def _show_learned(self, records: Records, number: int, done: int, total: int) -> None:
        found = records.imports.get(number)
        found.done, found.total = done, total
        Happening(records, self.clock(), self.registry.publish).refresh(found.card)

    def _look(self) -> bool:
        """One person's question; False when there is none to look at."""
        now = self.clock()
        with self.store.reading() as records:
            second = records.stewardship.to_look_at()
            found = filling.look(records, second, now, self.finder) if second else None
        if second is None:
            return False
        with self.store.transaction() as records:
            filling.tell(Happening(records, now, self.registry.publish), second, found)
        self.told()
        return True


def _has_moved(found: Import, done: int, total: int) -> bool:
    """By a tenth at least: each is an edit of a message."""
    return done >= total or done - found.done >= total // 10


def _read(reading: Reading) -> Source | UnreadableSource:
    try:
        return read(reading.name, reading.content)
    except UnreadableSource as refused:
        return refused
