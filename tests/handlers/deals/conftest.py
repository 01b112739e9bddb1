"""What the assistant tells people about deals, drawn as the courier would draw it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pytest

from bot.drawing import Drawing, Pointless
from bot.outgoing import Outgoing
from bot.platforms import console
from handlers.conversation.registry import Registry
from handlers.conversation.reply import Reply
from storage.deliveries import DeliveryState
from storage.store import Store
from tests.conftest import NOW


@dataclass(frozen=True, slots=True)
class Letter:
    """One message that went out: to whom, on which platform, and whether it was an edit."""

    to: str
    platform: str
    reply: Reply
    is_edit: bool

    @property
    def text(self) -> str:
        return console.render(self.reply)


Deliver = Callable[..., list[Letter]]


@pytest.fixture
def deliver(store: Store, registry: Registry) -> Deliver:
    """Send everything that waits."""

    def send(now: datetime = NOW) -> list[Letter]:
        letters = []
        with store.transaction() as records:
            drawing = Drawing(records, registry, now)
            for delivery in records.deliveries.since(0):
                if delivery.state is not DeliveryState.PENDING:
                    continue
                drawn = drawing.outgoing(delivery)
                if isinstance(drawn, Outgoing):
                    delivery.state, delivery.message_id = DeliveryState.SENT, delivery.key
                    edit = delivery.replaces_id is not None
                    letters.append(
                        Letter(delivery.user, delivery.platform, drawn.reply, is_edit=edit)
                    )
                else:
                    assert isinstance(drawn, Pointless)
                    delivery.state = DeliveryState.SKIPPED
        return letters

    return send
