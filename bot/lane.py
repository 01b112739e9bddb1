"""One sender serving one workspace: as many messages on their way as it may have at once."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar, assert_never

from bot.batches import Batches
from bot.bell import Bell, first
from bot.outbox import Outbox, Terms
from bot.outgoing import Failed, Later, Outcome, Outgoing, Paused, Sender, Sent, Throttled, Unknown
from bot.pace import Call, Pace
from bot.settling import PAUSE, GaveBack, Uncertain, Unsettled, Verdict, within_reason
from bot.surprises import Surprise, attempted
from storage.claims import Claim, Room
from storage.deliveries import ACTIVE, DeliveryState, Policy, Urgency
from storage.lanes import LaneKey

T = TypeVar("T")
SETTLE_AGAIN = (0.2, 1.0, 5.0)  #: seconds: an outcome that is lost must be found out again


@dataclass(frozen=True, slots=True)
class Desk:
    """What all lanes of a courier share: the outbox, its shared commits, and the bell that
    says that there may be more to do."""

    outbox: Outbox
    prepare: Batches[Claim, Outgoing | None]
    settle: Batches[tuple[Claim, Verdict], DeliveryState | None]
    bell: Bell

    @classmethod
    def at(cls, outbox: Outbox) -> Desk:
        return cls(outbox, Batches(outbox.prepare), Batches(outbox.settle), Bell())


@dataclass(slots=True)
class Round:
    """Serves a lane until nothing is due there, or its quantum is used up."""

    desk: Desk
    key: LaneKey
    sender: Sender
    pace: Pace
    stopped: Callable[[], bool]
    token: str = field(default_factory=lambda: secrets.token_hex(16))
    running: dict[asyncio.Task[None], Claim] = field(default_factory=dict)
    ring: asyncio.Future[None] | None = None
    begun: int = 0
    paused: bool = False
    lost: bool = False
    ended: set[int] = field(default_factory=set)

    @property
    def _terms(self) -> Terms:
        return self.desk.outbox.terms

    async def serve(self) -> set[int]:
        """The deliveries that ended."""
        try:
            while True:
                await self._begin()
                if not self.running:
                    return self.ended
                await self._wait()
        finally:
            await asyncio.to_thread(self.desk.outbox.release, self.key, self.token)

    async def _begin(self) -> None:
        """Take what there is room for, and send it on its way."""
        self.ring, room = self.desk.bell.next(), self._room()
        if room.messages <= 0:
            return
        taken = await asyncio.to_thread(self.desk.outbox.take, self.key, self.token, room)
        self.lost = taken is None
        self.paused = taken is not None and taken.paused
        for claim in taken.claims if taken else ():
            deliver = self._deliver(claim, self._before(claim))
            self.running[asyncio.create_task(deliver)] = claim
            self.begun += 1

    def _before(self, claim: Claim) -> asyncio.Task[None] | None:
        """What is on its way to the same chat, as urgent as this."""
        latest = reversed(self.running.items())
        same = (claim.chat, claim.urgency)
        return next((task for task, each in latest if (each.chat, each.urgency) == same), None)

    def _room(self) -> Room:
        done = self.stopped() or self.lost or self.begun >= self._terms.quantum
        if done or (self.paused and self.running):
            return Room(0, 0)
        others = sum(claim.urgency is not Urgency.ANSWER for claim in self.running.values())
        for_others = self._terms.slots - self._terms.reserve - others
        return Room(self._terms.slots - len(self.running), max(0, for_others))

    async def _wait(self) -> None:
        """Until half of the slots are free, there may be more to do, or a while has passed."""
        clock = asyncio.get_running_loop().time
        until, ring = clock() + self._terms.poll, self.ring or self.desk.bell.next()
        while True:
            await first(max(0, until - clock()), ring, *self.running)
            for task in [task for task in self.running if task.done()]:
                del self.running[task]
            few = len(self.running) <= self._terms.slots // 2
            if ring.done() or few or clock() >= until:
                return

    async def _deliver(self, claim: Claim, before: asyncio.Task[None] | None) -> None:
        """Whatever goes wrong here, the lease ends and somebody tries again. What goes to the
        same chat goes in its order, unless what is before it hangs."""
        if before is not None:
            await asyncio.wait({before}, timeout=self._terms.call_seconds / 2)
        await attempted(self._delivered(claim))

    async def _delivered(self, claim: Claim) -> None:
        resolved = await self._resolved(claim)
        verdict = await self._called(resolved) if isinstance(resolved, Claim) else resolved
        if verdict is None or await self._settled(claim, verdict):
            self.ended.add(claim.id)

    async def _resolved(self, claim: Claim) -> Claim | Verdict:
        """Where an earlier call's outcome is unknown: ask the platform, or go by the policy.
        An edit is simply made again."""
        if not claim.ambiguous or claim.is_edit:
            return replace(claim, ambiguous=False)
        if self.sender.can_find:
            return await self._found(claim)
        again = claim.policy is Policy.AT_LEAST_ONCE
        return claim if again else Uncertain("nobody knows whether it was posted")

    async def _found(self, claim: Claim) -> Claim | Verdict:
        if not await self._turn(Call.FIND, claim):
            return Unsettled(self._terms.poll)
        outgoing = await asyncio.to_thread(self.desk.outbox.drawn, claim)
        found = await self._in_time(self.sender.find(outgoing))
        grace = self._terms.grace.total_seconds()
        return replace(claim, ambiguous=False) if found is None else _looked(found, grace)

    async def _called(self, claim: Claim) -> Verdict | None:
        """Draw it, put down the intent, and call; None: there was nothing to send any more."""
        if not await self._turn(Call.EDIT if claim.is_edit else Call.POST, claim):
            return GaveBack()
        clock = asyncio.get_running_loop().time
        until = clock() + self._terms.call_seconds
        outgoing = await self.desk.prepare(claim)
        if outgoing is None:
            return None
        if clock() > until:  # the last look before the socket: is the lease still good for a call?
            return GaveBack()
        outcome = await self._in_time(self.sender.send(outgoing))
        if isinstance(outcome, Surprise):
            return Unknown(outcome.reference)
        await self._learn(outcome)
        return outcome

    async def _learn(self, outcome: Outcome) -> None:
        """What an outcome says about the whole workspace."""
        match outcome:
            case Sent():
                self.pace.went_well()
                if self.paused:
                    await asyncio.to_thread(self.desk.outbox.resume, self.key)
            case Throttled(seconds):
                self.pace.freeze(within_reason(seconds).total_seconds())
            case Paused():
                self.pace.freeze(PAUSE.total_seconds())
            case _:
                pass

    async def _turn(self, call: Call, claim: Claim) -> bool:
        urgent = claim.urgency is Urgency.ANSWER
        within = self._terms.call_seconds
        return await self.pace.turn(call, claim.chat, urgent=urgent, within=within)

    async def _in_time(self, call: Awaitable[T]) -> T | Surprise:
        """No call outlives a third of the lease."""
        return await attempted(asyncio.wait_for(call, self._terms.call_seconds))

    async def _settled(self, claim: Claim, verdict: Verdict) -> bool:
        """Put down what became of it: did it end?"""
        state = await attempted(self.desk.settle((claim, verdict)))
        for seconds in SETTLE_AGAIN:
            if not isinstance(state, Surprise):
                break
            await asyncio.sleep(seconds)
            state = await attempted(self.desk.settle((claim, verdict)))
        return isinstance(state, DeliveryState) and state not in ACTIVE


def _looked(found: str | Throttled | Later | Failed | Surprise, grace: float) -> Verdict:
    match found:
        case str(message_id):
            return Sent(message_id)
        case Throttled(seconds):
            return Unsettled(seconds)
        case Failed(reason):
            return Uncertain(reason)
        case Later() | Surprise():
            return Unsettled(grace)
        case other:
            assert_never(other)
