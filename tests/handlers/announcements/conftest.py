"""The outbox of a test: what is due is drawn as the courier would draw it, and ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pytest

from bot.drawing import Drawing
from bot.due import run_due_jobs
from bot.outgoing import Outgoing
from bot.platforms import console
from handlers.conversation.registry import Registry
from storage.deliveries import Delivery, DeliveryState
from storage.people import Account, Person, Role
from storage.store import Store
from storage.values import Language, Platform
from tests.conftest import NOW

TO_GOLD = (
    "Umumkan ke semua mitra Gold besok jam 9 waktu setempat: harga Pro berubah 1 Oktober,"
    " wajib konfirmasi sebelum 25 September"
)


@dataclass(frozen=True, slots=True)
class Post:
    store: Store
    registry: Registry

    def delivers(
        self, now: datetime = NOW, state: DeliveryState = DeliveryState.SENT
    ) -> dict[str, str]:
        """Everything that is due: what each user reads, or who would have."""
        read: dict[str, str] = {}
        with self.store.transaction() as records:
            drawing = Drawing(records, self.registry, now)
            for delivery in self._due(records.deliveries.since(0), now):
                drawn = drawing.outgoing(delivery)
                if isinstance(drawn, Outgoing):
                    read[delivery.user] = console.render(drawn.reply)
                    delivery.state, delivery.message_id = state, delivery.key
                else:
                    delivery.skipped(drawn.reason)
        return read

    def ticks(self, now: datetime = NOW) -> None:
        run_due_jobs(self.store, self.registry, now)

    def copies(self) -> list[tuple[str, str, datetime]]:
        """Of every announcement: to whom, on which platform, when."""
        with self.store.reading() as records:
            sent = [d for d in records.deliveries.since(0) if d.campaign]
            return [(each.user, each.platform.value, each.due_at) for each in sent]

    def told(self, notice: str) -> Delivery:
        """The latest message of that kind."""
        with self.store.reading() as records:
            found = [d for d in records.deliveries.since(0) if d.notice == notice]
            assert found, f"nobody was told {notice}"
            records.session.expunge_all()
        return found[-1]

    @staticmethod
    def _due(deliveries: Sequence[Delivery], now: datetime) -> list[Delivery]:
        pending = [d for d in deliveries if d.state is DeliveryState.PENDING]
        return [delivery for delivery in pending if delivery.due_at <= now]


@pytest.fixture
def post(store: Store, registry: Registry) -> Post:
    return Post(store, registry)


@pytest.fixture
def crowd(store: Store) -> None:
    """A hundred more members at Borneo Data, all on Slack."""
    with store.transaction() as records:
        partner = records.partners.named("Borneo Data")
        assert partner is not None
        for number in range(100):
            person = Person(
                handle=f"p{number}",
                name=f"P{number}",
                role=Role.SELLER,
                language=Language.ID,
                partner_id=partner.id,
                preferred=Platform.SLACK,
            )
            records.people.add(person)
            records.people.link(
                Account(
                    platform=Platform.SLACK,
                    workspace="demo",
                    user=person.handle,
                    person_id=person.id,
                    linked_at=NOW,
                )
            )
