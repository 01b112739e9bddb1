"""A refusal is appealed once, and another person than the first decides."""

from __future__ import annotations

import pytest

from handlers.conversation.message import Pressed, Submitted
from storage.deals import DealState
from storage.store import Store
from tests.conftest import People
from tests.handlers.deals.conftest import WHOLE, Deliver, reference, states

REFUSED = "Daftarkan Cahaya Abadi Tbk, cahayaabadi.co.id, 80 jt"
WHY = "pelanggannya minta ke kami sejak Mei"
COMPLETE = (
    "Daftarkan Cahaya Abadi Tbk, 30 seat Pro, Rp 80 jt, closing 15 Oktober, "
    "kontak Bu Rina 0813 1111 2222"
)


@pytest.fixture
def declined(chat: People, deliver: Deliver) -> str:
    """By Maya."""
    number = reference(chat("rina").says(WHOLE))
    chat("maya").says(f"Tolak {number} karena sudah kami tangani").hears(number)
    deliver()
    return number


class TestDeclined:
    @pytest.mark.parametrize(
        "said", ["Saya banding atas {deal}: " + WHY, "I appeal {deal} because " + WHY]
    )
    def test_who_declined_it_does_not_decide_the_appeal(
        self, chat: People, declined: str, deliver: Deliver, store: Store, said: str
    ) -> None:
        chat("rina").says(said.format(deal=declined)).hears(declined)
        (letter,) = deliver()
        assert (letter.to, WHY in letter.text) == ("sari", True)
        maya = chat("maya").does(Pressed("deals.appeal_grant", "1"))
        maya.hears("diputuskan orang lain")
        assert states(store)[declined] is DealState.DECLINED
        chat("sari").reads(letter.delivery).presses("Setujui setelah ditinjau").hears("Sari")
        assert states(store)[declined] is DealState.APPROVED
        assert any(declined in each.text for each in deliver() if each.to == "rina")

    def test_once(self, chat: People, declined: str, deliver: Deliver) -> None:
        rina = chat("rina").says(f"Saya banding atas {declined}: {WHY}").hears(declined)
        rina.says(f"Saya banding atas {declined}: tolong").hears("masih terbuka")
        sari = chat("sari").does(Pressed("deals.appeal_show", "1")).hears(WHY)
        sari.submits("deals.appeal_dismiss", answer="Kontraknya masih berjalan.")
        rina.says(f"Saya banding atas {declined}: lagi").hears("Kontraknya masih berjalan.")
        assert [each.is_edit for each in deliver() if each.to == "sari"].count(False) == 1

    def test_a_partner_is_owed_an_answer(self, chat: People, declined: str) -> None:
        chat("rina").says(f"Saya banding atas {declined}: {WHY}")
        sari = chat("sari").does(Pressed("deals.appeal_show", "1"))
        sari.submits("deals.appeal_dismiss", answer=" ").hears("berhak atas jawaban")

    def test_without_a_word_why(self, chat: People, declined: str) -> None:
        rina = chat("rina").says(f"Saya mau banding atas {declined}").hears("Mengapa")
        rina.submits("deals.appeal", why=WHY).hears("di tangan orang lain")

    def test_the_second_press_reads_who_was_first(self, chat: People, declined: str) -> None:
        chat("rina").says(f"Saya banding atas {declined}: {WHY}")
        for who in ("sari", "sari"):
            chat(who).does(Pressed("deals.appeal_grant", "1")).hears("Sari")

    def test_registered_by_another_meanwhile(
        self, chat: People, declined: str, store: Store
    ) -> None:
        chat("agus").says(WHOLE)
        chat("rina").says(f"Saya banding atas {declined}: {WHY}")
        chat("sari").does(Pressed("deals.appeal_grant", "1")).hears("sementara itu mitra lain")
        assert states(store)[declined] is DealState.DECLINED

    def test_a_strangers_deal_cannot_be_appealed(self, chat: People, declined: str) -> None:
        heard = chat("agus").says(f"Saya banding atas {declined}: {WHY}")
        heard.does_not_hear("Sinar Terang")
        chat("agus").does(Submitted("deals.appeal", {"why": WHY}, declined, "")).hears(declined)
        chat("sari").says("lihat daftar banding").hears("Tidak ada banding")


class TestRefused:
    def test_shared(self, chat: People, deliver: Deliver, store: Store) -> None:
        """Both protect the customer, and neither hears who the other is."""
        deliver()
        agus = chat("agus").says(REFUSED).submits("deals.appeal", why=WHY)
        agus.hears("di tangan orang lain")
        letters = [each for each in deliver() if WHY in each.text]
        assert {each.to for each in letters} == {"maya", "sari"}
        (letter,) = [each for each in letters if each.to == "maya"]
        assert "PT Mitra Sejahtera" in letter.text
        chat("maya").reads(letter.delivery).presses("Biarkan keduanya menggarap").hears("Maya")
        told = [each for each in deliver() if each.to == "agus"]
        assert any("boleh mendaftarkan" in each.text for each in told)
        assert not any("Sejahtera" in each.text for each in told)
        second = reference(agus.says(COMPLETE).hears("Cahaya Abadi Tbk"))
        assert states(store)[second] is DealState.SUBMITTED
        assert states(store)["D-1007"] is DealState.APPROVED
        (first,) = [each for each in deliver() if each.to == "rina"]
        assert "Mitra kedua" in first.text
        assert "Borneo" not in first.text
        chat("maya").says(f"lihat {second}").hears("dibagi dengan PT Mitra Sejahtera")

    def test_handed_over(self, chat: People, deliver: Deliver, store: Store) -> None:
        chat("agus").says(REFUSED).submits("deals.appeal", why=WHY)
        chat("sari").does(Pressed("deals.appeal_hand_over", "1"))
        assert states(store)["D-1007"] is DealState.APPROVED
        chat("agus").says(COMPLETE).hears("Cahaya Abadi Tbk")
        assert states(store)["D-1007"] is DealState.REVOKED
        told = [each for each in deliver() if each.to == "rina" and not each.is_edit]
        assert ["tidak lagi melindungi" in each.text for each in told] == [True]
        chat("rina").says("D-1007 gimana?").hears("Diserahkan").does_not_hear("Borneo", "Agus")

    def test_nothing_to_appeal(self, chat: People) -> None:
        chat("lia").says("saya keberatan registrasi saya ditolak").hears("Tidak ada yang bisa")


class TestGranted:
    def test_in_a_sentence(self, chat: People, deliver: Deliver, store: Store) -> None:
        deliver()
        maya = chat("maya").says("Serahkan D-1007 ke Borneo Data").hears("PT Cahaya Abadi")
        assert not [each for each in deliver() if each.to == "agus"]
        maya.presses("Serahkan ke Borneo Data").hears("Sampai itu selesai")
        assert any("PT Cahaya Abadi" in each.text for each in deliver() if each.to == "agus")
        maya.says("bagi D-1007 dengan Borneo Data").presses("Bagi dengan Borneo Data")
        second = reference(chat("agus").says(COMPLETE))
        assert states(store)["D-1007"] is DealState.APPROVED
        assert states(store)[second] is DealState.SUBMITTED

    def test_to_nobody_we_know(self, chat: People) -> None:
        maya = chat("maya").says("share D-1007 with Foo Bar").hears("Foo Bar")
        maya.says("share D-1007").hears("Which partner")

    def test_no_longer_protected(self, chat: People) -> None:
        chat("rina").says("tarik D-1007")
        chat("maya").says("bagi D-1007 dengan Borneo Data").hears("tidak ada yang perlu dibagi")

    @pytest.mark.parametrize("who", ["agus", "fajar", "budi"])
    def test_only_for_channel_managers(self, chat: People, store: Store, who: str) -> None:
        chat(who).does(Pressed("deals.hand_over", "D-1007@1>2"))
        with store.reading() as records:
            deal = records.deals.numbered("D-1007")
            assert deal is not None
            assert records.customer_grants.about(deal) == []

    def test_a_made_up_press(self, chat: People) -> None:
        for value in ("", "D-1007", "D-1007@1>999", "D-1007@1>1"):
            chat("maya").does(Pressed("deals.share", value)).does_not_hear("sekarang boleh")
