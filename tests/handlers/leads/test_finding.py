"""Which lead is meant where no number is said, as chats."""

from __future__ import annotations

import pytest

from storage.lead_moves import LeadState
from storage.store import Store
from tests.conftest import People
from tests.handlers.leads.conftest import reference, stored

SECOND = "Prospek baru: CV Laut Teduh, kontak Bu Nana 0813 1111 9999"


@pytest.mark.parametrize(
    ("sentence", "done"),
    [
        ("prospek itu kami ambil saja", "kini milik Anda"),
        ("we accept that lead, thank you", "is yours"),
        ("kami terima prospek PT Kembang Sari", "kini milik Anda"),
    ],
)
def test_the_only_one_it_can_be(chat: People, brought: str, sentence: str, done: str) -> None:
    chat("maya").says(f"oper {brought} ke PT Mitra Sejahtera")
    chat("rina").says(sentence).hears(done, brought)


def test_of_several_the_one_that_is_named(chat: People, store: Store, brought: str) -> None:
    lia = chat("lia").says(SECOND)
    second = reference(lia)
    lia.says("tarik prospek PT Kembang Sari ya").hears("ditarik")
    assert stored(store, brought).state is LeadState.WITHDRAWN
    assert stored(store, second).state is LeadState.NEW


def test_of_several_the_one_spoken_of_before(chat: People, brought: str) -> None:
    lia = chat("lia").says(SECOND).says(f"lihat lead {brought}").hears("Kembang Sari")
    lia.says("tarik prospek tadi").hears(brought, "ditarik")


def test_of_several_it_asks(chat: People, brought: str) -> None:
    chat("lia").says(SECOND).says("makasih").says("daftar deal saya")
    dewi = chat("dewi")
    chat("maya").says(f"oper {brought} ke PT Mitra Sejahtera")
    second = reference(chat("lia").says(SECOND))
    chat("maya").says(f"oper {second} ke PT Mitra Sejahtera")
    dewi.says("kami ambil lead itu").hears("Prospek mana", brought, second)
    dewi.presses(f"{brought} · PT Kembang Sari").hears("[Terima]").presses("Terima").hears("milik")


def test_nothing_it_could_be(chat: People) -> None:
    chat("rina").says("prospek itu kami ambil saja").hears("Tidak ada prospek")


def test_a_number_alone_shows_the_lead(chat: People, brought: str) -> None:
    chat("lia").says(brought).hears("PT Kembang Sari", "Pak Toni")
    chat("rina").says(brought).hears("tidak menemukan prospek").does_not_hear("Kembang")


def test_a_customer_kept_twice_is_one_lead(chat: People, store: Store) -> None:
    agus = chat("agus").says("Deal Toko Mungil 30 juta").presses("Simpan sebagai prospek")
    number = reference(agus)
    agus.says("Deal Toko Mungil 20 juta").presses("Simpan sebagai prospek").hears(number)


def test_a_sentence_with_no_customer_asks_for_both(chat: People) -> None:
    lia = chat("lia").says("prospek baru: ada yang tertarik").hears("Siapa prospeknya")
    lia.says("PT Tirta Jernih").hears("menghubungi PT Tirta Jernih")
    lia.says("Rosa Amelia, rosa@tirta.example").hears("disimpan", "Rosa Amelia")


def test_a_lead_that_is_not_theirs_is_no_deal(chat: People, brought: str) -> None:
    lia = chat("lia").says(f"lihat {brought}")
    card = lia.answered
    lia.says(f"lead {brought} gagal: pindah kota").hears("ditutup sebagai gagal")
    lia.answered = card
    lia.presses("Daftarkan sebagai deal").hears("tidak tersedia")


def test_its_number_in_a_vague_sentence(chat: People, brought: str) -> None:
    chat("lia").says(f"lead saya {brought} sampai mana ya").hears("PT Kembang Sari", "Pak Toni")


def test_what_is_closed_says_by_whom(chat: People, brought: str) -> None:
    lia = chat("lia").says(f"lihat {brought}")
    card = lia.answered
    lia.presses("Tarik").hears("ditarik")
    lia.answered = card
    lia.presses("Tarik").hears("Ditarik oleh Lia")
    chat("maya").says(f"lihat {brought}").hears("Ditarik oleh Lia")


def test_a_customer_whose_lead_is_closed_already(chat: People, brought: str) -> None:
    lia = chat("lia").says(f"lead {brought} gagal: pindah kota")
    lia.says("tarik prospek PT Kembang Sari ya").hears("Ditutup sebagai gagal oleh Lia")
