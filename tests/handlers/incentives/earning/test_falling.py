"""Whoever's earnings fall through news is told once what fell, by how much and why."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

import pytest

from bot.due import run_due_jobs
from handlers.conversation.registry import Registry
from storage.earned import Slice
from storage.store import Store
from storage.values import Money
from tests.conftest import NOW, People
from tests.handlers.incentives.calculating.books import MITRA
from tests.handlers.incentives.calculating.books import post as post_all
from tests.handlers.incentives.selling import sell
from tests.world.posting import Post


@pytest.fixture
def post(store: Store, registry: Registry) -> Post:
    return Post(store, registry, NOW)


def big(store: Store, rupiah: int, revision: int = 1) -> None:
    """A sale of Dewi's; Rp 60,000,000 of it make the quarter reach 1,000 million."""
    amount = Money.of(rupiah, "IDR")
    sell(store, "dewi", date(2026, 9, 12), 1, source_id="BIG", revision=revision, amount=amount)


MINUTES = count(2, 2)


def told(store: Store, registry: Registry, post: Post) -> dict[str, list[str]]:
    """Who heard of a fall once everything is posted, some minutes later than the last time."""
    now = NOW + timedelta(minutes=next(MINUTES))
    post_all(store, now=now)
    run_due_jobs(store, registry, now + timedelta(minutes=1))
    arrived = post.deliver(now + timedelta(minutes=1))
    said = {who: arrived.to(who) for who in ("rina", "dewi", "agus", "maya")}
    fell = {who: [text for text in some if "berkurang" in text] for who, some in said.items()}
    return {who: some for who, some in fell.items() if some}


def test_a_rebate_that_falls_under_its_boundary(
    chat: People, store: Store, registry: Registry, post: Post
) -> None:
    big(store, 60_000_000)
    assert not told(store, registry, post)
    big(store, 59_000_000, revision=2)
    found = told(store, registry, post)
    assert list(found) == ["dewi"]
    (text,) = found["dewi"]
    assert "Rp 20.030.000" in text  # 5 % of 1,000 million were 3 % of 999
    assert "Q3 2026" in text
    assert "dibetulkan" in text
    with store.reading() as records:
        lines = records.earned.current(Slice(earner=f"partner:{MITRA}"))
    assert [line.minor for line in lines if line.component == "rebate"] == [29_970_000 * 100]
    assert not told(store, registry, post)


def test_the_buttons_explain_and_dispute_it(
    chat: People, store: Store, registry: Registry, post: Post
) -> None:
    big(store, 60_000_000)
    told(store, registry, post)
    big(store, 59_000_000, revision=2)
    later = NOW + timedelta(minutes=next(MINUTES))
    post_all(store, now=later)
    run_due_jobs(store, registry, later)
    dewi = chat("dewi").reads(post.deliver(later).only("dewi"))
    dewi.presses("Kenapa segini?").hears("29.970.000", "3%")


def test_a_return_tells_its_seller_and_the_owner_each_once(
    store: Store, registry: Registry, post: Post
) -> None:
    sell(store, "rina", date(2026, 9, 12), 2, source_id="S")
    told(store, registry, post)
    with store.reading() as records:
        sale = records.transactions.revisions("test", "S")[-1].id
    sell(store, "rina", date(2026, 9, 14), -2, refunds_id=sale)
    found = told(store, registry, post)
    assert list(found) == ["dewi"]
    (text,) = found["dewi"]
    assert "Rp 90.000" in text
    assert "T-2026-09-14--2" in text


def test_more_than_before_is_no_fall(store: Store, registry: Registry, post: Post) -> None:
    big(store, 60_000_000)
    told(store, registry, post)
    big(store, 61_000_000, revision=2)
    assert not told(store, registry, post)
