"""A courier whose two clocks a test turns, and messages for it to send."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from bot.courier import Courier
from bot.outbox import Terms
from bot.outgoing import Sender
from bot.pace import Limits
from handlers.conversation.handler import Handler
from handlers.conversation.registry import Registry
from handlers.conversation.reply import Reply
from handlers.conversation.saved import to_document
from storage.deliveries import Delivery, DeliveryState, Urgency
from storage.store import Store
from storage.values import Language, Platform, Setting
from tests.conftest import NOW
from tests.fakes.platform import FakePlatform

KEYS = count(1)
UNLIMITED = {platform: Limits() for platform in Platform}


@dataclass
class Post:
    """`at` is the real time, `NOW` the installation's; `platform` is Slack, unless said."""

    store: Store
    platform: FakePlatform = field(default_factory=FakePlatform)
    handlers: tuple[Handler, ...] = ()
    terms: Terms = field(default_factory=lambda: Terms(limits=UNLIMITED))
    senders: dict[Platform, Sender] = field(default_factory=dict)
    demo: Sender | None = None
    at: datetime = NOW

    def __post_init__(self) -> None:
        self.senders.setdefault(Platform.SLACK, self.platform)
        self.courier = self.another()

    def another(self) -> Courier:
        """One more courier on the same outbox: after a crash, or beside the first."""
        return Courier(
            self.store,
            Registry(self.handlers),
            self.senders,
            clock=lambda: NOW,
            demo=self.demo,
            terms=self.terms,
            real_time=lambda _: self.at,
        )

    def writes(self, *titles: str, **given: Any) -> list[int]:
        """Puts a message for each title into the outbox."""
        deliveries = [message(title, **given) for title in titles]
        with self.store.transaction() as records:
            records.deliveries.add_all(deliveries)
        return [delivery.id for delivery in deliveries]

    def delivers(self, courier: Courier | None = None) -> list[int]:
        return asyncio.run((courier or self.courier).deliver_due(NOW))

    def passes(self, seconds: float) -> Post:
        self.at += timedelta(seconds=seconds)
        return self

    def shows(self, delivery_id: int) -> Delivery:
        with self.store.reading() as records:
            return records.deliveries.get(delivery_id)

    def states(self, ids: Iterable[int]) -> list[DeliveryState]:
        return [self.shows(delivery_id).state for delivery_id in ids]


def message(title: str = "", workspace: str = "T1", user: str = "", **given: Any) -> Delivery:
    """A message to somebody's direct chat on Slack, due now."""
    number = next(KEYS)
    direct = "channel" not in given
    values: dict[str, Any] = {
        "key": f"key-{number}",
        "urgency": Urgency.NOTICE,
        "platform": Platform.SLACK,
        "workspace": workspace,
        "user": user or (f"U{number}" if direct else ""),
        "channel": "",
        "thread": "",
        "setting": Setting.DIRECT if direct else Setting.CHANNEL,
        "language": Language.EN,
        "created_at": NOW,
        "due_at": NOW,
        "reply": to_document(Reply(title)) if title else None,
    }
    return Delivery(**{**values, **given})
