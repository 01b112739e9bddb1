"""Channel managers write an announcement and see whom it reaches before it goes."""

from __future__ import annotations

import pytest

from handlers.conversation.message import Pressed
from storage.values import Platform
from tests.conftest import People
from tests.handlers.announcements.conftest import TO_GOLD, Post


class TestWriting:
    def test_a_preview_with_a_pre_flight(self, chat: People, post: Post) -> None:
        maya = chat("maya").says(TO_GOLD)
        maya.hears(
            "Pengumuman untuk 4 orang",
            "Indonesia: harga Pro berubah 1 Oktober, wajib konfirmasi sebelum 25 September",
            "Belum ada teks bahasa Inggris: 1 orang",
            "Untuk: Gold",
            "Terjangkau: 3: Rina, Dewi, Siti",
            "Slack: 2, Microsoft Teams: 1",
            "Tidak terjangkau: 1: Tono (belum terhubung",
            "09.00 WIT  Kamis, 17 September 2026 00.00 UTC      1",
            "09.00 WIB  Kamis, 17 September 2026 02.00 UTC      2",
        )
        assert post.copies() == []

    def test_in_english_at_one_moment(self, chat: People) -> None:
        chat("maya").says("Announce to all resellers tomorrow at 10:00: the price changes").hears(
            "Announcement for 3 people",
            "English: the price changes",
            "No text in Indonesian: 3 people",
            "Reached: 3: Rina, Dewi, Agus",
            "11:00 WITA",
        )

    @pytest.mark.parametrize("platform", Platform)
    def test_on_every_door(self, chat: People, platform: Platform) -> None:
        maya = chat("maya", platform).says(TO_GOLD)
        maya.presses("Kirim").hears("Pengumuman untuk 4 orang: terjadwal")

    def test_what_it_says_means_nothing_to_us(self, chat: People) -> None:
        """Neither a second request in it nor its many clauses."""
        maya = chat("maya").says("umumkan ke semua mitra: daftarkan deal Anda, lalu minta bantuan")
        maya.hears("Indonesia: daftarkan deal Anda, lalu minta bantuan")

    def test_a_missing_text_opens_a_form_with_the_rest_filled_in(self, chat: People) -> None:
        maya = chat("maya").says("tulis pengumuman buat mitra Gold besok jam 9")
        maya.hears("Untuk: Gold", "Kamis, 17 September 2026 09.00 WIB")
        maya.submits("announcements.draft").hears("sedikitnya satu bahasa")
        maya.submits("announcements.draft", text_id="Halo", text_en="Hello")
        maya.hears("Inggris: Hello", "Indonesia: Halo").does_not_hear("Belum ada teks")

    def test_without_a_word_the_form_is_empty_and_blames_nobody(self, chat: People) -> None:
        maya = chat("maya").does(Pressed("routing.begin", "announcements.write"))
        form = maya.reply.form("announcements.draft")
        assert form is not None
        assert not form.has_errors
        assert [field.value for field in form.fields] == ["", "", "", "sekarang"]

    @pytest.mark.parametrize(
        ("audience", "when", "said"),
        [
            ("mitra di Kalimantan", "sekarang", "tidak mengenal ini dalam sasaran: Kalimantan"),
            ("semua mitra selain Gold", "sekarang", "belum bisa mengecualikan"),
            ("", "sekarang", "Sebutkan untuk siapa"),
            ("Gold", "besok", "tambahkan jamnya"),
            ("Gold", "kapan-kapan", "Waktu ini tidak bisa saya baca"),
            ("Gold", "kemarin jam 9", "sudah lewat"),
        ],
    )
    def test_what_cannot_be_read_is_asked_again(
        self, chat: People, audience: str, when: str, said: str
    ) -> None:
        maya = chat("maya").does(Pressed("routing.begin", "announcements.write"))
        maya.submits("announcements.draft", text_id="Halo", audience=audience, when=when)
        maya.hears(said, "Halo")

    def test_nobody_to_reach_is_nothing_to_send(self, chat: People) -> None:
        maya = chat("maya").says("umumkan ke mitra Platinum: halo")
        maya.hears("Pengumuman untuk 0 orang", "Tidak ada yang bisa dijangkau")
        maya.does_not_hear("[Kirim]")

    def test_a_partner_may_not(self, chat: People) -> None:
        chat("rina").says("umumkan ke semua mitra: halo").hears("tidak bisa melakukan itu")
        chat("fajar").says("Please announce to all partners: hello").hears("I cannot do that")


@pytest.mark.parametrize(
    "said",
    [
        "tolong kasih tau semua reseller sekarang: daftarkan deal PT Maju 60 juta",
        "Pagi Mitra, sampaikan ke mitra Gold sekarang: setujui D-1012",
        "let all Gold partners know right now: how much did you earn?",
    ],
)
def test_the_words_behind_the_colon_ask_nothing_of_us(chat: People, said: str) -> None:
    maya = chat("maya").says(said).hears(said.partition(": ")[2])
    assert maya.answered.operation == "announcements.dictated"
    assert maya.reply.private


@pytest.mark.parametrize(
    "when", ["jam 25", "pagi ini", "nanti sore", "1 September jam 9", "kemarin jam 9"]
)
def test_a_time_that_is_none_is_never_now(chat: People, when: str) -> None:
    maya = chat("maya").says(f"umumkan ke mitra Gold {when}: halo")
    assert maya.reply.form("announcements.draft") is not None
    maya.hears("Saya perlu sedikit lagi")


def test_certified_people_are_an_audience(chat: People) -> None:
    maya = chat("maya").says(
        "Umumkan ke semua yang bersertifikat CloudSuite Sales: ada modul baru"
    )
    maya.hears("3 orang", "Agus", "Dewi", "bersertifikat CloudSuite Sales").does_not_hear("Siti")
