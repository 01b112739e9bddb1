"""Puts answers into other words, behind their back: an errand beside each answer, run outside
any transaction, whose result edits the message that was sent.

The answer itself never waits for it and never depends on it: whatever goes wrong, its own words
stand (knowledge/composer.py says what is believed).
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import log
from bot.bell import first
from bot.composer import Silence, ask
from bot.endpoint import Endpoint
from bot.surprises import Surprise, attempted
from handlers.conversation.saved import from_document, to_document
from handlers.conversation.text import Text
from handlers.questions import cards
from knowledge import composer
from knowledge.composer import Passage
from storage.base import Document
from storage.composings import Composing, Errand
from storage.deliveries import ACTIVE, Delivery, DeliveryState, Urgency
from storage.store import Records, Store

LEASE = timedelta(seconds=60)
TOO_LATE = timedelta(minutes=10)  #: nobody looks at that answer any more
MOST_ATTEMPTS = 2
POLL = 0.5


@dataclass
class Composer:
    """`clock` is the installation's time; `told` is called when something waits to be sent."""

    store: Store
    endpoint: Endpoint
    clock: Callable[[], datetime]
    told: Callable[[], None] = lambda: None

    async def run(self, stop: asyncio.Event) -> None:
        """Run errands until told to stop."""
        stopping = asyncio.create_task(stop.wait())
        while not stop.is_set():
            if await attempted(self._step()) is not True:
                await first(POLL, stopping)

    async def work(self) -> int:
        """Every errand that can be run now; how many that were."""
        done = 0
        while await self._step():
            done += 1
        return done

    async def _step(self) -> bool:
        """One errand; False when there is none to run."""
        taken = await asyncio.to_thread(self._taken)
        if taken is None:
            return False
        words = await attempted(self._written(taken))
        await asyncio.to_thread(self._finish, taken, words)
        return True

    def _taken(self) -> Errand | None:
        """The oldest whose answer has arrived; what is too old is left as it is."""
        now = self.clock()
        with self.store.reading() as records:
            ready = [c.id for c in records.composings.waiting() if not _is_on_its_way(records, c)]
        if not ready:
            return None
        with self.store.transaction() as records:
            at = records.claims.clock()
            for composing_id in ready:
                taken = records.composings.take(composing_id, at, LEASE)
                if taken is not None and not self._is_pointless(records, taken, now):
                    return taken
        return None

    def _is_pointless(self, records: Records, taken: Errand, now: datetime) -> bool:
        held = records.composings.held(taken)
        late = now - taken.created_at > TOO_LATE
        if held is not None and (late or taken.attempts > MOST_ATTEMPTS):
            held.kept("too late" if late else "tried too often")
        return late or taken.attempts > MOST_ATTEMPTS

    async def _written(self, taken: Errand) -> str | Silence:
        """What may be shown of what the model wrote."""
        passages = [Passage(source, text) for source, text in taken.passages["passages"]]
        body = composer.request(taken.question, taken.language, passages, self.endpoint.model)
        answer = await ask(self.endpoint, body)
        if isinstance(answer, Silence):
            return answer
        said = composer.written(answer)
        checked = await asyncio.to_thread(composer.checked, said, taken.language, passages)
        return checked or Silence("not supported" if said else "nothing written")

    def _finish(self, taken: Errand, words: str | Silence | Surprise) -> None:
        with self.store.transaction() as records:
            held = records.composings.held(taken)
            if held is None:
                return
            match words:
                case str():
                    held.done()
                    _edit(records, taken, words, self.clock())
                case Silence(reason=reason) | Surprise(reference=reason):
                    held.kept(reason)
        outcome = "composed" if isinstance(words, str) else held.reason
        log.line("composed", outcome=outcome, language=taken.language)
        self.told()


def _is_on_its_way(records: Records, composing: Composing) -> bool:
    """An answer that is still being sent cannot be edited yet."""
    delivery = records.deliveries.with_key(composing.key)
    return delivery is not None and delivery.state in ACTIVE


def _edit(records: Records, taken: Errand, words: str, now: datetime) -> None:
    """The message that was sent, and what is kept of the conversation."""
    text = Text.load("questions", taken.language)
    delivery = records.deliveries.with_key(taken.key)
    if delivery is not None and delivery.state is DeliveryState.SENT and delivery.reply:
        _deliver(records, delivery, _composed(delivery.reply, words, text), now)
    exchange = records.conversations.exchange(taken.key)
    if exchange is not None and exchange.reply:
        exchange.reply = _composed(exchange.reply, words, text)


def _composed(reply: Document, words: str, text: Text) -> Document:
    return to_document(cards.composed(from_document(reply), words, text))


def _deliver(records: Records, sent: Delivery, reply: Document, now: datetime) -> None:
    edit = Delivery(
        key=secrets.token_hex(16),
        urgency=Urgency.ANSWER,
        platform=sent.platform,
        workspace=sent.workspace,
        user=sent.user,
        channel=sent.channel,
        thread=sent.thread,
        setting=sent.setting,
        language=sent.language,
        created_at=now,
        due_at=now,
        person_id=sent.person_id,
        conversation_id=sent.conversation_id,
        reply=reply,
        replaces_id=sent.id,
        reference=sent.reference,
    )
    records.deliveries.add(edit)
