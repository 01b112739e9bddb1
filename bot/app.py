"""The one place that wires: settings in, a working assistant out."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from bot import due
from bot.assistant import Assistant, Clock, wall_clock
from bot.courier import Courier
from bot.learned import understanding_of
from bot.outgoing import Sender
from bot.platforms.web.send import PageSender
from bot.settings import Settings
from bot.stand_in import DemoSender
from handlers import HANDLERS
from handlers.conversation.registry import Registry
from handlers.conversation.routing import Router
from storage import schema
from storage.store import Store
from storage.values import Platform


@dataclass(frozen=True)
class App:
    """What every command and every door shares; each part is made when first asked for."""

    settings: Settings
    clock: Clock = wall_clock

    @cached_property
    def store(self) -> Store:
        return Store(self.settings.database_url)

    def database(self) -> schema.State:
        return schema.state(self.store.engine)

    @cached_property
    def registry(self) -> Registry:
        return Registry(HANDLERS)

    @cached_property
    def assistant(self) -> Assistant:
        router = Router(self.registry, understanding_of(self.registry.examples()))
        return Assistant(self.store, self.registry, router, self.clock)

    def courier(self, senders: Mapping[Platform, Sender]) -> Courier:
        """Sends through these, and through the page; in a demo the page stands for all of
        which no client talks to us."""
        page = PageSender()
        with self.store.reading() as records:
            installation = records.installation.this()
        is_demo = installation is not None and installation.is_demo
        demo = DemoSender(page, senders) if is_demo else None
        doors = {Platform.WEB: page, **senders}
        return Courier(self.store, self.registry, doors, self.assistant.now, demo)

    def deliver_due(self, now: datetime) -> list[int]:
        """Send what is due by then to the page; what goes to Slack or Teams waits for the
        server, which alone holds their connections."""
        return asyncio.run(self.courier({}).deliver_due(now))

    def run_due_jobs(self, now: datetime) -> list[str]:
        return due.run_due_jobs(self.store, self.registry, now)
