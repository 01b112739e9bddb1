"""A deal in words, and what the assistant tells people about deals, as the courier draws it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pytest

from bot.drawing import Drawing, Pointless
from bot.outgoing import Outgoing
from bot.platforms import console
from handlers.conversation import saved
from handlers.conversation.registry import Registry
from handlers.conversation.reply import Reply
from storage.deals import DealState
from storage.deliveries import Delivery, DeliveryState
from storage.store import Store
from tests.chat import Chat
from tests.conftest import NOW

SENTENCE = {
    "id": "Daftarkan deal PT Sinar Terang, 40 seat Pro, Rp 60 jt, closing akhir bulan",
    "en": "Register PT Sinar Terang, 40 Pro seats, IDR 60 million, closing end of month",
}
DUE = {"id": "Jumat, 18 September 10.00 WIB", "en": "Friday 18 September 10:00 WIB"}
MONEY = {"id": "Rp 60.000.000", "en": "Rp 60,000,000"}
CONTACT = "Pak Anton, 0812 3456 7890"
WHOLE = SENTENCE["id"] + ", kontak Pak Anton 0812 3456 7890"
LANGUAGES = ("id", "en")


@dataclass(frozen=True, slots=True)
class Letter:
    """One message that went out: to whom, on which platform, and whether it was an edit."""

    to: str
    platform: str
    reply: Reply
    is_edit: bool
    delivery: Delivery

    @property
    def text(self) -> str:
        return console.render(self.reply)


Deliver = Callable[..., list[Letter]]


@pytest.fixture
def deliver(store: Store, registry: Registry) -> Deliver:
    """Send what waits."""

    def send(now: datetime = NOW) -> list[Letter]:
        """What is due by then."""
        letters = []
        with store.transaction() as records:
            drawing = Drawing(records, registry, now)
            for delivery in records.deliveries.since(0):
                if delivery.state is not DeliveryState.PENDING or delivery.due_at > now:
                    continue
                drawn = drawing.outgoing(delivery)
                if isinstance(drawn, Outgoing):
                    delivery.state, delivery.message_id = DeliveryState.SENT, delivery.key
                    edit = delivery.replaces_id is not None
                    delivery.reply = saved.to_document(drawn.reply)
                    letters.append(
                        Letter(delivery.user, delivery.platform, drawn.reply, edit, delivery)
                    )
                else:
                    assert isinstance(drawn, Pointless)
                    delivery.state = DeliveryState.SKIPPED
        return letters

    return send


def reference(chat: Chat) -> str:
    """The deal's number in what was just heard."""
    words = console.render(chat.reply).split()
    return next(word for word in words if word.startswith("D-")).strip(".,:")


def states(store: Store) -> dict[str, DealState]:
    with store.reading() as records:
        partners = records.partners.all()
        return {d.reference: d.state for p in partners for d in records.deals.of(p.id)}
