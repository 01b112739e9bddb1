"""What the courier hands to a platform's sender, and what may become of it there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from handlers.conversation.reply import Reply
from storage.values import Language, Place


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message, ready to be drawn and sent.

    An empty `place.channel` is the direct chat with `user`. `replaces` is the platform's id
    of the message that this one edits (empty: a new message). `key` travels with the message
    where the platform can carry it. `reference` is the platform's raw address of the chat
    (Teams' conversation reference). `language` is the reader's, for words of the platform's
    own. `since` is when a call with this key was first tried:
    where `find` begins to look.
    """

    key: str
    place: Place
    user: str
    reply: Reply
    replaces: str = ""
    reference: Mapping[str, object] = field(default_factory=dict)
    since: datetime | None = None
    language: Language = Language.EN


@dataclass(frozen=True, slots=True)
class Sent:
    """It is there. `channel` is the chat it really went to (a direct chat's own id)."""

    message_id: str
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Throttled:
    """Nothing was posted; ask again after so many seconds (429 and its like)."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Failed:
    """Nothing was posted and nothing will be: the reason is final for this recipient."""

    reason: str


@dataclass(frozen=True, slots=True)
class Later(Exception):
    """Nothing was posted; it may work in a while (a busy conversation, a closed connection)."""

    reason: str


@dataclass(frozen=True, slots=True)
class Paused:
    """The installation is broken (a revoked token, a removed app): pause the workspace."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody knows whether it was posted: a time-out, a reset, an `internal_error`."""

    reason: str


Outcome = Sent | Throttled | Failed | Later | Paused | Unknown
Found = str | None | Throttled | Later | Failed


class Sender(Protocol):
    """One platform's way out. It never raises for what a platform answers: it says it."""

    @property
    def can_find(self) -> bool:
        """Can the platform tell whether a key was posted?"""

    async def send(self, outgoing: Outgoing) -> Outcome:
        """Post or edit one message; its own time-out is at most a third of a lease."""

    async def find(self, outgoing: Outgoing) -> Found:
        """The id of the message posted with this key since `outgoing.since`; None: it is not
        there. Throttled or Later: the platform will not say now; Failed: it never will."""
