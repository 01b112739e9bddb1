"""An announcement goes out once, is followed, and can be stopped."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handlers.conversation.message import Pressed, Submitted
from storage.deliveries import DeliveryState
from storage.store import Store
from tests.conftest import NOW, People
from tests.handlers.announcements.conftest import TO_GOLD, Post

JAYAPURA = datetime(2026, 9, 17, 0, 0, tzinfo=UTC)
JAKARTA = datetime(2026, 9, 17, 2, 0, tzinfo=UTC)


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
