"""Row 39, its last part: what support answered becomes knowledge, and who asked is told."""

from __future__ import annotations

from handlers.conversation.message import Pressed
from storage.store import Store
from storage.values import Platform
from tests.chat import Chat
from tests.conftest import People
from tests.handlers.library.conftest import Desk

ASKS = "Berapa tarif parkir di pusat data Jakarta?"


def answered(chat: People, desk: Desk) -> Chat:
    """Rina and Agus ask in vain, Agus fetches a person, and Budi answers him."""
    chat("rina", Platform.SLACK).says(ASKS)
    chat("agus", Platform.TEAMS).says(ASKS).presses("Tanya petugas")
    desk.delivers()
    with desk.store.reading() as records:
        (ticket,) = records.tickets.waiting()
        (card,) = records.deliveries.copies(f"ticket:{ticket.id}")
    budi = chat("budi").reads(card)
    return budi.submits("support.answer", words="Rp 25.000 sehari, dibayar di loket.")


class TestSaveAsKnowledge:
    def test_is_published_by_another_and_everybody_is_told(
        self, chat: People, desk: Desk, store: Store
    ) -> None:
        budi = answered(chat, desk)
        budi.presses("Simpan sebagai pengetahuan").hears("draf untuk pengetahuan")
        desk.delivers()
        sari = desk.looks(chat("sari", Platform.SLACK))
        sari.hears(f"Draf: {ASKS}", "Rp 25.000 sehari", "kata-kata Budi")
        sari.presses("Terbitkan").hears("Terbit")
        desk.reads()
        assert any("Sekarang dokumen kami" in told for told in desk.told("rina"))
        assert any("Sekarang dokumen kami" in told for told in desk.told("agus"))
        with store.reading() as records:
            (steward,) = [s for s in records.stewardship.all().values() if "ticket/" in s.source]
            owner = records.people.with_handle("budi")
            assert owner is not None
            assert (steward.owner_id, str(steward.review_on)) == (owner.id, "2026-12-15")

    def test_is_never_published_by_who_wrote_it(
        self, chat: People, desk: Desk, store: Store
    ) -> None:
        budi = answered(chat, desk)
        budi.presses("Simpan sebagai pengetahuan")
        with store.reading() as records:
            (draft,) = records.imports.drafts()
        budi.does(Pressed("library.publish", str(draft.id))).hears("harus diterbitkan")
        with store.reading() as records:
            assert len(records.imports.drafts()) == 1

    def test_is_kept_once(self, chat: People, desk: Desk, store: Store) -> None:
        budi = answered(chat, desk)
        before = budi.answered
        for _ in range(2):
            budi.answered = before
            budi.presses("Simpan sebagai pengetahuan")
        with store.reading() as records:
            assert len(records.imports.drafts()) == 1

    def test_is_only_of_an_answer(self, chat: People) -> None:
        for value in ("99", "x", "1"):
            chat("budi").does(Pressed("support.keep", value)).hears("sudah tidak tersedia")
