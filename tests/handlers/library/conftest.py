"""A desk of a channel manager: what is brought is read, and what is due is delivered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from bot.assistant import Assistant
from bot.courier import Courier
from bot.due import run_due_jobs
from bot.importing import Importer
from bot.platforms import console
from handlers.conversation.message import File
from storage.deliveries import DeliveryState
from storage.store import Store
from storage.values import Platform
from tests.chat import Chat
from tests.conftest import NOW, People
from tests.fakes.platform import FakePlatform

Clock = Callable[[], datetime]

PRICES = b"""---
title: Parking price list
version: "3"
effective_from: 2026-09-01
effective_to: 2026-09-25
---
# Parking price list
## Parking at the Jakarta data centre
A parking place at the Jakarta data centre costs 25,000 rupiah a day.
"""


def file(name: str = "parking.md", content: bytes | None = PRICES) -> File:
    return File(name, "text/markdown", len(content or b""), content)


@dataclass
class Desk:
    """Reads what was brought, and delivers to platforms in memory."""

    assistant: Assistant
    people: People
    now: datetime = NOW
    platforms: dict[Platform, FakePlatform] = field(
        default_factory=lambda: {each: FakePlatform() for each in Platform}
    )

    @property
    def store(self) -> Store:
        return self.assistant.store

    def reads(self) -> int:
        """What waits, and then everything that is told about it."""
        registry, finder = self.assistant.registry, self.assistant.finder
        done = Importer(self.store, registry, lambda: self.now, finder).work()
        self.delivers()
        return done

    def delivers(self) -> None:
        courier = Courier(
            self.store, self.assistant.registry, dict(self.platforms), lambda: self.now
        )
        asyncio.run(courier.deliver_due(self.now))

    def ticks(self, now: datetime) -> None:
        self.now = now
        run_due_jobs(self.store, self.assistant.registry, now, self.assistant.finder)
        self.reads()

    def told(self, who: str) -> list[str]:
        """Everything that this person was sent unasked, oldest first."""
        with self.store.reading() as records:
            sent = records.deliveries.since(0)
        return (
            [
                console.render(call.reply)
                for platform in self.platforms.values()
                for call in platform.calls
                if call.user == who
            ]
            if sent
            else []
        )

    def looks(self, who: Chat) -> Chat:
        """The person looks at the last message that they were sent."""
        with self.store.reading() as records:
            theirs = [
                each
                for each in records.deliveries.since(0)
                if each.user == who.who and each.state is DeliveryState.SENT
            ]
        return who.reads(theirs[-1])


@pytest.fixture
def desk(assistant: Assistant, chat: People) -> Desk:
    return Desk(assistant, chat)
