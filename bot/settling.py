"""What follows for a delivery from what a platform answered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import assert_never

from bot.outgoing import Failed, Later, Outcome, Paused, Sent, Throttled, Unknown
from handlers.conversation.saved import from_document, to_document
from storage.claims import Claim, Times
from storage.deliveries import Delivery, DeliveryState
from storage.store import Records

PAUSE = timedelta(minutes=5)  #: before a broken installation is tried again, with one message
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=1), timedelta(minutes=5)
A_MOMENT = timedelta(seconds=1)  #: before what was not called is taken again
SHORTEST_FREEZE, LONGEST_FREEZE = 1.0, 3_600.0  #: seconds, whatever a platform asks for


@dataclass(frozen=True, slots=True)
class GaveBack:
    """It was not called: no turn came in time, or the lease had run out."""


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Whether an earlier call posted it cannot be told now; look again in so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Uncertain:
    """Whether an earlier call posted it will never be told."""

    reason: str


Verdict = Outcome | GaveBack | Unsettled | Uncertain


@dataclass(frozen=True, slots=True)
class Settling:
    records: Records
    times: Times
    grace: timedelta

    def settle(self, delivery: Delivery, claim: Claim, verdict: Verdict) -> DeliveryState | None:
        """The state it is in now; None when it was in other hands by then."""
        if not delivery.is_held(claim.token, self.times.at):
            return None
        self._settle(delivery, verdict)
        return delivery.state

    def _settle(self, delivery: Delivery, verdict: Verdict) -> None:
        match verdict:
            case Sent():
                self._sent(delivery, verdict)
            case Failed(reason):
                delivery.failed(reason)
            case Uncertain(reason):
                delivery.uncertain(reason)
            case Throttled() | Paused() | GaveBack():
                self._not_called(delivery, verdict)
            case Later() | Unknown() | Unsettled():
                self._again(delivery, verdict)
            case other:
                assert_never(other)

    def _sent(self, delivery: Delivery, sent: Sent) -> None:
        delivery.sent(sent.message_id, sent.channel, self.times.now)
        if delivery.reply and delivery.reply.get("once"):
            delivery.reply = to_document(from_document(delivery.reply).kept)
        if delivery.owner:
            self._claim_thread(delivery)

    def _claim_thread(self, delivery: Delivery) -> None:
        """What is said under this message belongs to whoever asked for it to be sent."""
        thread = delivery.thread or delivery.message_id
        place = replace(delivery.place, thread=thread)
        under = self.records.conversations.at(place, delivery.user, self.times.now)
        under.owner, under.subject = delivery.owner, delivery.owner_subject

    def _not_called(self, delivery: Delivery, verdict: Throttled | Paused | GaveBack) -> None:
        """It counts as no attempt; what the platform said holds for the whole workspace."""
        if delivery.state is DeliveryState.SENDING:
            delivery.attempts -= 1
        match verdict:
            case Throttled(seconds):
                self._freeze(delivery, within_reason(seconds))
            case Paused(reason):
                self._freeze(delivery, PAUSE, reason)
            case GaveBack():
                pass
        delivery.wait(self.times.at + A_MOMENT, "")

    def _freeze(self, delivery: Delivery, time: timedelta, reason: str = "") -> None:
        self.records.lanes.freeze(delivery.lane, self.times.at + time, reason)

    def _again(self, delivery: Delivery, verdict: Later | Unknown | Unsettled) -> None:
        match verdict:
            case Later(reason):
                delivery.wait(self.times.at + backoff(delivery.attempts), reason)
            case Unknown(reason):
                delivery.ambiguous = True
                delivery.wait(self.times.at + self.grace, reason)
            case Unsettled(seconds):
                delivery.wait(self.times.at + within_reason(seconds), delivery.reason)


def backoff(attempts: int) -> timedelta:
    """Twice as long each time."""
    return min(LONGEST_WAIT, FIRST_WAIT * (1 << min(attempts, 20)))


def within_reason(seconds: float) -> timedelta:
    """Platforms have asked for 0, for -1 and for a date."""
    return timedelta(seconds=min(max(seconds, SHORTEST_FREEZE), LONGEST_FREEZE))
