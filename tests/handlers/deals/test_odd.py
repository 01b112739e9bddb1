"""Odd things that people write about deals: nothing wrong is stored without a question."""

from __future__ import annotations

import pytest

from storage.store import Store
from storage.values import Place, Platform, Setting
from tests.conftest import NOW, People
from tests.handlers.deals.conftest import Deliver

DEAL = "Daftarkan deal PT Aneh Sekali, 40 seat Pro, Rp 60 jt, closing akhir bulan"
CONTACT = "kontak Pak Anton 0812 3456 7890"


def registered(store: Store) -> list[str]:
    with store.reading() as records:
        return [deal.customer for deal in records.deals.waiting() if deal.reference != "D-1012"]


@pytest.mark.parametrize(
    ("written", "instead", "asked"),
    [
        ("40 seat", "0 seat", "Berapa seat"),
        ("40 seat", "-5 seat", "Berapa seat"),
        ("40 seat", "99999999999 seat", "Berapa seat"),
        ("40 seat", "40-50 seat", "Mana yang Anda maksud"),
        ("Rp 60 jt", "minus 60 juta", "terlalu kecil"),
        ("Rp 60 jt", "-60 juta", "terlalu kecil"),
        ("Rp 60 jt", "Rp 0", "terlalu kecil"),
        ("Rp 60 jt", "antara 50 dan 60 juta", "Mana yang Anda maksud"),
        ("Rp 60 jt", "60 atau 70 juta", "Mana yang Anda maksud"),
        ("Rp 60 jt", "Rp 1.000.000.000.000.000", "Berapa nilai deal"),
        ("Rp 60 jt", "Rp 999999999999999999999999", "Berapa nilai deal"),
        ("akhir bulan", "1 September", "sudah lewat"),
        ("akhir bulan", "kemarin", "sudah lewat"),
        ("akhir bulan", "31 Februari", "Kapan deal"),
    ],
)
def test_what_cannot_be_is_asked_about(
    chat: People, store: Store, written: str, instead: str, asked: str
) -> None:
    chat("rina").says(f"{DEAL.replace(written, instead)}, {CONTACT}").hears(asked)
    assert not registered(store)


def test_several_faults_are_each_named(chat: People) -> None:
    rina = chat("rina").says("Daftarkan PT Aneh Sekali, 0 seat, 60 juta, closing kemarin")
    rina.hears("Jumlah seat: Isi dengan angka", "Closing: Tanggal ini sudah lewat")


@pytest.mark.parametrize(
    "name",
    ['PT "; DROP TABLE deals', "PT <!channel> *Tebal*", 'PT =HYPERLINK("x")', "PT 🙂 Ceria"],
)
def test_a_strange_name_is_only_a_name(chat: People, name: str) -> None:
    chat("rina").says(DEAL.replace("PT Aneh Sekali", name)).says("lihat deal saya").hears("D-1042")


@pytest.mark.parametrize(
    ("word", "heard"),
    [
        ("berhenti", "tidak ada yang didaftarkan"),
        ("batal aja", "tidak ada yang didaftarkan"),
        ("ga jadi deh", "tidak ada yang didaftarkan"),
        ("stop please", "nothing was registered"),
        ("never mind, thanks", "nothing was registered"),
    ],
)
def test_a_draft_can_be_dropped(chat: People, store: Store, word: str, heard: str) -> None:
    chat("rina").says(DEAL).says(word).hears(heard).says("Pak Anton 0812 3456 7890")
    assert not registered(store)


def test_a_question_meanwhile_leaves_the_draft(chat: People, store: Store) -> None:
    rina = chat("rina").says(DEAL).says("berapa lama masa proteksinya?").hears("90")
    rina.says("Pak Anton 0812 3456 7890").hears("terdaftar")
    assert registered(store) == ["PT Aneh Sekali"]


@pytest.mark.parametrize(
    "answer",
    [
        "Pak Anton 0812 3456 7890. Terus spiff saya berapa?",
        "Spiff saya berapa? Kontaknya Pak Anton, 0812 3456 7890.",
    ],
)
def test_an_answer_beside_another_request(chat: People, store: Store, answer: str) -> None:
    chat("rina").says(DEAL).says(answer).hears("terdaftar", "Pak Anton", "Rp 8.000.000")
    assert registered(store) == ["PT Aneh Sekali"]


def test_a_contact_of_a_new_draft_stays_with_it(chat: People, store: Store) -> None:
    other = "Daftarkan deal PT Lain Lagi, 50 seat Pro, 75 juta, closing akhir bulan."
    chat("rina").says(DEAL).says(f"{other} Kontaknya Pak Budi 0812 9999 8888.")
    assert registered(store) == ["PT Lain Lagi"]


def test_a_bare_name_is_a_contact_without_a_number(chat: People) -> None:
    chat("siti").says("register PT Odd One, 40 Pro seats, 60 million, end of month").says(
        "Anton Wijaya"
    ).hears("How can Anton Wijaya be reached")


class TestTooSmall:
    SMALL = "Deal Toko Mungil 30 juta"

    def test_it_is_kept_as_a_lead(self, chat: People, store: Store) -> None:
        agus = chat("agus").says(self.SMALL).hears("Rp 50.000.000")
        agus.presses("Simpan sebagai prospek").hears("Toko Mungil disimpan sebagai prospek")
        with store.reading() as records:
            told = [each.notice for each in records.deliveries.since(0)]
            assert told.count("leads.brought") == 2
            assert [entry.outcome for entry in records.audit.of("lead.brought")] == ["done"]

    def test_in_words(self, chat: People) -> None:
        chat("agus").says(self.SMALL).says("ya, simpan saja").hears("disimpan sebagai prospek")

    def test_another_value_is_another_try(self, chat: People) -> None:
        chat("agus").says(self.SMALL).says("60 juta").hears("Rp 60.000.000", "masih perlu")

    def test_or_it_is_dropped(self, chat: People) -> None:
        chat("agus").says(self.SMALL).says("batal").hears("tidak ada yang didaftarkan")

    def test_anything_else_is_heard_afresh(self, chat: People) -> None:
        chat("agus").says(self.SMALL).says("berapa harga Pro?").hears("1.500.000")

    def test_an_old_button_is_stale(self, chat: People) -> None:
        agus = chat("agus").says(self.SMALL)
        first = agus.answered
        agus.says("batal")
        agus.answered = first
        agus.presses("Simpan sebagai prospek").hears("tidak tersedia")


def test_the_managers_read_of_a_lead(chat: People, deliver: Deliver) -> None:
    chat("agus").says("Deal Toko Mungil 30 juta").presses("Simpan sebagai prospek")
    letters = deliver()
    assert {letter.to for letter in letters} == {"maya", "sari"}
    for known in ("Toko Mungil", "Agus", "Borneo Data", "Rp 30.000.000"):
        assert known in letters[0].text


def test_an_appeal_is_a_press_away(chat: People) -> None:
    agus = chat("agus").says("Daftarkan Cahaya Abadi Tbk, cahayaabadi.co.id, 80 jt")
    agus.does_not_hear("Mitra Sejahtera", "D-1007")
    agus.submits("deals.appeal", why="kami sudah menawarkan sejak Mei").hears("di tangan orang")


class TestSeveral:
    def test_two_are_approved_at_once(self, chat: People) -> None:
        heard = chat("maya").says("approve D-1012 and D-2468")
        heard.hears("15 December 2026", "I find no deal D-2468")

    def test_a_list_of_orders(self, chat: People) -> None:
        heard = chat("maya").says("approve D-1012, decline D-2468 and show my deals")
        heard.hears("15 December 2026", "D-2468", "No deal is waiting")

    def test_two_are_looked_at(self, chat: People) -> None:
        chat("rina").says("D-1042 gimana? Lalu D-1007?").hears("Maju Bersama", "Cahaya Abadi")


class TestDecisionsNeedWords:
    @pytest.mark.parametrize("vague", ["ok", "lanjut", "go ahead", "tidak"])
    def test_nothing_vague_decides(self, chat: People, store: Store, vague: str) -> None:
        chat("maya").says("lihat D-1012").says(vague)
        with store.reading() as records:
            deal = records.deals.numbered("D-1012")
            assert deal is not None
            assert deal.state.value == "submitted"

    def test_a_plain_order_means_the_deal_before(self, chat: People) -> None:
        chat("maya").says("lihat D-1012").says("oke, setujui yang itu").hears("15 Desember 2026")

    def test_a_decision_is_no_reason(self, chat: People) -> None:
        chat("maya").says("D-1012: ditolak").hears("Mengapa D-1012 ditolak")


def test_a_number_alone_shows_the_deal(chat: People) -> None:
    chat("rina").says("d 1042").hears("PT Maju Bersama")
    chat("rina").says("D-1012 dong").hears("Saya tidak menemukan deal D-1012")


def test_withdrawing_twice_says_so(chat: People) -> None:
    siti = chat("siti").says("withdraw D-1012").says("withdraw D-1012")
    siti.hears("D-1012 is already withdrawn")


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("gimana caranya daftarin deal?", "Daftarkan deal"),
        ("how should I register a deal?", "Register a deal"),
    ],
)
def test_how_is_answered_from_the_documents_first(chat: People, asked: str, offered: str) -> None:
    rina = chat("rina").says(asked).hears("Deal rules", "closing")
    assert rina.reply.form("deals.registration") is None
    assert rina.presses(offered).reply.form("deals.registration") is not None


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("maya", "umumkan ke mitra Gold sekarang: halo"),
        ("maya", "undang Tono"),
        ("maya", "deal apa yang menunggu saya?"),
        ("rina", "D-1007"),
        ("rina", "kalau saya jual 12 seat lagi dapat berapa?"),
        ("rina", "Deal Toko Mungil 30 juta"),
    ],
)
def test_a_channel_reads_nothing_private(chat: People, who: str, said: str) -> None:
    place = Place(Platform.SLACK, "demo", "general", "1", Setting.CHANNEL)
    chat(who, Platform.SLACK).in_place(place).at(NOW).says(said).hears("pesan langsung kita")
