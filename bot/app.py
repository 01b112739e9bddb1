"""The one place that wires: settings in, a working assistant out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from handlers.conversation.understanding import Understanding

from bot.assistant import Assistant, Clock, wall_clock
from bot.settings import Settings
from handlers import HANDLERS
from handlers.conversation.registry import Registry
from handlers.conversation.routing import Router
from storage import schema
from storage.store import Store


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
        understanding = Understanding.learn(self.registry.examples())
        router = Router(self.registry, understanding)
        return Assistant(self.store, self.registry, router, self.clock)
