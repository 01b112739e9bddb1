"""Does what is due with the time: jobs that are done every so often, and schedules.

What is due, and that nobody else does it, is decided by rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import log
from bot.surprises import Surprise, attempt
from handlers.conversation.handler import OnTick
from handlers.conversation.registry import Registry
from handlers.conversation.turn import Happening, Tick
from knowledge.finder import Finder
from storage.schedules import Firing, Outcome, Schedule
from storage.store import Store
from storage.walltime import TZDATA


def run_due_jobs(
    store: Store, registry: Registry, now: datetime, finder: Finder | None = None
) -> list[str]:
    """Every job and every schedule that is due by then, each in a transaction of its own;
    the names of what was done. What goes wrong is logged, and tried again at the next tick."""
    work = DueWork(store, registry, now, finder or Finder())
    work.replan()
    done = [work.job(*each) for each in work.jobs()]
    done += [work.schedule(each) for each in work.schedules()]
    return [name for name in done if isinstance(name, str) and name]


@dataclass(frozen=True, slots=True)
class DueWork:
    store: Store
    registry: Registry
    now: datetime
    finder: Finder

    def jobs(self) -> list[tuple[str, timedelta, OnTick]]:
        """Those to try; whether one is still due is asked again with its row in hand."""
        with self.store.reading() as records:
            runs = records.schedules.runs()
        return [
            (name, every, work)
            for name, every, work in self.registry.jobs
            if name not in runs or runs[name].is_due(every, self.now)
        ]

    def replan(self) -> None:
        """After an update of the time-zone data, the moments follow it."""
        with self.store.reading() as records:
            outdated = records.schedules.outdated()
        if outdated:
            with self.store.transaction() as records:
                records.schedules.recompute(outdated)
            log.line("schedules_replanned", schedules=outdated, tzdata=TZDATA)

    def schedules(self) -> Sequence[int]:
        with self.store.reading() as records:
            return records.schedules.due(self.now)

    def job(self, name: str, every: timedelta, work: OnTick) -> str | Surprise:
        return attempt(lambda: self._job(name, every, work))

    def schedule(self, schedule_id: int) -> str | Surprise:
        return attempt(lambda: self._schedule(schedule_id))

    def _job(self, name: str, every: timedelta, work: OnTick) -> str:
        with self.store.transaction() as records:
            run = records.schedules.run(name)
            if run is None or not run.is_due(every, self.now):
                return ""
            since = run.begin(self.now)
            work(Tick(records, self.now, self.registry.publish, since, finder=self.finder))
            return name

    def _schedule(self, schedule_id: int) -> str:
        fired = ""
        with self.store.transaction() as records:
            happening = Happening(records, self.now, self.registry.publish, finder=self.finder)
            for schedule, firing in records.schedules.fire(schedule_id, self.now):
                fired = schedule.name
                _announce(happening, schedule, firing)
        return fired


def _announce(happening: Happening, schedule: Schedule, firing: Firing) -> None:
    facts = {**schedule.subject, "schedule_id": schedule.id, "local_date": firing.local_date}
    if firing.outcome is Outcome.FIRED:
        happening.emit(schedule.name, **facts)
    elif firing.outcome is Outcome.HELD:
        happening.emit(f"{schedule.name}.missed", **facts)
