"""A protected deal is won, or lost for a reason."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.conversation.message import Pressed
from storage.deals import DealState
from storage.store import Store
from tests.conftest import NOW, People
from tests.handlers.deals.conftest import Deliver, states


class TestWon:
    @pytest.mark.parametrize("said", ["D-1007 menang, sudah tanda tangan", "D-1007 is won"])
    def test_by_the_partner(self, chat: People, store: Store, deliver: Deliver, said: str) -> None:
        deliver()
        chat("rina").says(said).hears("D-1007", "PT Cahaya Abadi")
        assert states(store)["D-1007"] is DealState.WON
        told = [each for each in deliver() if not each.is_edit]
        assert {each.to for each in told} == {"maya", "sari"}
        assert all("PT Mitra Sejahtera" in each.text for each in told)

    def test_by_a_channel_manager(self, chat: People, deliver: Deliver) -> None:
        deliver()
        chat("maya").says("D-1007 menang").hears("D-1007 menang: PT Cahaya Abadi")
        assert "rina" in {each.to for each in deliver() if not each.is_edit}

    def test_from_the_card_and_only_once(self, chat: People, deliver: Deliver) -> None:
        rina = chat("rina").says("lihat D-1007").presses("Kami menang").hears("Selamat")
        deliver()
        rina.does(Pressed("deals.win", "D-1007")).hears("sudah dinyatakan menang oleh Rina")
        assert not deliver()

    def test_the_customer_stays_protected_until_the_end(self, chat: People) -> None:
        chat("rina").says("D-1007 menang")
        again = "Daftarkan Cahaya Abadi Tbk, cahayaabadi.co.id, 80 jt"
        chat("agus").says(again).hears("melindungi")
        chat("agus").at(NOW + timedelta(days=20)).says(again).does_not_hear("melindungi")

    def test_within_days_after_the_protection(self, chat: People, store: Store) -> None:
        late = NOW + timedelta(days=30)
        chat("rina").at(late).says("lihat D-1007")
        chat("rina").at(late).says("D-1007 menang")
        assert states(store)["D-1007"] is DealState.WON

    def test_not_later(self, chat: People, store: Store) -> None:
        late = NOW + timedelta(days=60)
        chat("agus").at(late).says("Daftarkan Cahaya Abadi Tbk, cahayaabadi.co.id, 80 jt")
        chat("rina").at(late).says("D-1007 menang").hears("30 hari")
        assert states(store)["D-1007"] is DealState.EXPIRED


class TestLost:
    def test_with_a_reason_in_the_sentence(self, chat: People, store: Store) -> None:
        chat("rina").says("D-1007 kalah, harganya kemahalan").hears("Harga", "bebas kembali")
        assert states(store)["D-1007"] is DealState.LOST

    def test_the_reason_is_asked_for(self, chat: People, store: Store) -> None:
        rina = chat("rina").says("D-1007 kalah").hears("Mengapa")
        assert states(store)["D-1007"] is DealState.APPROVED
        rina.submits("deals.lose", why="other", words="").hears("Mengapa")
        rina.submits("deals.lose", why="competitor", words="AWAN").hears("Kompetitor: AWAN")
        assert states(store)["D-1007"] is DealState.LOST

    def test_managers_read_why(self, chat: People) -> None:
        chat("rina").says("D-1007 kalah karena budgetnya dipotong")
        chat("maya").says("lihat D-1007").hears("Tidak ada anggaran: budgetnya dipotong")

    def test_the_customer_is_free(self, chat: People) -> None:
        chat("rina").says("D-1007 kalah harga")
        again = "Daftarkan Cahaya Abadi Tbk, cahayaabadi.co.id, 80 jt"
        chat("agus").says(again).does_not_hear("melindungi")


class TestNot:
    def test_what_waits_for_a_decision(self, chat: People, store: Store) -> None:
        chat("siti").does(Pressed("deals.win", "D-1012")).hears("D-1012")
        assert states(store)["D-1012"] is DealState.SUBMITTED

    @pytest.mark.parametrize("who", ["agus", "fajar", "budi"])
    def test_somebody_elses(self, chat: People, store: Store, who: str) -> None:
        chat(who).does(Pressed("deals.win", "D-1007"))
        chat(who).says("D-1007 kalah harga").does_not_hear("Cahaya")
        assert states(store)["D-1007"] is DealState.APPROVED
