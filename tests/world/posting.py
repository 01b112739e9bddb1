"""What the courier brought to whom: `post.deliver().to("siti")`."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.courier import Courier
from bot.platforms import console
from bot.platforms.web.send import PageSender
from handlers.conversation.registry import Registry
from handlers.conversation.saved import from_document
from storage.deliveries import Delivery, DeliveryState
from storage.store import Store
from storage.values import Platform


@dataclass(frozen=True, slots=True)
class Copy:
    """One message that arrived: `is_edit` when it took the place of an earlier one."""

    who: str
    platform: Platform
    text: str
    is_edit: bool
    delivery: Delivery


@dataclass(frozen=True, slots=True)
class Arrived:
    copies: tuple[Copy, ...]

    def to(self, who: str) -> list[str]:
        """The new messages to a person, or to a channel, in order."""
        return [copy.text for copy in self.copies if copy.who == who and not copy.is_edit]

    def edits_to(self, who: str) -> list[str]:
        return [copy.text for copy in self.copies if copy.who == who and copy.is_edit]

    def platforms(self, who: str) -> list[Platform]:
        return [copy.platform for copy in self.copies if copy.who == who and not copy.is_edit]

    def only(self, who: str) -> Delivery:
        (copy,) = (copy for copy in self.copies if copy.who == who and not copy.is_edit)
        return copy.delivery


@dataclass
class Post:
    """The courier of the demo world, run by hand."""

    store: Store
    registry: Registry
    now: datetime

    def __post_init__(self) -> None:
        with self.store.reading() as records:
            self._seen = {each.id for each in records.deliveries.since(0) if _is_sent(each)}

    def deliver(self, now: datetime | None = None) -> Arrived:
        """Send what is due; what arrived since the last time."""
        at = now or self.now
        page = PageSender()
        courier = Courier(self.store, self.registry, {}, lambda: at, demo=page)
        asyncio.run(courier.deliver_due(at))
        arrived = tuple(self._new())
        self._seen |= {copy.delivery.id for copy in arrived}
        return Arrived(arrived)

    def _new(self) -> Iterator[Copy]:
        with self.store.reading() as records:
            for delivery in records.deliveries.since(0):
                if _is_sent(delivery) and delivery.id not in self._seen:
                    person_id = delivery.person_id
                    who = records.people.get(person_id).handle if person_id else delivery.channel
                    assert delivery.reply is not None
                    text = console.render(from_document(delivery.reply))
                    is_edit = delivery.replaces_id is not None
                    yield Copy(who, delivery.platform, text, is_edit, delivery)


def _is_sent(delivery: Delivery) -> bool:
    return delivery.state is DeliveryState.SENT
