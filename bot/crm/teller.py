"""Tells each system what is due, in every deal's own order, until it has heard it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import assert_never

from bot import log
from bot.bell import first
from bot.crm.outcomes import Gone, Heard, Later, Outcome, Refused, Target
from bot.surprises import Surprise, attempted
from storage import crm_changes
from storage.crm import CrmChange, Told
from storage.store import Records, Store

Clock = Callable[[Records], datetime]


@dataclass(frozen=True, slots=True)
class Terms:
    """About two days of tries: the time between two doubles from `shortest` to `longest`."""

    lease: timedelta = timedelta(seconds=120)
    most_attempts: int = 15
    shortest: timedelta = timedelta(seconds=10)
    longest: timedelta = timedelta(hours=12)
    poll: float = 1.0


def real_time(records: Records) -> datetime:
    return records.claims.clock()


@dataclass
class Teller:
    """`targets` are those that are configured; all others are turned off. Everything here runs
    on the real clock."""

    store: Store
    targets: Sequence[Target]
    terms: Terms = field(default_factory=Terms)
    clock: Clock = real_time
    chance: Callable[[], float] = random.random

    def enrol(self) -> None:
        """Whoever is new is told of the open deals first."""
        addresses = {target.name: target.address for target in self.targets}
        with self.store.reading() as records:
            if not addresses and not records.crm.targets():
                return
        with self.store.transaction() as records:
            at = self.clock(records)
            for name in records.crm.enrol(addresses, at):
                crm_changes.known(records.session, name, at)

    async def run(self, stop: asyncio.Event) -> None:
        await attempted(asyncio.to_thread(self.enrol))
        await asyncio.gather(*(self._serve(target, stop) for target in self.targets))

    async def work(self) -> int:
        """Everything that is due now; how many changes were heard."""
        await asyncio.to_thread(self.enrol)
        heard = 0
        for target in self.targets:
            await attempted(target.listen())
            while outcomes := await self._step(target):
                heard += sum(isinstance(each, Heard) for each in outcomes)
        return heard

    async def _serve(self, target: Target, stop: asyncio.Event) -> None:
        stopping = asyncio.create_task(stop.wait())
        while not stop.is_set():
            await attempted(target.listen())
            if not await attempted(self._step(target)):
                await first(self.terms.poll, stopping)

    async def _step(self, target: Target) -> list[Outcome]:
        """Some changes of different deals at once."""
        taken = await asyncio.to_thread(self._taken, target)
        told = [attempted(target.tell(each)) for each in taken]
        outcomes = [_known(each) for each in await asyncio.gather(*told)]
        for one, outcome in zip(taken, outcomes, strict=True):
            await asyncio.to_thread(self._settle, target, one, outcome)
        return outcomes

    def _taken(self, target: Target) -> list[Told]:
        with self.store.reading() as records:
            if not records.crm.is_due(target.name, self.clock(records)):
                return []
        with self.store.transaction() as records:
            at = self.clock(records)
            return records.crm.take(target.name, at, self.terms.lease, target.at_once)

    def _settle(self, target: Target, told: Told, outcome: Outcome) -> None:
        with self.store.transaction() as records:
            change = records.crm.held(told)
            if change is not None:
                self._become(records, change, outcome)
        log.line("crm", target=target.name, outcome=type(outcome).__name__, attempt=told.attempts)

    def _become(self, records: Records, change: CrmChange, outcome: Outcome) -> None:
        at = self.clock(records)
        match outcome:
            case Heard():
                change.sent(at)
            case Later(reason) if change.attempts >= self.terms.most_attempts:
                change.failed(f"gave up: {reason}")
            case Later(reason, seconds):
                change.wait(at + self._pause(change.attempts, seconds), reason)
            case Refused(reason):
                change.failed(reason)
            case Gone(reason):
                change.failed(reason)
                records.crm.disable(change.target, reason)
            case other:
                assert_never(other)

    def _pause(self, attempts: int, asked: float | None) -> timedelta:
        """Between half of the time and all of it, so that not all come back at once; never
        sooner than the other side asked."""
        whole = min(self.terms.longest, self.terms.shortest * (1 << min(attempts - 1, 20)))
        ours = whole * (0.5 + self.chance() / 2)
        return max(ours, min(timedelta(seconds=asked or 0), self.terms.longest))


def _known(outcome: Outcome | Surprise) -> Outcome:
    return Later(outcome.reference) if isinstance(outcome, Surprise) else outcome
