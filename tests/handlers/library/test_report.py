from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.conversation.message import Pressed
from handlers.conversation.reply import Attachment, Picture
from storage.store import Store
from tests.conftest import NOW, People

ASKS = "berapa storage per seat Pro?"
MISSING = "=berapa tarif parkir di pusat data Jakarta?"


@pytest.fixture
def month(chat: People) -> None:
    """Three questions in two weeks, one of them in vain and one badly answered."""
    chat("rina").at(NOW - timedelta(days=14)).says(ASKS)
    chat("agus").at(NOW).says("brp storage per seat pro ya").gives_feedback(helpful=False)
    chat("agus").at(NOW).says(MISSING)
    chat("budi").at(NOW).says("how much storage does a Pro seat have?")


@pytest.mark.usefixtures("month")
class TestTheReport:
    def test_counts_what_partners_asked(self, chat: People) -> None:
        chat("maya").says("mitra nanya apa aja bulan ini").hears(
            "Yang ditanyakan mitra: September 2026",
            "Ditanyakan: 3",
            "Terjawab: 2",
            "Tidak ada di dokumen: 1",
            "Tidak membantu: 1",
            "Masih tanpa jawaban",
            "Jawaban yang tidak membantu",
            "Price list 2026-Q3",
        )

    def test_draws_the_weeks_the_quiet_ones_too(self, chat: People) -> None:
        reply = chat("maya").says("show me what partners were asking this month").reply
        (picture,) = [block for block in reply.blocks if isinstance(block, Picture)]
        assert [(bar.label, bar.value) for bar in picture.bars] == [
            ("31 August 2026", 1),
            ("7 September 2026", 0),
            ("14 September 2026", 2),
        ]

    def test_of_another_month_is_empty_but_for_what_is_open(self, chat: People) -> None:
        maya = chat("maya").says("laporan pertanyaan mitra bulan Juli dong")
        maya.hears("Juli 2026", "Ditanyakan: 0").does_not_hear("Unduh")

    def test_is_downloaded_safe_for_a_spreadsheet(self, chat: People, store: Store) -> None:
        maya = chat("maya").says("mitra nanya apa aja bulan ini").presses("Unduh sebagai CSV")
        (file,) = [block for block in maya.reply.blocks if isinstance(block, Attachment)]
        rows = file.content.decode("utf-8-sig").splitlines()
        assert rows[0] == "Hari,Pertanyaan,Mitra,Bahasa,Hasil"
        assert len(rows) == 4
        assert rows[3].startswith(f"2026-09-16,'{MISSING},Borneo Data,id,tidak ada")
        with store.reading() as records:
            assert records.audit.of("library.export")

    def test_is_not_for_partners(self, chat: People) -> None:
        chat("rina").says("mitra nanya apa aja bulan ini").hears("tidak bisa melakukan itu")
        chat("rina").does(Pressed("library.export", "2026-09-01:2026-09-30"))

    def test_of_no_period_is_stale(self, chat: People) -> None:
        chat("maya").does(Pressed("library.export", "x")).hears("sudah tidak tersedia")


def test_says_when_a_disliked_answer_was_explained(chat: People) -> None:
    rina = chat("rina").says(ASKS).gives_feedback(helpful=False)
    rina.presses("Sudah tidak berlaku")
    chat("maya").says("mitra nanya apa aja bulan ini").hears("sudah usang")
