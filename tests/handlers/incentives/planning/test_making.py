"""Plans are made by sentences: what is clear is shown at once, what is not is asked first."""

from __future__ import annotations

import pytest

from storage.planning import PlanState
from storage.store import Store
from tests.conftest import People
from tests.handlers.incentives.planning.desk import drafts, only

SPIFF = "Buat SPIFF 310 rb per seat Pro bulan November, maks 12 jt per orang, Gold saja"
IN_ENGLISH = (
    "Make a SPIFF of 310k per Pro seat in November, capped at 12 million a person, Gold only"
)


@pytest.mark.parametrize(
    ("sentence", "total"), [(SPIFF, "Rp 22.850.000"), (IN_ENGLISH, "Rp 22,850,000")]
)
def test_a_sentence_is_a_draft_and_its_replay(
    chat: People, store: Store, sentence: str, total: str
) -> None:
    maya = chat("maya").says(sentence).hears(total, "Rina", "Dewi", "Siti", "Agus", "Silver")
    assert maya.reply.private
    assert [block for block in maya.reply.blocks if type(block).__name__ == "Picture"]
    assert only(store).state is PlanState.DRAFT


def test_sentences_change_it(chat: People, store: Store) -> None:
    maya = chat("maya").says(SPIFF)
    maya.says("Silver juga").hears("Agus").does_not_hear("Agus (Borneo Data) tidak mendapat")
    maya.says("naikkan batasnya jadi 20 juta").hears("Rp 20.000.000")
    maya.says("anggaran 25 juta").hears("Melebihi anggaran: Rp 5.380.000")
    maya.says("simulasi pakai data Juli").hears("Tidak ada yang akan mendapat apa pun")
    row = only(store)
    assert (row.revision, row.draft["plan"]["budget"]) == (5, "25000000")


def test_other_requests_are_read_afresh(chat: People, store: Store) -> None:
    maya = chat("maya").says(SPIFF)
    maya.says("berapa penghasilan semua mitra bulan Agustus?").does_not_hear("Rancangan")
    maya.says("tampilkan deal yang menunggu").does_not_hear("Rancangan")
    assert only(store).revision == 1


def test_what_is_ambiguous_is_asked_and_nothing_is_stored(chat: People, store: Store) -> None:
    maya = chat("maya").says("new SPIFF of 200k per Pro seat in November, budget 1.2M")
    maya.hears("Which amount do you mean?", "Nothing is stored yet")
    assert drafts(store) == []
    maya.presses("Rp 1,200,000,000").hears("Draft", "Rp 1,200,000,000")
    assert only(store).draft["plan"]["budget"] == "1200000000"


def test_what_is_missing_is_asked_one_by_one(chat: People, store: Store) -> None:
    maya = chat("maya").says("bikin program insentif baru")
    maya.hears("Bagaimana")
    maya.says("250 rb").hears("Jumlah itu dibayar untuk apa?")
    assert drafts(store) == []
    maya.says("per seat").hears("Siapa yang dibayar")
    maya.presses("orang yang menjual").hears("Kapan")
    maya.says("1 sampai 30 November").hears("Rancangan", "Rp 250.000")
    assert only(store).draft["plan"]["effective_to"] == "2026-11-30"


def test_a_question_may_wait(chat: People, store: Store) -> None:
    maya = chat("maya").says("bikin SPIFF 225 rb per seat")
    maya.hears("Kapan").says("berapa penghasilan Rina bulan Agustus?")
    maya.does_not_hear("Rancangan")
    assert drafts(store) == []


def test_it_is_forgotten_when_given_up(chat: People, store: Store) -> None:
    maya = chat("maya").says("bikin SPIFF 225 rb per seat").says("batal")
    maya.hears("Tidak ada yang disimpan").says("1 sampai 30 November").does_not_hear("Rancangan")
    assert drafts(store) == []


def test_what_cannot_be_paid_by_is_told(chat: People, store: Store) -> None:
    maya = chat("maya").says("buat komisi 5% bulan November, tahan 120% sampai pelanggan bayar")
    maya.hears("120", "Satu hal perlu diperbaiki")
    assert drafts(store) == []


def test_more_than_everything_is_asked_about(chat: People, store: Store) -> None:
    maya = chat("maya").says("buat komisi 120% dari penjualan bulan November")
    maya.hears("120% melebihi seluruh dasarnya")
    assert drafts(store) == []
    maya.says("jadi 12%").hears("Rancangan", "12%")


def test_members_make_no_plans(chat: People, store: Store) -> None:
    rina = chat("rina").says(SPIFF)
    rina.does_not_hear("Rancangan", "22.850.000")
    assert drafts(store) == []


def test_a_choice_of_yesterday_is_stale(chat: People, store: Store) -> None:
    maya = chat("maya").says("new SPIFF of 200k per Pro seat in November, budget 1.2M")
    asked = maya.answered
    maya.presses("Rp 1,200,000")
    maya.answered = asked
    maya.presses("Rp 1,200,000,000").does_not_hear("Draft")
    assert only(store).draft["plan"]["budget"] == "1200000"
