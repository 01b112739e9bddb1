"""Keeps the knowledge in step with a folder while the server runs.

A file is read when it looked the same twice, so never while it is being written; what is gone
twice is withdrawn. A folder that cannot be seen at all, such as a share that is not mounted,
withdraws nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot import log
from bot.bell import first
from bot.surprises import attempt, attempted
from knowledge import library
from knowledge.sources import UnreadableSource
from storage.store import Store

INTERVAL = 2.0  #: seconds between two looks: an edit is live in less than 5


@dataclass(frozen=True, slots=True)
class Look:
    """A file as it was seen: what changes when it is written."""

    changed: int
    size: int


@dataclass
class Folder:
    """`found` is called when a document has changed."""

    store: Store
    path: Path
    clock: Callable[[], datetime]
    found: Callable[[], None] = lambda: None
    interval: float = INTERVAL
    _seen: dict[str, Look] = field(default_factory=dict)
    _taken: dict[str, Look] = field(default_factory=dict)

    async def run(self, stop: asyncio.Event) -> None:
        stopping = asyncio.create_task(stop.wait())
        while not stop.is_set():
            await attempted(asyncio.to_thread(self.look))
            await first(self.interval, stopping)

    def look(self) -> int:
        """Take what has changed and is steady since the last look; how many files that was."""
        if not self.path.is_dir():
            return 0
        now = dict(self._looks())
        steady = [name for name, look in now.items() if self._seen.get(name) == look]
        changed = [name for name in sorted(steady) if self._taken.get(name) != now[name]]
        for name in changed:
            self._taken[name] = now[name]
            attempt(lambda name=name: self._take(name))  # type: ignore[misc] # bound at once
        gone = self._gone(now)
        self._seen = now
        if changed or gone:
            self.found()
        return len(changed) + gone

    def _take(self, name: str) -> None:
        try:
            document = library.take_file(self.store, name, self.path.parent / name)
        except UnreadableSource as refused:
            log.line("file_refused", name=name, reason=refused.key)
            with self.store.transaction() as records:
                facts = {key: str(value) for key, value in refused.facts.items()}
                records.imports.refuse(name, refused.key, facts, self.clock())
            return
        log.line("file_taken", name=name, changed=document is not None)
        with self.store.transaction() as records:
            records.imports.forgive(name)

    def _gone(self, now: dict[str, Look]) -> int:
        """Withdraw the documents whose files were not there this time and the last."""
        with self.store.reading() as records:
            ours = library.sources_of(records, self.path)
        gone = [each for each in ours if each not in now and each not in self._seen]
        for name in gone:
            self._taken.pop(name, None)
            with self.store.transaction() as records:
                library.remove(records, name)
                records.imports.forgive(name)
            log.line("file_gone", name=name)
        return len(gone)

    def _looks(self) -> Iterator[tuple[str, Look]]:
        for name, path in library.files_of(self.path).items():
            stat = path.stat()
            yield name, Look(stat.st_mtime_ns, stat.st_size)
