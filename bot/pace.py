"""How fast a platform lets us speak in one workspace and in one conversation.

The figures are those of docs/decisions/0004: begin below what the platform is known to bear, go
faster while it bears it, halve when it says no. One sender at a time serves a workspace, so
nothing here is shared.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from storage.values import Platform

PLENTY = 1e6  #: messages a second where nothing counts them
BURST_SECONDS = 0.1  #: how much of a saved-up allowance may go out at once
FEW = 10  #: edits or questions that may go out at once
FOR_ANSWERS = 1.0  #: what other messages leave in the bucket, so that an answer never waits
FASTER = 0.01  #: of the start rate, for each message that went well
SLOWEST = 0.1  #: messages a second, however often a platform says no
NO_TIME = 0.001  #: seconds that are not worth sleeping
REMEMBERED = 10_000  #: conversations whose last messages are known


class Call(Enum):
    """What a platform counts apart."""

    POST = auto()
    EDIT = auto()
    FIND = auto()


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages a second in a workspace, from `start` to `most`; in one conversation so many in
    so many seconds; how many edits a second; and how often a second we may ask whether a
    message was posted."""

    start: float = PLENTY
    most: float = PLENTY
    windows: tuple[tuple[int, float], ...] = ()
    edits: float = PLENTY
    finds: float = PLENTY


LIMITS: Mapping[Platform, Limits] = {
    Platform.SLACK: Limits(start=5, most=8.75, windows=((3, 3.0),), edits=0.8, finds=0.8),
    Platform.TEAMS: Limits(
        start=30, most=45, windows=((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))
    ),
    Platform.WEB: Limits(),
}


@dataclass(slots=True)
class Bucket:
    """Fills at a rate up to `most`, or to a burst's worth."""

    rate: float
    most: float = 1 + FOR_ANSWERS
    tokens: float = 1 + FOR_ANSWERS
    at: float | None = None

    def delay(self, now: float, kept: float) -> float:
        """Seconds until there is a token beside those that are kept."""
        passed = 0 if self.at is None else now - self.at
        most = max(self.most, self.rate * BURST_SECONDS)
        self.tokens, self.at = min(most, self.tokens + passed * self.rate), now
        return max(0.0, (1 + kept - self.tokens) / self.rate)


@dataclass(slots=True)
class Chats:
    """When we last spoke in each conversation."""

    windows: tuple[tuple[int, float], ...]
    spoken: dict[str, deque[float]] = field(default_factory=dict)

    def delay(self, chat: str, now: float) -> float:
        """Seconds until no window of this conversation is full."""
        times = self.spoken.get(chat, deque())
        full = [
            times[-most] + seconds - now for most, seconds in self.windows if len(times) >= most
        ]
        return max(0.0, *full, 0.0)

    def spoke(self, chat: str, now: float) -> None:
        if not self.windows:
            return
        times = self.spoken.pop(chat, None) or deque(maxlen=self.windows[-1][0])
        times.append(now)
        self.spoken[chat] = times  # last in the dict: the least recent goes first, below
        if len(self.spoken) > REMEMBERED:
            del self.spoken[next(iter(self.spoken))]


class Pace:
    """One workspace's."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._buckets = {
            Call.POST: Bucket(limits.start),
            Call.EDIT: Bucket(limits.edits, FEW, FEW),
            Call.FIND: Bucket(limits.finds, FEW, FEW),
        }
        self._chats = Chats(limits.windows)
        self._frozen_until = 0.0

    @property
    def rate(self) -> float:
        """Messages a second, as far as we know by now."""
        return self._buckets[Call.POST].rate

    async def turn(self, call: Call, chat: str, *, urgent: bool, within: float) -> bool:
        """Wait for a turn; False when none comes in time, or everything is frozen."""
        clock = asyncio.get_running_loop().time
        until, kept = clock() + within, 0 if urgent else FOR_ANSWERS
        while (now := clock()) >= self._frozen_until:
            wait = self._delay(call, chat, now, kept)
            if wait < NO_TIME:
                self._spend(call, chat, now)
                return True
            if now + wait > until:
                return False
            await asyncio.sleep(wait)
        return False

    def _delay(self, call: Call, chat: str, now: float, kept: float) -> float:
        bucket = self._buckets[call].delay(now, kept)
        return bucket if call is Call.FIND else max(bucket, self._chats.delay(chat, now))

    def _spend(self, call: Call, chat: str, now: float) -> None:
        self._buckets[call].tokens -= 1
        if call is not Call.FIND:
            self._chats.spoke(chat, now)

    def went_well(self) -> None:
        posts = self._buckets[Call.POST]
        posts.rate = min(self._limits.most, posts.rate + FASTER * self._limits.start)

    def freeze(self, seconds: float) -> None:
        """The platform said no: nothing before then, and half as fast afterwards."""
        posts = self._buckets[Call.POST]
        self._frozen_until = asyncio.get_running_loop().time() + seconds
        posts.rate = max(SLOWEST, posts.rate / 2)
