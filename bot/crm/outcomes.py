"""What may become of telling another system one change, and who does that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from storage.crm import Told


@dataclass(frozen=True, slots=True)
class Heard:
    """It has it."""


@dataclass(frozen=True, slots=True)
class Later:
    """It may work in a while; `seconds` is what the other side asked us to wait."""

    reason: str
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """It will never take this change."""

    reason: str


@dataclass(frozen=True, slots=True)
class Gone:
    """It wants to hear nothing any more."""

    reason: str


Outcome = Heard | Later | Refused | Gone


class Target(Protocol):
    """Another system. It never raises for what that answers: it says it."""

    @property
    def name(self) -> str: ...

    @property
    def address(self) -> str:
        """A digest of where it is: another one is another system."""

    @property
    def at_once(self) -> int:
        """Changes of different deals on their way at the same time."""

    async def tell(self, told: Told) -> Outcome:
        """Its own time-out is well within a lease."""

    async def listen(self) -> None:
        """Take what changed there, where there is anything to hear."""
