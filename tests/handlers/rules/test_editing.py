"""Rules read and changed, as chats. It is Wednesday 16 September 2026."""

from __future__ import annotations

from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest

from bot.assistant import Assistant
from handlers.conversation.registry import Registry
from handlers.conversation.routing import Router
from storage.store import Store
from tests.chat import Chat
from tests.conftest import NOW, People
from tests.handlers.deals.conftest import Deliver, deliver

__all__ = ["deliver"]

TODAY = date(2026, 9, 16)
OCTOBER = date(2026, 10, 1)


def value(store: Store, name: str, day: date = OCTOBER) -> dict[str, Any]:
    with store.reading() as records:
        return records.rules.on(name, day).value


def test_everybody_reads_the_rules_of_deals(chat: People) -> None:
    chat("rina").says("aturan deal apa saja?").hears(
        *("Aturan yang berlaku", "Nilai minimum deal", "Rp 50.000.000", "1 Januari 2026"),
        *("Masa proteksi", "90 hari", "1 Juli 2026", "Deal rules v2"),
        *("30 hari, satu kali", "2 hari kerja", "Sen, Sel, Rab, Kam, Jum, 09:00 sampai 17:00"),
    ).does_not_hear("Siapa yang menyetujui", "undangan", "Ya, ubah")


def test_staff_reads_all_of_them(chat: People) -> None:
    chat("sari").says("tampilkan semua aturan program").hears(
        "Siapa yang menyetujui",
        "Masa berlaku undangan",
        "Jawaban pertama support",
        "[Masa proteksi]",
    )


def test_one_rule_has_its_versions(chat: People) -> None:
    chat("siti").says("show me the rule for protection").hears(
        *("Protection: 90 days", "60 days", "past", "in force", "1 July 2026"),
    ).does_not_hear("Change in a form")


def test_a_change_is_shown_before_it_is_made(chat: People, store: Store) -> None:
    sari = chat("sari").says("ubah masa proteksi jadi 120 hari mulai 1 Oktober")
    sari.hears(
        *("Masa proteksi: diubah seperti ini?", "90 hari", "120 hari", "Kamis, 1 Oktober 2026"),
        *("Deal rules v3", "tetap sampai hari terakhirnya", "belum diputuskan", "D-1012"),
    )
    assert value(store, "deals.protection") == {"days": 90}
    sari.presses("Ya, ubah").hears("Masa proteksi diubah mulai 1 Oktober 2026")
    assert value(store, "deals.protection") == {"days": 120}
    assert value(store, "deals.protection", TODAY) == {"days": 90}
    sari.says("lihat aturan proteksi").hears("akan datang", "[Tarik 1 Oktober 2026]")


def test_a_cancelled_change_is_none(chat: People, store: Store) -> None:
    sari = chat("sari").says("set the minimum to Rp 75 million from October 1")
    sari.hears("Rp 50,000,000", "Rp 75,000,000").presses("Cancel").hears("Nothing is changed")
    assert value(store, "deals.minimum") == {"IDR": "50000000"}


@pytest.mark.parametrize(
    ("said", "name", "day", "wanted"),
    [
        ("set the minimum to Rp 75 million from October 1", "deals.minimum", OCTOBER,
         {"IDR": "75000000"}),
        ("naikkan minimum deal dari 50 juta jadi 75 juta per 1 Oktober", "deals.minimum", OCTOBER,
         {"IDR": "75000000"}),
        ("keputusan harus 3 hari kerja", "deals.decision", TODAY, {"business_days": 3}),
        ("perpanjangan jadi 45 hari, dua kali, mulai November", "deals.extension",
         date(2026, 11, 1), {"days": 45, "times": 2}),
        ("mulai bulan depan proteksi 100 hari aja", "deals.protection", OCTOBER, {"days": 100}),
        ("change the protection from 90 days to 120 days starting 1 October",
         "deals.protection", OCTOBER, {"days": 120}),
        ("partners get 3 business days to accept a lead", "leads.acceptance", TODAY,
         {"business_days": 3}),
        ("wajibkan NPWP untuk deal di atas Rp 500 juta mulai 1 Oktober", "deals.required", OCTOBER,
         {"demands": [{"field": "tax_id", "above": {"IDR": "500000000"}, "product": ""}]}),
        ("deals above Rp 1 billion need Sari's approval", "deals.approval", TODAY,
         {"above": {"IDR": "1000000000"}, "by": ["sari"]}),
    ],
)  # fmt: skip
def test_a_sentence_is_enough(
    chat: People, store: Store, said: str, name: str, day: date, wanted: dict[str, Any]
) -> None:
    sari = chat("sari").says(said)
    sari.says("ya" if "Ya, ubah" in str(sari.reply) else "yes")
    assert value(store, name, day) == wanted
    with store.reading() as records:
        before = records.rules.found(name, day - timedelta(days=1))
        assert before is None or before.value != wanted


def test_a_day_off_is_added_to_the_others_and_taken_away(chat: People, store: Store) -> None:
    sari = chat("sari").says("tambahkan libur 25 September").hears("25 September 2026")
    sari.presses("Ya, ubah")
    assert value(store, "calendar.hours", TODAY)["own_days"] == ["2026-09-25"]
    sari.says("tambahkan libur 28 September").hears("Kamis, 17 September 2026").presses("Ya, ubah")
    assert value(store, "calendar.hours")["own_days"] == ["2026-09-25", "2026-09-28"]


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("ubah masa proteksi jadi 0 hari", "Hanya bisa 1 sampai 730"),
        ("ubah masa proteksi jadi -5 hari", "Hanya bisa 1 sampai 730"),
        ("ubah masa proteksi jadi 3,5 hari", "bilangan bulat"),
        ("ubah minimum deal jadi Rp 0", "di atas nol"),
        ("ubah minimum deal jadi minus Rp 5 juta", "di atas nol"),
        ("ubah masa proteksi jadi 120 hari mulai 1 Agustus 2026", "paling cepat berlaku hari ini"),
        ("ubah masa proteksi jadi 120 hari mulai 1 Oktober 2036", "Periksa tahunnya"),
        ("ubah masa proteksi jadi 90 hari mulai 1 Oktober", "sudah begitu sejak"),
    ],
)
def test_what_cannot_be_a_rule_is_said(chat: People, store: Store, said: str, heard: str) -> None:
    with store.reading() as records:
        before = [each.value for name in NAMES for each in records.rules.named(name)]
    chat("sari").says(said).hears(heard).does_not_hear("[Ya, ubah]")
    with store.reading() as records:
        assert [each.value for name in NAMES for each in records.rules.named(name)] == before


NAMES = ("deals.protection", "deals.minimum")


def test_what_begins_today_waits_for_tomorrow_to_change_again(chat: People) -> None:
    sari = chat("sari").says("keputusan harus 3 hari kerja").presses("Ya, ubah")
    sari.says("keputusan harus 4 hari kerja mulai hari ini").hears("17 September 2026")


def test_a_coming_version_is_replaced_and_withdrawn(chat: People, store: Store) -> None:
    sari = chat("sari").says("ubah masa proteksi jadi 120 hari mulai 1 Oktober")
    sari.presses("Ya, ubah").says("ubah masa proteksi jadi 100 hari mulai 1 Oktober")
    sari.hears("Menggantikan yang akan datang", "120 hari").presses("Ya, ubah")
    assert value(store, "deals.protection") == {"days": 100}
    sari.says("batalkan perubahan aturan proteksi yang akan datang").presses("Ya, ubah")
    assert value(store, "deals.protection") == {"days": 90}


def test_a_form_says_what_is_wrong_beside_the_field(chat: People, store: Store) -> None:
    sari = chat("sari").says("ganti aturan deal").presses("Nilai minimum deal")
    sari.submits("rules.change", amounts="75 juta", day="2026-10-01")
    form = sari.reply.form("rules.change")
    assert form is not None
    assert [field.error for field in form.fields if field.error] == [
        "Dalam mata uang apa? Sebutkan, misalnya Rp 75 juta. Tidak ada yang diubah."
    ]
    sari.submits("rules.change", amounts="Rp 75 juta; USD 5,000", source="Rapat Oktober")
    sari.hears("Rapat Oktober", "Rp 75.000.000").presses("Ya, ubah")
    assert value(store, "deals.minimum") == {"IDR": "75000000", "USD": "5000"}


@pytest.mark.parametrize("who", ["rina", "dewi", "fajar", "budi"])
def test_nobody_else_changes_a_rule(chat: People, store: Store, who: str) -> None:
    chat(who).says("ubah masa proteksi jadi 120 hari mulai 1 Oktober").does_not_hear("Ya, ubah")
    assert value(store, "deals.protection") == {"days": 90}
    with store.reading() as records:
        assert [e.outcome for e in records.audit.of("rules.change")] == ["refused"]


def test_the_other_managers_are_told(chat: People, deliver: Deliver) -> None:
    chat("sari").says("ubah masa proteksi jadi 120 hari mulai 1 Oktober").presses("Ya, ubah")
    (letter,) = deliver()
    assert letter.to == "maya"
    assert "Sari mengubah aturan: Masa proteksi" in letter.text
    assert "120 hari" in letter.text


def test_the_second_manager_hears_who_was_first_and_when(chat: People, store: Store) -> None:
    sari = chat("sari").says("ubah masa proteksi jadi 120 hari mulai 1 Oktober")
    maya = chat("maya").says("ubah masa proteksi jadi 100 hari mulai 1 Oktober")
    sari.presses("Ya, ubah")
    maya.presses("Ya, ubah").hears("Sari sudah mengubah aturan ini pada Rabu, 16 September 2026")
    assert value(store, "deals.protection") == {"days": 120}
    maya.hears("Menggantikan yang akan datang", "120 hari").presses("Ya, ubah")
    assert value(store, "deals.protection") == {"days": 100}


def test_a_second_press_has_no_effect(chat: People, store: Store) -> None:
    sari = chat("sari").says("ubah masa proteksi jadi 120 hari mulai 1 Oktober")
    preview = sari.answered
    sari.presses("Ya, ubah")
    sari.answered = preview
    sari.presses("Ya, ubah")
    with store.reading() as records:
        assert len(records.rules.named("deals.protection")) == 3
        done = [e for e in records.audit.about("rule:deals.protection") if e.outcome == "done"]
        assert [e.detail["new"] for e in done] == [{"days": 120}]


def test_two_at_once_have_one_effect(any_store: Store, registry: Registry, router: Router) -> None:
    assistant = Assistant(any_store, registry, router, lambda: NOW)
    chats = [Chat(assistant, who).at(NOW) for who in ("sari", "maya")]
    for chat, days in zip(chats, (120, 100), strict=True):
        chat.says(f"ubah masa proteksi jadi {days} hari mulai 1 Oktober")
    start = Barrier(2)

    def press(chat: Chat) -> None:
        start.wait()
        chat.presses("Ya, ubah")

    threads = [Thread(target=press, args=(chat,)) for chat in chats]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    titles = sorted(chat.reply.title for chat in chats)
    assert sum("diubah mulai" in title for title in titles) == 1
    assert sum("sudah mengubah aturan ini" in title for title in titles) == 1
