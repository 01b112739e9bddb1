"""Takes messages from every door and answers each in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import perf_counter

from bot import log
from bot.answered import Answered
from bot.surprises import Surprise, attempt
from bot.turns import Turns
from handlers.conversation import manners
from handlers.conversation.message import Message, Said
from handlers.conversation.registry import Registry
from handlers.conversation.routing import Router
from knowledge.finder import Finder
from storage.store import Records, Store
from storage.values import Language

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Assistant:
    """The conversation, whatever the door."""

    store: Store
    registry: Registry
    router: Router
    clock: Clock
    finder: Finder = field(default_factory=Finder)
    composes: bool = False  #: is there somebody who puts answers into other words?

    def respond(self, message: Message, now: datetime | None = None) -> Answered:
        """Answer one message once; a redelivered event gets the answer it got before.

        Nothing raises: a surprise is logged, and told with a reference the person can quote.
        """
        began = perf_counter()
        answered = attempt(lambda: self._turn(message, now or self.now()))
        if isinstance(answered, Surprise):
            answered = self._apologise(message, answered.reference)
        log.turn(answered, message, perf_counter() - began)
        return answered

    def now(self) -> datetime:
        """The time in this installation: the wall clock's, or the demo world's."""
        wall = self.clock()
        with self.store.reading() as records:
            installation = records.installation.this()
            return installation.now(wall) if installation else wall

    def _turn(self, message: Message, now: datetime) -> Answered:
        with self.store.transaction() as records:
            return self._turns(records, now).take(message)

    def _apologise(self, message: Message, reference: str) -> Answered:
        """Finish the event with an apology. Where the database is what failed the event
        stays as it is, and is tried again by whoever works on the inbox."""
        said = message.act.text if isinstance(message.act, Said) else ""
        language = self.router.language(said, message.sender.language or Language.EN)
        answered = Answered.failed(manners.surprised(language, reference), language, reference)
        kept = attempt(lambda: self._kept(answered, message))
        return answered if isinstance(kept, Surprise) else kept

    def _kept(self, answered: Answered, message: Message) -> Answered:
        now = self.now()
        with self.store.transaction() as records:
            return self._turns(records, now).keep(answered, message)

    def _turns(self, records: Records, now: datetime) -> Turns:
        return Turns(records, self.registry, self.router, now, self.finder, self.composes)


def wall_clock() -> datetime:
    return datetime.now(UTC)
