from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.conversation.message import Opened, Pressed, Submitted
from storage.gaps import Gap, GapReason, GapState
from storage.store import Store
from storage.values import Platform
from tests.conftest import NOW, People
from tests.handlers.library.conftest import Desk, file

ASKS = "Berapa tarif parkir di pusat data Jakarta?"
ASKS_TOO = "how much is parking at the data centre in Jakarta?"


def the_gap(store: Store) -> Gap:
    with store.reading() as records:
        return records.gaps.get(1)


@pytest.fixture
def asked(chat: People) -> None:
    chat("rina", Platform.SLACK).says(ASKS)
    chat("agus", Platform.TEAMS).says(ASKS)


@pytest.mark.usefixtures("asked")
class TestAGap:
    def test_has_an_owner_and_a_day_from_the_start(self, chat: People) -> None:
        chat("maya").says("pertanyaan mana saja yang belum ada jawabannya").hears(
            "1 pertanyaan tanpa jawaban", "G-01", ASKS, "Sari", "23 September 2026"
        )

    def test_is_given_to_somebody_in_a_sentence(self, chat: People, store: Store) -> None:
        chat("sari").says("tugaskan G-01 ke Maya sampai Jumat").hears("Maya", "18 September 2026")
        chat("maya").says("please assign G-01 to Sari").hears("Sari")
        with store.reading() as records:
            assert len(records.audit.of("library.assign")) == 2

    def test_or_with_a_form(self, chat: People) -> None:
        sari = chat("sari").says("daftar celah pengetahuan").presses("Lihat G-01")
        sari.hears("dokumen kita tidak menjawabnya", "Penanya: 2")
        sari.submits("library.duty", owner="budi", due="2026-09-30")
        sari.hears("Budi", "30 September 2026")
        sari.submits("library.duty", due="kapan-kapan").hears("Tulis tanggal")

    def test_waits_at_its_owners_home(self, chat: People) -> None:
        chat("sari").does(Opened("home")).hears("1 pertanyaan tanpa jawaban", "G-01")
        chat("maya").does(Opened("home")).does_not_hear("G-01")

    def test_is_late_when_its_day_has_passed(self, chat: People) -> None:
        maya = chat("maya").at(NOW + timedelta(days=30)).says("celah pengetahuan")
        maya.hears("lewat tenggat")

    def test_is_answered_once_where_it_was_asked(
        self, chat: People, desk: Desk, store: Store
    ) -> None:
        sari = chat("sari").says("celah pengetahuan").presses("Lihat G-01")
        sari.submits(
            "library.details", words="Tarif parkir di pusat data Jakarta Rp 25.000 sehari."
        )
        sari.hears(f"Draf: {ASKS}")
        desk.reads()
        assert not desk.told("rina")
        sari.presses("Terbitkan")
        assert desk.reads() == 2
        for who in ("rina", "agus"):
            (told,) = desk.told(who)
            assert told.startswith(f"Anda bertanya “{ASKS}”. Sekarang dokumen kami menjawabnya.")
            assert "Rp 25.000 sehari" in told
        assert the_gap(store).state is GapState.FILLED
        desk.ticks(NOW + timedelta(days=2))
        assert [ASKS in told for told in desk.told("rina")].count(True) == 1

    def test_is_answered_by_any_document(self, chat: People, desk: Desk) -> None:
        chat("siti", Platform.TEAMS).says(ASKS_TOO)
        maya = chat("maya").says("", file())
        desk.reads()
        desk.looks(maya).presses("Terbitkan")
        desk.reads()
        assert "25,000 rupiah a day" in "\n".join(desk.told("siti"))

    def test_stays_open_for_whom_the_answer_is_not(
        self, chat: People, desk: Desk, store: Store
    ) -> None:
        sari = chat("sari").says("celah pengetahuan").presses("Lihat G-01")
        sari.submits("library.details", words="Rp 25.000 sehari.", audience="Gold")
        sari.presses("Terbitkan")
        desk.reads()
        assert "Rp 25.000 sehari" in desk.told("rina")[0]
        assert not desk.told("agus")
        assert the_gap(store).is_open

    def test_is_closed_with_a_reason_that_who_asked_reads(
        self, chat: People, desk: Desk, store: Store
    ) -> None:
        chat("budi").says("G-01 jangan dijawab: ini bukan urusan program kita").hears(
            "G-01 ditutup", "ini bukan urusan program kita"
        )
        desk.reads()
        assert "Alasan: ini bukan urusan program kita" in desk.told("rina")[0]
        assert the_gap(store).state is GapState.CLOSED
        assert the_gap(store).closed_reason == "ini bukan urusan program kita"

    def test_is_not_closed_without_one(self, chat: People) -> None:
        budi = chat("budi").says("tutup saja G-01").hears("G-01: ditanyakan")
        budi.submits("library.close", why=" ").hears("Tulis mengapa")
        budi.submits("library.close", why="rahasia").hears("G-01 ditutup")

    def test_opens_its_form_when_somebody_wants_to_answer(self, chat: People) -> None:
        sari = chat("sari").says("saya yang menjawab G-01")
        form = sari.reply.form("library.details")
        assert form is not None
        assert form.fields[0].value == ASKS

    def test_is_no_partners_business(self, chat: People) -> None:
        chat("rina").says("celah pengetahuan").hears("tidak bisa melakukan itu")
        chat("rina").does(Pressed("library.gap", "1")).hears("tidak bisa melakukan itu")


def test_what_is_restricted_is_not_read_aloud_in_a_channel(chat: People, desk: Desk) -> None:
    chat("rina", Platform.SLACK).in_channel("umum").says(ASKS)
    sari = chat("sari").does(Pressed("library.gap", "1"))
    sari.submits("library.details", words="Rp 25.000 sehari.", audience="Gold")
    sari.presses("Terbitkan")
    desk.reads()
    calls = [c for c in desk.platforms[Platform.SLACK].calls if c.user == "rina"]
    assert [call.place.is_direct for call in calls] == [True]


def test_what_is_for_everybody_is_told_in_the_thread(chat: People, desk: Desk) -> None:
    chat("rina", Platform.SLACK).in_channel("umum", "77").says(ASKS)
    sari = chat("sari").does(Pressed("library.gap", "1"))
    sari.submits("library.details", words="Rp 25.000 sehari.")
    sari.presses("Terbitkan")
    desk.reads()
    (call,) = [c for c in desk.platforms[Platform.SLACK].calls if c.place.channel == "umum"]
    assert call.place.thread == "77"


def test_a_disliked_answer_is_no_news_until_its_document_changes(
    chat: People, desk: Desk, store: Store
) -> None:
    maya = chat("maya").says("", file())
    desk.reads()
    desk.looks(maya).presses("Terbitkan")
    siti = chat("siti", Platform.TEAMS).says(ASKS_TOO).hears("25,000")
    siti.gives_feedback(helpful=False)
    assert the_gap(store).reason is GapReason.DISLIKED
    desk.ticks(NOW + timedelta(days=2))
    assert not [told for told in desk.told("siti") if ASKS_TOO in told]
    again = chat("maya").at(desk.now).says("", file(content=CHEAPER))
    desk.reads()
    desk.looks(again).presses("Terbitkan")
    desk.reads()
    assert "20,000" in desk.told("siti")[-1]


CHEAPER = (
    b"---\ntitle: Parking price list\nversion: 4\n---\n# Parking price list\n## Parking\n"
    b"A parking place at the Jakarta data centre costs 20,000 rupiah a day.\n"
)


def test_what_is_no_gap_is_stale(chat: People) -> None:
    for form in ("library.duty", "library.close"):
        chat("sari").does(Submitted(form, {}, subject="9")).hears("sudah tidak tersedia")
    chat("sari").says("tugaskan G-99 ke Maya").hears("0 pertanyaan tanpa jawaban")
