"""Partner of the month and the ceremony's list, as chats in the demo world.

In August PT Mitra Sejahtera has 65 points (Rina 45, Dewi 20), Borneo Data 18, Archipelago 15.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bot.due import run_due_jobs
from handlers.awards.ranking import Prize, Year, best, nominees
from handlers.conversation.registry import Registry
from storage.awards import AwardState
from storage.store import Store
from tests.conftest import NOW, People
from tests.world.posting import Post

FIRST = datetime(2026, 10, 1, 3, tzinfo=UTC)
SUGGEST = "tolong usulkan mitra terbaik untuk bulan Agustus kemarin"


@pytest.fixture
def post(store: Store, registry: Registry) -> Post:
    return Post(store, registry, NOW)


def state(store: Store) -> AwardState | None:
    with store.reading() as records:
        found = records.awards.of("partner_of_the_month", date(2026, 8, 1))
        return found.state if found else None


def test_the_figures_propose_and_the_winner_decides(
    chat: People, store: Store, post: Post
) -> None:
    maya = chat("maya").says(SUGGEST)
    maya.hears("Agustus 2026", "PT Mitra Sejahtera", "65", "Borneo Data", "18", "Belum ada yang")
    maya.presses("Tanya PT Mitra Sejahtera").hears("sedang ditanya")
    arrived = post.deliver()
    assert arrived.to("partner-news") == []
    assert arrived.to("rina") == []
    dewi = chat("dewi").reads(arrived.only("dewi")).presses("Ya, umumkan").hears("diumumkan")
    arrived = post.deliver()
    (posted,) = arrived.to("partner-news")
    assert posted.startswith("Mitra terbaik Agustus 2026: PT Mitra Sejahtera")
    assert "65" not in posted
    assert "Ya, umumkan" not in arrived.edits_to("dewi")[0]
    dewi.says("terima kasih")
    maya.says(SUGGEST).hears("sudah diumumkan").does_not_hear("Tanya PT")


def test_without_a_yes_nothing_is_posted_and_another_may_be_asked(
    chat: People, store: Store, post: Post
) -> None:
    maya = chat("maya").says(SUGGEST).presses("Tanya PT Mitra Sejahtera")
    chat("dewi").reads(post.deliver().only("dewi")).presses("Lebih baik tidak").hears("tidak ada")
    assert state(store) is AwardState.DECLINED
    maya.says(SUGGEST).hears("memilih tidak disebut").does_not_hear("Tanya PT Mitra")
    maya.presses("Tanya Borneo Data").hears("tidak punya orang")
    maya.says(SUGGEST).presses("Tanya Archipelago Systems")
    arrived = post.deliver()
    assert arrived.to("partner-news") == []
    chat("siti").reads(arrived.only("siti")).presses("Yes, post it")
    assert len(post.deliver().to("partner-news")) == 1


def test_somebody_elses_award_cannot_be_answered(chat: People, store: Store, post: Post) -> None:
    chat("maya").says(SUGGEST).presses("Tanya PT Mitra Sejahtera")
    card = post.deliver().only("dewi")
    for who in ("bayu", "rina"):
        chat(who).reads(card).presses("Ya, umumkan").does_not_hear("sudah diumumkan")
    assert state(store) is AwardState.ASKED


def test_two_managers_ask_one_winner(chat: People, store: Store, post: Post) -> None:
    maya, sari = chat("maya").says(SUGGEST), chat("sari").says(SUGGEST)
    maya.presses("Tanya PT Mitra Sejahtera")
    sari.presses("Tanya Archipelago Systems").hears("PT Mitra Sejahtera sudah ditanya")
    assert post.deliver().to("siti") == []


def test_it_is_proposed_once_in_the_first_days(
    chat: People, store: Store, registry: Registry, post: Post
) -> None:
    run_due_jobs(store, registry, NOW)
    assert not [text for text in post.deliver().to("maya") if "Mitra terbaik" in text]
    for hour in (3, 5, 8):
        now = FIRST.replace(hour=hour)
        run_due_jobs(store, registry, now)
        told = [text for text in post.deliver(now).to("maya") if "Mitra terbaik" in text]
        assert len(told) == (1 if hour == 3 else 0)
    maya = chat("maya").at(FIRST).says("please propose last month's partner of the month")
    maya.hears("September 2026", "32")


def test_a_month_that_runs_or_is_empty_has_no_winner(chat: People, store: Store) -> None:
    maya = chat("maya").says("usulkan mitra terbaik untuk bulan September 2026")
    maya.hears("belum selesai")
    maya.says("usulkan mitra terbaik untuk bulan Januari 2026").hears("Tidak ada yang memiliki")
    assert state(store) is None


def test_the_ceremony_is_proposed_from_the_year(chat: People, post: Post) -> None:
    maya = chat("maya").says(SUGGEST).presses("Tanya PT Mitra Sejahtera")
    chat("dewi").reads(post.deliver().only("dewi")).presses("Ya, umumkan")
    maya.says("tolong daftar penghargaan untuk acara akhir tahun ini")
    maya.hears("2026", "Mitra tahun ini", "97 poin", "Paling terlatih", "2 orang", "1 kali")


@pytest.mark.parametrize("who", ["dewi", "agus", "fajar"])
def test_only_managers_propose(chat: People, store: Store, who: str) -> None:
    chat(who).says(SUGGEST).does_not_hear("65")
    assert state(store) is None


def test_who_shares_the_last_place_is_there_too() -> None:
    points = {1: Decimal(5), 2: Decimal(3), 3: Decimal(3), 4: Decimal(0)}
    names = {number: f"P{number}" for number in points}
    assert [(each.place, each.name) for each in best(points, names, 2)] == [
        (1, "P1"), (2, "P2"), (2, "P3"),
    ]  # fmt: skip


def test_a_prize_that_nobody_earned_is_left_out() -> None:
    year = Year({1: "P1", 2: "P2"}, {1: Decimal(4), 2: Decimal(4)}, [], {}, frozenset())
    (found,) = nominees(year)
    assert (found.prize, found.names) == (Prize.POINTS, ("P1", "P2"))
