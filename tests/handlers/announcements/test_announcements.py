from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handlers.conversation.message import Pressed, Submitted
from storage.deliveries import DeliveryState
from storage.store import Store
from storage.values import Platform
from tests.chat import Chat
from tests.conftest import NOW, People
from tests.handlers.announcements.conftest import Post

TO_GOLD = (
    "Umumkan ke semua mitra Gold besok jam 9 waktu setempat: harga Pro berubah 1 Oktober,"
    " wajib konfirmasi sebelum 25 September"
)
JAYAPURA = datetime(2026, 9, 17, 0, 0, tzinfo=UTC)
JAKARTA = datetime(2026, 9, 17, 2, 0, tzinfo=UTC)


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


class TestSending:
    def test_everyone_in_the_audience_gets_one_copy_at_their_own_nine(
        self, chat: People, post: Post, store: Store
    ) -> None:
        chat("maya").says(TO_GOLD).presses("Kirim")
        assert post.copies() == [
            ("rina", "slack", JAKARTA),
            ("dewi", "slack", JAKARTA),
            ("siti", "teams", JAYAPURA),
            ("", "web", NOW),
        ]
        with store.reading() as records:
            tally = records.deliveries.tally("announcement:1")
        assert tally == {DeliveryState.PENDING: 3, DeliveryState.SKIPPED: 1}

    def test_now_means_now_and_the_words_arrive(self, chat: People, post: Post) -> None:
        chat("maya").says("umumkan ke mitra referral: Halo, Siti").presses("Kirim")
        assert post.delivers()["siti"] == "Announcement from Nusantara Cloud\nHalo, Siti"

    def test_each_reads_their_own_language(self, chat: People, post: Post) -> None:
        maya = chat("maya").does(Pressed("routing.begin", "announcements.write"))
        maya.submits("announcements.draft", text_id="Halo", text_en="Hello", audience="Gold")
        maya.presses("Kirim")
        read = post.delivers()
        assert read["siti"] == "Announcement from Nusantara Cloud\nHello"
        assert read["rina"] == "Pengumuman dari Nusantara Cloud\nHalo"

    def test_pressing_twice_sends_once(self, chat: People, post: Post) -> None:
        maya = chat("maya").says(TO_GOLD)
        preview = maya.answered
        maya.presses("Kirim")
        maya.answered = preview
        maya.presses("Kirim").hears("sedang dikirim", "Oleh Maya pada Rabu, 16 September 2026")
        assert len(post.copies()) == 4

    def test_the_words_that_go_out_are_those_that_were_seen(self, chat: People) -> None:
        maya = chat("maya").says(TO_GOLD)
        before = maya.answered
        maya.submits("announcements.draft", text_id="Lebih baik").hears("Lebih baik")
        after = maya.answered
        maya.answered = before
        maya.presses("Kirim").hears("sudah tidak tersedia")
        maya.answered = after
        maya.presses("Kirim").hears("terjadwal")
        maya.answered = after
        maya.submits("announcements.draft", text_id="Terlambat").hears("Oleh Maya pada")

    def test_a_preview_that_stood_too_long_is_not_sent(self, chat: People, post: Post) -> None:
        maya = chat("maya").says("umumkan ke mitra Gold hari ini jam 11: halo")
        maya.at(NOW + timedelta(hours=3)).presses("Kirim").hears("Waktu itu sudah lewat")
        assert post.copies() == []

    def test_nobody_else_sends_or_cancels_a_draft(self, chat: People, post: Post) -> None:
        maya, sari = chat("maya").says(TO_GOLD), chat("sari")
        for label in ("Kirim", "Batalkan"):
            sari.answered = maya.answered
            sari.presses(label).hears("sudah tidak tersedia")
        sari.answered = maya.answered
        sari.submits("announcements.draft", text_id="Bukan saya").hears("sudah tidak tersedia")
        assert post.copies() == []

    @pytest.mark.parametrize("value", ["", "x", "99:1", "1"])
    def test_a_button_of_nothing_does_nothing(self, chat: People, value: str) -> None:
        for action in ("send", "approve", "decline", "cancel"):
            chat("maya").does(Pressed(f"announcements.{action}", value)).hears("sudah tidak")

    def test_a_form_of_nothing_does_nothing(self, chat: People) -> None:
        forged = Submitted("announcements.draft", {"text_id": "Halo"}, subject="99")
        chat("maya").does(forged).hears("sudah tidak tersedia")


class TestFollowing:
    def test_the_counts_add_up_to_the_audience(self, chat: People, post: Post) -> None:
        maya = chat("maya").says(TO_GOLD).presses("Kirim")
        post.delivers(JAYAPURA)
        maya.says("status pengumuman").hears(
            "Pengumuman: sedang dikirim", "Terkirim: 1", "Menunggu: 2", "Dilewati: 1", "Sasaran: 4"
        )
        post.delivers(JAKARTA, DeliveryState.FAILED)
        maya.says("status pengumuman").hears("Terkirim: 1", "Menunggu: 0", "Gagal: 2")

    def test_an_unclear_outcome_is_never_called_delivered(self, chat: People, post: Post) -> None:
        maya = chat("maya").says("umumkan ke mitra Gold: halo").presses("Kirim")
        post.delivers(state=DeliveryState.UNCERTAIN)
        maya.says("status pengumuman").hears("Terkirim: 0", "Belum pasti: 3", "Sasaran: 4")

    def test_its_card_is_kept_true(self, chat: People, post: Post) -> None:
        chat("maya").says(TO_GOLD).presses("Kirim")
        assert "Pengumuman: terjadwal" in post.delivers()["maya"]
        post.ticks(NOW + timedelta(minutes=2))
        assert "Menunggu: 3" in post.delivers(NOW + timedelta(minutes=2))["maya"]
        post.ticks(NOW + timedelta(minutes=4))
        assert "maya" not in post.delivers(NOW + timedelta(minutes=4))
        post.delivers(JAKARTA)
        post.ticks(JAKARTA + timedelta(minutes=2))
        read = post.delivers(JAKARTA + timedelta(minutes=2))["maya"]
        assert "Pengumuman: selesai" in read
        assert "Terkirim: 3" in read
        post.ticks(JAKARTA + timedelta(minutes=5))
        assert post.delivers(JAKARTA + timedelta(minutes=5)) == {}

    def test_earlier_ones_in_a_table(self, chat: People) -> None:
        maya = chat("maya")
        for words in ("first", "second"):
            maya.says(f"announce to Gold partners: {words}").presses("Send")
        maya.says("what is the status of my announcement?")
        maya.hears("English: second", "Earlier announcements", "first", "on its way")

    def test_before_there_is_any(self, chat: People) -> None:
        chat("maya").says("status pengumuman").hears("Belum ada pengumuman", "titik dua")


class TestStopping:
    def test_what_has_not_gone_out_stays(self, chat: People, post: Post) -> None:
        maya = chat("maya").says(TO_GOLD).presses("Kirim")
        post.delivers(JAYAPURA)
        maya.at(JAYAPURA).says("status pengumuman").presses("Batalkan").hears("dibatalkan")
        assert post.delivers(JAKARTA).keys() == {"maya"}
        maya.says("status pengumuman").hears("Terkirim: 1", "Dilewati: 3", "Sasaran: 4")
        post.ticks(JAKARTA)
        maya.says("status pengumuman").hears("Pengumuman: dibatalkan")

    def test_one_in_the_platforms_hands_is_not_drawn_again(
        self, chat: People, post: Post, store: Store
    ) -> None:
        maya = chat("maya").says("umumkan ke mitra Gold: halo").presses("Kirim")
        with store.transaction() as records:
            for delivery in records.deliveries.since(0):
                if delivery.campaign and delivery.user == "rina":
                    delivery.state = DeliveryState.LEASED
        maya.says("status pengumuman").presses("Batalkan")
        with store.transaction() as records:
            for delivery in records.deliveries.since(0):
                if delivery.state is DeliveryState.LEASED:
                    delivery.state = DeliveryState.PENDING
        assert "rina" not in post.delivers()

    def test_a_colleague_may_stop_it_and_its_author_is_told(
        self, chat: People, post: Post
    ) -> None:
        chat("maya").says(TO_GOLD).presses("Kirim")
        chat("sari").says("status pengumuman").presses("Batalkan").hears("Oleh Sari pada")
        post.delivers()
        told = post.told("announcements.cancelled")
        assert (told.user, told.state) == ("maya", DeliveryState.SENT)

    def test_a_draft_is_dropped_by_its_author(self, chat: People) -> None:
        maya = chat("maya").says(TO_GOLD)
        preview = maya.answered
        maya.presses("Batalkan").hears("Pengumuman: dibatalkan")
        maya.answered = preview
        maya.presses("Kirim").hears("Oleh Maya pada")

    def test_what_is_finished_cannot_be_stopped(self, chat: People, post: Post) -> None:
        maya = chat("maya").says("umumkan ke mitra Gold: halo").presses("Kirim")
        maya.says("status pengumuman")
        card = maya.answered
        post.delivers()
        maya.presses("Batalkan").hears("Pengumuman: selesai")
        maya.answered = card
        maya.presses("Batalkan").hears("Pengumuman: selesai")


@pytest.mark.usefixtures("crowd")
class TestASecondPerson:
    def asked(self, chat: People) -> Chat:
        maya = chat("maya").says("umumkan ke semua mitra: halo semua").hears("manajer kanal kedua")
        return maya.presses("Kirim").hears("menunggu orang kedua", "Sari")

    def test_many_recipients_wait_for_one(self, chat: People, post: Post) -> None:
        self.asked(chat)
        assert post.copies() == []
        assert (
            "Maya meminta persetujuan Anda untuk pengumuman kepada 107" in post.delivers()["sari"]
        )

    def test_who_approves_sends(self, chat: People, post: Post) -> None:
        self.asked(chat)
        post.delivers()
        sari = chat("sari").reads(post.told("announcements.approval")).presses("Setujui dan kirim")
        sari.hears("Pengumuman untuk 108 orang")
        assert len(post.copies()) == 108
        assert "Oleh Sari pada" in post.delivers()["sari"]
        sari.reads(post.told("announcements.approval"))

    def test_a_second_press_says_who_did(self, chat: People, post: Post) -> None:
        self.asked(chat)
        post.delivers()
        sari = chat("sari")
        card = sari.reads(post.told("announcements.approval")).answered
        sari.presses("Setujui dan kirim")
        for label in ("Setujui dan kirim", "Tolak"):
            sari.answered = card
            sari.presses(label).hears("Oleh Sari pada")

    def test_the_author_cannot(self, chat: People, post: Post) -> None:
        self.asked(chat)
        post.delivers()
        for label in ("Setujui dan kirim", "Tolak"):
            maya = chat("maya").reads(post.told("announcements.approval"))
            maya.presses(label).hears("sudah tidak tersedia")
        assert post.copies() == []

    def test_declined_it_goes_to_nobody_and_the_author_is_told(
        self, chat: People, post: Post
    ) -> None:
        self.asked(chat)
        post.delivers()
        chat("sari").reads(post.told("announcements.approval")).presses("Tolak").hears(
            "dibatalkan"
        )
        assert "Oleh Sari pada" in post.delivers()["maya"]
        assert post.copies() == []

    def test_a_change_asks_again(self, chat: People, post: Post) -> None:
        maya = chat("maya").says("umumkan ke semua mitra: halo semua")
        preview = maya.answered
        maya.presses("Kirim")
        post.delivers()
        old = post.told("announcements.approval")
        maya.answered = preview
        maya.submits("announcements.draft", text_id="lebih baik")
        assert "masih mengubahnya" in post.delivers()["sari"]
        chat("sari").reads(old).presses("Setujui dan kirim").hears("sudah tidak tersedia")

    def test_alone_nobody_can(self, chat: People, store: Store) -> None:
        with store.transaction() as records:
            sari = records.people.with_handle("sari")
            assert sari is not None
            sari.active = False
        maya = chat("maya").says("umumkan ke semua mitra: halo semua").presses("Kirim")
        maya.hears("tidak ada manajer kanal lain")
        maya.presses("Batalkan").hears("dibatalkan")

    def test_a_hundred_are_not_many(self, chat: People, store: Store) -> None:
        maya = chat("maya").says("umumkan ke mitra di Balikpapan: halo")
        maya.hears("Terjangkau: 101", "manajer kanal kedua")
        with store.transaction() as records:
            agus = records.people.with_handle("agus")
            assert agus is not None
            agus.active = False
        maya.says("umumkan ke mitra di Balikpapan: halo lagi").hears("Terjangkau: 100")
        maya.does_not_hear("manajer kanal kedua")


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
