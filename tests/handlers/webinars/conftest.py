"""Time that passes in the demo world, and what it brings to whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from bot.due import run_due_jobs
from handlers.conversation.registry import Registry
from handlers.conversation.reply import Attachment, Reply
from handlers.conversation.saved import from_document
from storage.deliveries import Delivery
from storage.store import Store
from storage.webinars import Webinar
from tests.conftest import NOW
from tests.world.posting import Arrived, Post

#: Pro in practice: Thursday 17 September 14:00 WIB.
STARTS = datetime.fromisoformat("2026-09-17T07:00Z")
ENDS = STARTS + timedelta(hours=1)
REGISTER = "register me for Pro in practice"
NOT_ALLOWED = {"id": "tidak bisa melakukan itu", "en": "cannot do that for you"}


@dataclass
class Time:
    """`time.comes(to)`: the jobs run and the courier goes out, as at that moment; what other
    capabilities have to say is left aside."""

    store: Store
    registry: Registry
    post: Post

    def comes(self, to: datetime) -> Arrived:
        run_due_jobs(self.store, self.registry, to)
        arrived = self.post.deliver(to).copies
        others = (
            copy.delivery.notice.partition(".")[0] not in ("webinars", "") for copy in arrived
        )
        return Arrived(
            tuple(copy for copy, other in zip(arrived, others, strict=True) if not other)
        )


@pytest.fixture
def time(store: Store, registry: Registry) -> Time:
    return Time(store, registry, Post(store, registry, NOW))


Change = Callable[[str, int | None], None]


@pytest.fixture
def seats(store: Store) -> Change:
    """So many seats for a webinar."""

    def give(title: str, capacity: int | None) -> None:
        with store.transaction() as records:
            found(records.webinars.all(), title).capacity = capacity

    return give


def found(among: object, title: str) -> Webinar:
    (webinar,) = (each for each in among if each.titles["en"] == title)  # type: ignore[attr-defined]
    assert isinstance(webinar, Webinar)
    return webinar


def file_of(reply: Reply) -> str:
    """The calendar file of a reply."""
    (attached,) = (block for block in reply.blocks if isinstance(block, Attachment))
    return attached.content.decode()


def file_sent(delivery: Delivery) -> str:
    assert delivery.reply is not None
    return file_of(from_document(delivery.reply))
