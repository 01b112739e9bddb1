"""Nothing leaves the team's thread but what is marked for the partner."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.conversation.message import File, Said
from handlers.support.marked import MARK, for_partner
from storage.values import Platform
from tests.conftest import People
from tests.handlers.support.conftest import ASKS, Desk

MARKED = ("to partner:", "ke mitra:", "balas:", "reply:", " KE MITRA :", "To Partner:\n")
NOTES = (
    "he pays late",
    "I would say to partner: we are on it",
    "> to partner: quoted",
    "*to partner:* bold",
    "“ke mitra: kutipan”",
    "to partners: everyone",
    "ke mitra",
    "ke mitra - halo",
    "kemitra: halo",
    "reply",
    "reply to partner: later",
    "balasan: nanti",
    "note\nto partner: on the second line",
    "/mitra to partner: command",
    "@mitra to partner: mention",
    "to partner： a wide colon",
    "tо partner: a Cyrillic o",
    "🙂",
    "",
    "   ",
    "x" * 5_000,
    "approve D-1012",
    "berapa harga Pro?",
    "I need a person",
    "makasih",
    "help",
)


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("addressed", [True, False])
def test_a_note_never_leaves(chat: People, desk: Desk, note: str, addressed: bool) -> None:
    chat("agus", Platform.TEAMS).says(ASKS)
    desk.deliver()
    desk.in_thread().says(note, addressed=addressed).hears_nothing()
    desk.deliver()
    assert desk.partner_reads() == []
    assert desk.notes() == [note]


@pytest.mark.parametrize("mark", MARKED)
def test_what_is_marked_leaves_without_its_mark(chat: People, desk: Desk, mark: str) -> None:
    chat("agus", Platform.TEAMS).says(ASKS)
    desk.deliver()
    desk.in_thread().says(f"{mark} Halo Agus").hears("Agus")
    desk.deliver()
    (told,) = desk.partner_reads()
    assert "Halo Agus" in told
    assert mark.strip() not in told


@given(st.text())
@settings(max_examples=500, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_only_what_begins_with_the_mark_is_for_the_partner(said: str) -> None:
    words = for_partner(said)
    assert (words is None) == (MARK.match(said) is None)
    assert words is None or said.rstrip().endswith(words)


def test_edits_files_and_empty_marks_are_not_sent(chat: People, desk: Desk) -> None:
    chat("agus", Platform.TEAMS).says(ASKS)
    desk.deliver()
    budi = desk.in_thread()
    budi.does(Said("ke mitra: diubah", edited=True)).hears("Suntingan tidak dikirim")
    budi.says("ke mitra:  ").hears("Tidak ada yang dikirim")
    desk.deliver()
    assert desk.partner_reads() == []
    budi.says("ke mitra: lihat ini", File("margin.xlsx", "application/x", 9, b"secret"))
    budi.hears("Terkirim", "Berkas tidak ikut")
    desk.deliver()
    (told,) = desk.partner_reads()
    assert "margin" not in told


def test_staff_of_other_teams_may_only_leave_notes(chat: People, desk: Desk) -> None:
    chat("agus", Platform.TEAMS).says(ASKS)
    desk.deliver()
    fajar = desk.in_thread("fajar")
    fajar.says("komisinya sudah benar").hears_nothing()
    fajar.says("ambil").hears_nothing()
    fajar.says("ke mitra: komisinya benar").does_not_hear("Terkirim")
    desk.card(desk.in_thread("fajar")).presses("Ambil").does_not_hear("milik Anda")
    desk.deliver()
    assert desk.partner_reads() == []
    assert desk.notes() == ["komisinya sudah benar", "ambil"]


def test_a_member_in_the_teams_thread_is_refused(chat: People, desk: Desk) -> None:
    chat("agus", Platform.TEAMS).says(ASKS)
    desk.deliver()
    desk.in_thread("rina").says("ke mitra: halo")
    desk.deliver()
    assert not any("halo" in told for told in desk.partner_reads())
    assert desk.notes() == []


def test_a_thread_whose_ticket_is_gone_is_silent(chat: People, desk: Desk) -> None:
    chat("agus", Platform.TEAMS).says(ASKS)
    desk.deliver()
    budi = desk.in_thread()
    with desk.store.transaction() as records:
        (thread,) = records.conversations.owned("support.ticket", desk.reference())
        thread.subject = "T-1"
    budi.says("ke mitra: halo").hears_nothing()
