from __future__ import annotations

from datetime import timedelta

from handlers.conversation.message import Pressed, Submitted
from storage.audit import AuditEntry
from storage.store import Store
from storage.values import Platform
from tests.chat import Chat
from tests.conftest import NOW, People
from tests.handlers.library.conftest import Desk, file

TITLE = "Parking price list"


def published(chat: People, desk: Desk) -> Chat:
    maya = chat("maya").says("", file())
    desk.reads()
    return desk.looks(maya).presses("Terbitkan")


class TestTheList:
    def test_of_staff_has_everything(self, chat: People, desk: Desk) -> None:
        published(chat, desk)
        chat("budi").says("what documents do we have").hears(
            f"{TITLE} 3", "in force, 1 September 2026 – 25 September 2026", "staff only", "Deal"
        )

    def test_of_a_partner_has_what_they_may_read_and_no_more(self, chat: People) -> None:
        staff = chat("sari").says("dokumen yang kita punya apa saja").reply
        rina = chat("rina").says("dokumen yang kita punya apa saja").hears("dokumen")
        rina.does_not_hear("staf", "Support playbook", "Pedoman dukungan")
        assert rina.reply.title != staff.title

    def test_names_files_that_were_refused(self, chat: People, store: Store) -> None:
        with store.transaction() as records:
            records.imports.refuse("programme/old.pdf", "encrypted", {}, NOW)
        chat("sari").says("tampilkan seluruh dokumen kita").hears(
            "programme/old.pdf: berkasnya dikunci"
        )

    def test_names_drafts_that_wait(self, chat: People) -> None:
        chat("maya").says("tambahkan ke pengetahuan: Parkir tamu gratis.")
        chat("sari").says("dokumen").hears("Menunggu diterbitkan: Parkir tamu gratis")


class TestEnding:
    def test_is_listed_with_its_owner(self, chat: People, desk: Desk) -> None:
        published(chat, desk)
        chat("sari").says("dokumen mana yang masa berlakunya mau habis").hears(
            "3 dokumen berakhir dalam 30 hari", f"{TITLE} 3  25 September 2026  Maya"
        )

    def test_reminds_its_owner_once(self, chat: People, desk: Desk) -> None:
        published(chat, desk)
        desk.ticks(NOW + timedelta(minutes=1))
        desk.ticks(NOW + timedelta(days=8))
        reminders = [told for told in desk.told("maya") if "dua minggu" in told]
        assert len(reminders) == 1
        assert TITLE in reminders[0]

    def test_reminds_again_when_it_ends_another_day(self, chat: People, desk: Desk) -> None:
        maya = published(chat, desk)
        desk.ticks(NOW + timedelta(minutes=1))
        maya.says(f"tolong ubah dokumen yang judulnya {TITLE} ya").submits(
            "library.details", effective_to="2026-09-28"
        )
        desk.ticks(NOW + timedelta(days=8))
        assert sum("dua minggu" in told for told in desk.told("maya")) == 2

    def test_is_not_said_of_what_was_withdrawn_meanwhile(self, chat: People, desk: Desk) -> None:
        maya = published(chat, desk)
        maya.says(f"tarik dokumen {TITLE} itu dong").presses("Ya, tarik")
        desk.ticks(NOW + timedelta(minutes=1))
        assert not [told for told in desk.told("maya") if "dua minggu" in told]


class TestADocument:
    def test_is_changed_and_changed_back(self, chat: People, desk: Desk, store: Store) -> None:
        maya = published(chat, desk)
        maya.says(f"ubah masa berlaku {TITLE}").hears(TITLE, "parking.md")
        maya.submits("library.details", effective_to="2026-12-31", audience="Gold")
        maya.hears("Diubah", "31 Desember 2026", "Gold")
        chat("agus", Platform.TEAMS).says("how much is a parking place at the data centre?")
        with store.reading() as records:
            (entry,) = records.audit.about("parking.md")[-1:]
            assert entry.action == "library.publish"
        maya.presses("Urungkan").hears("kembali seperti semula")
        chat("sari").says("dokumen").hears("25 September 2026")

    def test_is_not_changed_to_nonsense(self, chat: People, desk: Desk) -> None:
        maya = published(chat, desk).says(f"tolong ubah dokumen yang judulnya {TITLE} ya")
        maya.submits("library.details", audience="Platina").hears("pembaca: Platina")

    def test_is_withdrawn_after_a_question_and_comes_back(
        self, chat: People, desk: Desk, store: Store
    ) -> None:
        maya = published(chat, desk)
        maya.says(f"tolong tarik {TITLE} dari pengetahuan").hears(f"Tarik {TITLE} 3?")
        maya.presses("Ya, tarik").hears("Ditarik")
        with store.reading() as records:
            assert records.knowledge.from_source("parking.md") is None
        maya.presses("Urungkan").hears("kembali seperti semula")
        with store.reading() as records:
            assert records.knowledge.from_source("parking.md") is not None
        assert len(audited(store, "library.withdraw")) == 1

    def test_is_undone_only_while_it_is_as_it_was_left(self, chat: People, desk: Desk) -> None:
        first = published(chat, desk)
        after = first.answered
        first.presses("Urungkan").hears("kembali seperti semula")
        first.answered = after
        first.presses("Urungkan").hears("sudah tidak tersedia")

    def test_has_somebody_to_look_after_it(self, chat: People, desk: Desk) -> None:
        maya = published(chat, desk).says(f"tolong ubah dokumen yang judulnya {TITLE} ya")
        maya.submits("library.care", owner="budi", review_on="2026-12-01")
        maya.hears("Penanggung jawab: Budi", "Tinjau lagi pada: 1 Desember 2026")
        maya.submits("library.care", review_on="nanti").hears("Tulis tanggal")

    def test_is_asked_for_when_several_fit(self, chat: People) -> None:
        maya = chat("maya").says("tarik sebuah dokumen dong").hears("Dokumen mana yang")
        button = maya.reply.blocks[0].buttons[0]  # type: ignore[union-attr] # its only block
        maya.presses(button.label).presses("Tarik").hears("Tarik ")

    def test_is_no_partners_to_change(self, chat: People, store: Store) -> None:
        chat("rina").does(Pressed("library.withdraw", "1")).hears("tidak bisa melakukan itu")
        chat("rina").does(Submitted("library.details", {}, subject="document:1"))
        assert [entry.outcome for entry in audited(store, "library.withdraw")] == ["refused"]


def audited(store: Store, action: str) -> list[AuditEntry]:
    with store.reading() as records:
        return list(records.audit.of(action))
