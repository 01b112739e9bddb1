"""An announcement to many people waits for a second channel manager."""

from __future__ import annotations

import pytest

from storage.store import Store
from tests.chat import Chat
from tests.conftest import People
from tests.handlers.announcements.conftest import Post


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
