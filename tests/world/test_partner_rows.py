"""Rows 30 to 32 in both languages on every platform: tiers, funds and the leaderboard."""

from __future__ import annotations

from decimal import Decimal

import pytest

from handlers.conversation.reply import Table
from storage.sales import TransactionKind
from storage.store import Store
from storage.transactions import Transaction
from storage.values import Money, Platform
from tests.conftest import NOW, People
from tests.world.posting import Post

LANGUAGES = ("id", "en")
pytestmark = pytest.mark.parametrize("platform", Platform)
both_languages = pytest.mark.parametrize("language", LANGUAGES)

TO_GOLD = {"id": "Kurang berapa lagi ke Gold?", "en": "How much more do we need for Gold?"}
MISSING = {
    "id": ("Rp 350.000.000", "1 orang bersertifikat lagi", "Sertifikat Anda sendiri"),
    "en": ("Rp 350,000,000", "1 more certified person", "Your own certificate ends"),
}
ENDS = {"id": "30 September 2026", "en": "30 September 2026"}


@both_languages
def test_30_the_way_to_gold(chat: People, platform: Platform, language: str) -> None:
    agus = chat("agus", platform).says(TO_GOLD[language])
    agus.hears(*MISSING[language], ENDS[language])
    assert agus.reply.private


EVENT = {"id": "Ajukan MDF 20 juta untuk event", "en": "Request MDF of 20 million for an event"}
LEFT = {"id": "Rp 15.000.000", "en": "Rp 15,000,000"}
TWICE = {"id": ("Rp 30.000.000", "Rp 40.000.000"), "en": ("Rp 30,000,000", "Rp 40,000,000")}
LATER = {"id": "Nanti kami perlu bukti", "en": "Later we need proof"}
NOW_OR_NEXT = {
    "id": ("Rp 15.000.000 pada Q3 2026", "Rp 20.000.000 pada Q4 2026"),
    "en": ("Rp 15,000,000 in Q3 2026", "Rp 20,000,000 in Q4 2026"),
}
COST = {"id": "totalnya 45 juta", "en": "45 million in all"}
AGREE = {"id": "Setujui", "en": "Agree"}


@both_languages
def test_31_what_is_left_of_the_fund(chat: People, platform: Platform, language: str) -> None:
    dewi = chat("dewi", platform).says(EVENT[language])
    dewi.hears(LEFT[language], *NOW_OR_NEXT[language], *TWICE[language], LATER[language])
    assert dewi.reply.private


@both_languages
def test_31_what_is_offered_is_asked_for(
    chat: People, store: Store, post: Post, platform: Platform, language: str
) -> None:
    for place in (0, 1):
        dewi = chat("dewi", platform).says(EVENT[language])
        dewi.presses(NOW_OR_NEXT[language][place]).hears(TWICE[language][place])
        dewi.says(COST[language]).hears("F-")
    arrived = post.deliver()
    assert [len(arrived.to(who)) for who in ("maya", "sari", "fajar", "agus")] == [2, 2, 2, 0]
    with store.reading() as records:
        asked = [(int(c.amount.amount), c.day.isoformat()) for c in records.funds.waiting()]
        assert asked == [(15_000_000, "2026-09-30"), (20_000_000, "2026-12-31")]


BOARD = {"id": "Tampilkan papan peringkat", "en": "Show the leaderboard"}


@both_languages
def test_32_ranks_without_names_that_nobody_agreed_to(
    chat: People, platform: Platform, language: str
) -> None:
    bayu = chat("bayu", platform).says(BOARD[language])
    bayu.hears("Rina", "Siti", "Partner #2", "Partner #3", "77", "15")
    bayu.does_not_hear("Dewi", "Agus", "Rp", "Mitra Sejahtera")


@both_languages
def test_32_ties_share_a_rank_and_ones_own_is_always_there(
    chat: People, store: Store, platform: Platform, language: str
) -> None:
    sells(store, "agus", 2)
    agus = chat("agus", platform).says(BOARD[language])
    table = next(block for block in agus.reply.blocks if isinstance(block, Table))
    assert [row[0] for row in table.rows] == ["1", "2", "2", "4"]
    assert {"id": "Anda", "en": "You"}[language] in table.rows[2][1]


def sells(store: Store, who: str, seats: int) -> None:
    with store.transaction() as records:
        seller = records.people.with_handle(who)
        assert seller is not None
        records.transactions.add(
            Transaction(
                source="test",
                source_id="one-more",
                kind=TransactionKind.SALE,
                day=NOW.date(),
                recorded_at=NOW,
                partner_id=seller.company.id,
                member_id=seller.id,
                product="CloudSuite Pro",
                quantity=Decimal(seats),
                amount=Money.of(1_500_000 * seats, "IDR"),
            )
        )
