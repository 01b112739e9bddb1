"""The steps of a delivery in the database: taken, drawn and intended, settled.

None of them waits for a network, and each is fenced by the token of its claim.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.drawing import Drawing, Pointless
from bot.outgoing import Outgoing
from bot.pace import LIMITS, Limits
from bot.settling import Settling, Verdict
from bot.surprises import Surprise, attempt
from handlers.conversation.registry import Registry
from storage.claims import Claim, Room, Times
from storage.deliveries import Delivery, DeliveryState
from storage.lanes import LaneKey
from storage.store import Records, Store
from storage.values import Platform

Clock = Callable[[], datetime]
NOT_CONNECTED = "not connected"


@dataclass(frozen=True, slots=True)
class Terms:
    """How the courier works. A lease outlasts three calls, and `grace` the time that a message
    needs to be seen where we look for it."""

    lease: timedelta = timedelta(seconds=60)
    grace: timedelta = timedelta(seconds=30)
    most_attempts: int = 10
    slots: int = 8  #: messages on their way at once in one workspace
    reserve: int = 2  #: of those, kept for answers
    lanes: int = 16  #: workspaces served at once
    quantum: int = 200  #: messages until another workspace has its turn
    poll: float = 1.0
    limits: Mapping[Platform, Limits] = field(default_factory=lambda: LIMITS)

    @property
    def call_seconds(self) -> float:
        return self.lease.total_seconds() / 3


@dataclass(frozen=True, slots=True)
class Taken:
    """What we took from a lane that we hold; `paused`: its installation was last seen broken."""

    claims: list[Claim]
    paused: bool


def real_time(records: Records) -> datetime:
    return records.claims.clock()


@dataclass(frozen=True, slots=True)
class Outbox:
    """`clock` decides what is due; `real_time` is what leases and platforms run on."""

    store: Store
    registry: Registry
    clock: Clock
    terms: Terms = field(default_factory=Terms)
    real_time: Callable[[Records], datetime] = real_time

    def lanes(self, silent: Sequence[Platform]) -> list[LaneKey]:
        """The workspaces with something to do. Nothing is connected to the `silent` platforms:
        what is due there says so, and stays."""
        now = self.clock()
        with self.store.reading() as records:
            times = Times(now, self.real_time(records))
            keys = records.claims.lanes(times)
            lost = records.claims.unreachable(silent, times, NOT_CONNECTED)
        if lost:
            with self.store.transaction() as records:
                records.claims.explain(lost, NOT_CONNECTED)
        return keys

    def take(self, key: LaneKey, token: str, room: Room) -> Taken | None:
        """Hold the lane and take what there is room for; None: another sender has it."""
        now = self.clock()
        with self.store.transaction() as records:
            times = Times(now, self.real_time(records))
            lane = records.lanes.hold(key, token, times.at, times.at + self.terms.lease)
            if lane is None:
                return None
            paused = bool(lane.reason)
            room = Room(1, 1) if paused else room
            if lane.is_frozen(times.at):
                return Taken([], paused)
            return Taken(records.claims.take(key, room, times, self.terms.lease), paused)

    def release(self, key: LaneKey, token: str) -> None:
        with self.store.transaction() as records:
            records.lanes.release(key, token)

    def resume(self, key: LaneKey) -> None:
        with self.store.transaction() as records:
            records.lanes.resume(key)

    def drawn(self, claim: Claim) -> Outgoing:
        """The message as an earlier call sent it, to look for."""
        with self.store.reading() as records:
            drawing = Drawing(records, self.registry, self.clock())
            return drawing.kept(records.deliveries.get(claim.id))

    def prepare(self, claims: Sequence[Claim]) -> list[Outgoing | None]:
        """Draw each message and put down that it is about to be sent, in one commit for all.

        None: there is nothing to send (any more), or somebody else has it.
        """
        now = self.clock()
        with self.store.transaction() as records:
            times = Times(now, self.real_time(records))
            found = records.deliveries.locked(claim.id for claim in claims)
            return [self._intended(records, found[each.id], each, times) for each in claims]

    def _intended(
        self, records: Records, delivery: Delivery, claim: Claim, times: Times
    ) -> Outgoing | None:
        if not delivery.is_held(claim.token, times.at):
            return None
        delivery.ambiguous = claim.ambiguous
        if delivery.attempts >= self.terms.most_attempts:
            delivery.failed(f"gave up: {delivery.reason}")
            return None
        drawing = Drawing(records, self.registry, times.now)
        match attempt(lambda: _alone(records, drawing, delivery)):
            case Surprise(reference):
                delivery.failed(reference)
            case Pointless(reason):
                delivery.skipped(reason)
            case outgoing:
                delivery.intend(times.at, times.at + self.terms.lease)
                return outgoing
        return None

    def settle(self, verdicts: Sequence[tuple[Claim, Verdict]]) -> list[DeliveryState | None]:
        """Put down what became of each, in one commit; None: it was in other hands by then."""
        now = self.clock()
        with self.store.transaction() as records:
            settling = Settling(records, Times(now, self.real_time(records)), self.terms.grace)
            found = records.deliveries.locked(claim.id for claim, _ in verdicts)
            return [
                settling.settle(found[claim.id], claim, verdict) for claim, verdict in verdicts
            ]


def _alone(records: Records, drawing: Drawing, delivery: Delivery) -> Outgoing | Pointless:
    """What one notice breaks in the database must not break the others'."""
    with records.session.begin_nested():
        return drawing.outgoing(delivery)
