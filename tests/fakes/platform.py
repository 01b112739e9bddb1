"""A platform in memory: a sender that keeps a ledger of every message people can see."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count

from bot.outgoing import (
    Failed,
    Found,
    Later,
    Outcome,
    Outgoing,
    Paused,
    Sent,
    Throttled,
    Unknown,
)


@dataclass(frozen=True)
class Posted:
    """One message that people see, as it stands now."""

    id: str
    key: str
    chat: str
    title: str
    user: str = ""


@dataclass(frozen=True)
class Lost:
    """The platform posted it, or not, and its answer never came."""

    posted: bool


Fault = Outcome | Lost | Callable[[Outgoing], Awaitable[Outcome]]


@dataclass
class FakePlatform:
    """`script` says how the next calls go wrong, one each; everything else goes well.

    `seconds` is how long a call takes; `blind` platforms cannot say what was posted.
    """

    blind: bool = False
    seconds: float = 0.0
    posted: dict[str, Posted] = field(default_factory=dict)
    calls: list[Outgoing] = field(default_factory=list)
    script: deque[Fault] = field(default_factory=deque)
    history: deque[Found] = field(default_factory=deque)
    busiest: int = 0
    busy: int = 0
    ids: count[int] = field(default_factory=lambda: count(1))

    @property
    def can_find(self) -> bool:
        return not self.blind

    async def send(self, outgoing: Outgoing) -> Outcome:
        self.calls.append(outgoing)
        self.busy += 1
        self.busiest = max(self.busiest, self.busy)
        await asyncio.sleep(self.seconds)
        self.busy -= 1
        return await self._answer(outgoing)

    async def find(self, outgoing: Outgoing) -> Found:
        if self.history:
            return self.history.popleft()
        found = (each.id for each in self.posted.values() if each.key == outgoing.key)
        return next(found, None)

    def goes_wrong(self, *faults: Fault) -> None:
        self.script.extend(faults)

    @property
    def titles(self) -> list[str]:
        """What people read, oldest message first."""
        return [each.title for each in self.posted.values()]

    def duplicates(self) -> list[str]:
        keys = Counter(each.key for each in self.posted.values())
        return [key for key, times in keys.items() if times > 1]

    async def _answer(self, outgoing: Outgoing) -> Outcome:
        fault = self.script.popleft() if self.script else None
        match fault:
            case None:
                return self._post(outgoing)
            case Lost(posted=posted):
                if posted:
                    self._post(outgoing)
                return Unknown("no answer")
            case Sent() | Throttled() | Failed() | Later() | Paused() | Unknown():
                return fault
            case _:
                assert callable(fault)
                return await fault(outgoing)

    def _post(self, outgoing: Outgoing) -> Sent:
        message_id = outgoing.replaces or f"m{next(self.ids)}"
        chat = outgoing.place.channel or f"dm-{outgoing.user}"
        title = outgoing.reply.title
        key = self.posted[message_id].key if outgoing.replaces else outgoing.key
        self.posted[message_id] = Posted(message_id, key, chat, title, outgoing.user)
        return Sent(message_id, chat)
