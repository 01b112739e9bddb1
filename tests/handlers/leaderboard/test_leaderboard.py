"""The leaderboard as chats in the demo world; Rina and Siti let their names be shown."""

from __future__ import annotations

import pytest

from handlers.conversation.reply import Table
from storage.store import Store
from storage.values import Platform
from tests.chat import Chat
from tests.conftest import People


def rows(chat: Chat) -> list[tuple[str, ...]]:
    (table,) = [block for block in chat.reply.blocks if isinstance(block, Table)]
    return list(table.rows)


def test_this_quarter_unless_a_period_is_said(chat: People) -> None:
    bayu = chat("bayu").says("coba buka papan peringkatnya").hears("Q3 2026")
    assert rows(bayu) == [
        ("1", "Rina", "77"),
        ("2", "Partner #2", "20"),
        ("3", "Partner #3", "18"),
        ("4", "Siti", "15"),
        ("5", "Anda (nama Anda tidak ditampilkan kepada orang lain)", "0"),
    ]
    bayu.says("kalau bulan ini?").hears("September 2026", "32").does_not_hear("Siti")


def test_opting_in_and_out_by_sentence(chat: People) -> None:
    dewi = chat("dewi").says("tolong munculkan nama saya di papan peringkat")
    dewi.hears("sekarang tampil").says("munculkan nama saya di papan peringkat ya")
    dewi.hears("sudah tampil")
    assert ("2", "Dewi", "20") in rows(chat("bayu").says("coba buka papan peringkatnya"))
    dewi.says("nama saya tolong disembunyikan dari papan peringkat").hears("tersembunyi")
    dewi.says("nama saya tolong disembunyikan dari papan peringkat").hears("memang tidak tampil")
    chat("bayu").says("coba buka papan peringkatnya").does_not_hear("Dewi")


def test_opting_in_and_out_by_button_in_english(chat: People) -> None:
    siti = chat("siti", Platform.TEAMS).says("please open up the leaderboard")
    siti.hears("Siti (you)", "Your rank is 4").presses("Hide my name").hears("off the leaderboard")
    siti.presses("See the leaderboard").hears("You (your name is not shown").presses(
        "Show my name"
    )
    siti.hears("on the leaderboard now")


def test_who_never_opted_in_was_not_on_it(chat: People) -> None:
    chat("agus").says("nama saya tolong disembunyikan dari papan peringkat").hears("memang")


@pytest.mark.parametrize(
    ("sentence", "named", "left_out"),
    [
        ("papan peringkat untuk mitra Gold", {"Rina", "Siti"}, "1 orang lagi"),
        ("papan peringkat di Balikpapan", set(), "1 orang lagi"),
        ("papan peringkat di Jakarta bulan lalu", {"Rina"}, "1 orang lagi"),
    ],
)
def test_a_tier_or_region_tells_nothing_of_the_few_unnamed(
    chat: People, sentence: str, named: set[str], left_out: str
) -> None:
    hendra = chat("hendra", Platform.TEAMS).says(sentence).hears(left_out)
    hendra.does_not_hear("Partner #", "Agus ", "Dewi")
    for name in named:
        hendra.hears(name)


def test_staff_read_the_same_board(chat: People, store: Store) -> None:
    maya = chat("maya").says("coba buka papan peringkatnya")
    maya.hears("Rina", "Partner #2").does_not_hear("Dewi", "Anda", "Tampilkan nama saya")
    with store.reading() as records:
        assert len(records.names_shown.all()) == 2
