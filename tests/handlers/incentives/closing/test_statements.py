"""Who earned in a month is told of its statement once; what comes later is on the month's card."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.calculating import Calculator
from handlers.conversation.registry import Registry
from handlers.conversation.reply import Attachment
from storage.store import Store
from tests.conftest import People
from tests.handlers.incentives.paying.disputing import disputed
from tests.handlers.incentives.selling import sell
from tests.world.posting import Post

OCTOBER = datetime(2026, 10, 2, 3, 0, tzinfo=UTC)


@pytest.fixture
def later(store: Store, registry: Registry) -> Calculator:
    """On the second of October, all that was sold before is in the books."""
    found = Calculator(store, lambda: OCTOBER, publish=registry.publish)
    found.work()
    return found


def closed(chat: People, calculator: Calculator, month: str = "September") -> None:
    chat("fajar").at(OCTOBER).says(f"hitung {month}")
    calculator.work()
    chat("maya").at(OCTOBER).says(f"setujui dan tutup {month}").hears("sudah ditutup")


def test_each_is_told_once_with_their_own_total(
    chat: People, later: Calculator, post: Post
) -> None:
    closed(chat, later)
    arrived = post.deliver(OCTOBER)
    (rina,) = arrived.to("rina")
    assert "Laporan September 2026 Anda sudah ada: Rp 8.000.000" in rina
    (dewi,) = (each for each in arrived.to("dewi") if "Laporan" in each)
    assert "Rp 28.200.000" in dewi
    assert "8.000.000" not in dewi.replace("28.200.000", "")
    reading = chat("rina").at(OCTOBER).reads(arrived.only("rina"))
    reading.presses("Lihat").hears("Rp 8.000.000", "Pro Push")
    reading.reads(arrived.only("rina")).presses("PDF")
    (paper,) = (block for block in reading.reply.blocks if isinstance(block, Attachment))
    assert paper.content.startswith(b"%PDF")
    assert post.deliver(OCTOBER).to("rina") == []


def test_what_came_later_is_on_its_card(chat: People, store: Store, later: Calculator) -> None:
    closed(chat, later)
    sell(store, "rina", date(2026, 9, 29), 2)
    later.work()
    fajar = chat("fajar").at(OCTOBER).says("how far is September?")
    fajar.hears("Came later", "Rp 500,000 in 1 line", "Rp 8,000,000")


def test_what_finance_must_know_first(chat: People, store: Store, later: Calculator) -> None:
    disputed(store, "rina", 6_000_000)
    fajar = chat("fajar").at(OCTOBER).says("close September")
    fajar.hears("Pro Push", "Rp 8,000,000", "Payable once approved", "month before")
    fajar.hears("Earlier months not closed: ", "August 2026", "Open disputes: S-")
