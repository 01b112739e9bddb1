"""The one place that wires: settings in, a working assistant out."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot import due
from bot.answered import Answered
from bot.assistant import Assistant, Clock, wall_clock
from bot.bringing import Taker
from bot.calculating import Calculator
from bot.courier import Courier
from bot.crm.configured import targets
from bot.crm.mirror import Mirror
from bot.crm.port import Crm
from bot.crm.teller import Teller
from bot.endpoint import Endpoint
from bot.folder import Folder
from bot.importing import Importer
from bot.learned import studied, understanding_of
from bot.outgoing import Sender
from bot.platforms.web.send import PageSender
from bot.settings import Settings
from bot.stand_in import DemoSender
from handlers import HANDLERS
from handlers.conversation.registry import Registry
from handlers.conversation.routing import Router
from handlers.conversation.saved import from_document
from knowledge import library, vectors
from knowledge.finder import Finder
from knowledge.models import Models
from knowledge.vectors import Report
from storage import schema
from storage.store import Store
from storage.values import Platform

if TYPE_CHECKING:
    from bot.composing import Composer


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
    def models(self) -> Models:
        named = self.settings.embedding_model
        return Models(Path(named) if named else None)

    @cached_property
    def finder(self) -> Finder:
        return Finder(self.models)

    def study(self, report: Report = lambda _: None) -> int:
        """Let the model read the documents that it has not read; how many windows it read."""
        library.recut(self.store)
        encoder = self.models.encoder
        return vectors.fill(self.store, encoder, report) if encoder else 0

    def learn_sentences(self) -> bool:
        """Let the model read the examples of the catalogues, unless it did; is it there?"""
        encoder, router = self.models.encoder, self.router
        if encoder is not None and not router.reads_vectors:
            router.reading(studied(self.registry.examples(), encoder))
            gc.freeze()  # it stays: nobody need look it through for what could be dropped
        return encoder is not None

    @cached_property
    def router(self) -> Router:
        examples = self.registry.examples()
        return Router(self.registry, understanding_of(examples, self.models.encoder))

    @cached_property
    def assistant(self) -> Assistant:
        composes = bool(self.settings.llm_url)
        return Assistant(self.store, self.registry, self.router, self.clock, self.finder, composes)

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
        return due.run_due_jobs(self.store, self.registry, now, self.finder)

    def calculator(self, clock: Clock) -> Calculator:
        return Calculator(self.store, clock, publish=self.registry.publish)

    def calculate(self, now: datetime | None = None) -> int:
        """Bring earnings up to the sales that are there; how many partners that touched."""
        return self.calculator(lambda: now or self.assistant.now()).work()

    def taker(self, clock: Clock, told: Callable[[], None] = lambda: None) -> Taker:
        return Taker(self.store, self.registry, clock, told)

    def take_sales(self, now: datetime) -> int:
        """Work on the files of sales that were brought in a chat by then."""
        return self.taker(lambda: now).work()

    def importer(self, clock: Clock, told: Callable[[], None] = lambda: None) -> Importer:
        return Importer(self.store, self.registry, clock, self.finder, told)

    def folder(self) -> Folder | None:
        """What the knowledge is kept in step with; None where no folder is named."""
        path = self.settings.knowledge_folder
        return Folder(self.store, Path(path).resolve(), self.assistant.now) if path else None

    def read_imports(self, now: datetime) -> int:
        """Read what was brought for the knowledge by then, and look again at what was asked
        in vain."""
        return self.importer(lambda: now).work()

    def composer(self, clock: Clock, told: Callable[[], None] = lambda: None) -> Composer | None:
        """Who puts answers into other words; None where no language model is named."""
        settings = self.settings
        if not settings.llm_url:
            return None
        from bot.composing import Composer  # an HTTP client, that others start sooner without

        key = settings.llm_key.get_secret_value()
        endpoint = Endpoint(settings.llm_url, key, settings.llm_model)
        return Composer(self.store, endpoint, clock, told)

    def teller(self, told: Callable[[], None] = lambda: None) -> Teller:
        """Who tells other systems of the deals' changes, and hears theirs."""

        def mirror(crm: Crm) -> Mirror:
            return Mirror(crm, self.store, self.registry, self.assistant.now, told)

        with self.store.reading() as records:
            installation = records.installation.this()
        zone = installation.zone if installation else "UTC"
        return Teller(self.store, targets(self.settings, zone, mirror))

    def follow(self) -> int:
        """Tell other systems everything that is due, and hear what they changed."""
        return asyncio.run(self.teller().work())

    def in_other_words(self, answered: Answered, now: datetime) -> Answered:
        """The answer as it stands once its errand was run, for who can wait for that."""
        composer = self.composer(lambda: now)
        if composer is None:
            return answered
        asyncio.run(composer.work())
        with self.store.reading() as records:
            exchange = records.conversations.exchange(answered.key)
            reply = exchange.reply if exchange else None
        return replace(answered, reply=from_document(reply)) if reply else answered
