"""One thread over two platforms: the partner on Teams, the team on Slack."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.platforms import console
from handlers.conversation.message import File, Opened, Pressed, Said, Submitted
from handlers.support.marked import MARK, for_partner
from storage.deals import Deal
from storage.deliveries import DeliveryState
from storage.tickets import EntryKind, TicketState
from storage.values import Platform
from tests.conftest import NOW, People
from tests.handlers.support.conftest import Desk

ASKS = "Tolong sambungkan ke orang, pelanggan menunggu"


def test_a_partner_on_teams_and_support_on_slack(chat: People, desk: Desk) -> None:
    """Row 39, one round trip."""
    agus = chat("agus", Platform.TEAMS).says(ASKS)
    agus.hears("Petugas sudah saya hubungi: tiket T-", "Rabu, 16 September 15.00 WITA")
    desk.deliver()
    (card,) = desk.team_reads()
    due = "Jawaban pertama paling lambat: Rabu, 16 September 14.00 WIB"
    for words in ("Agus, Borneo Data", "Tingkat: Silver", "Deal terbuka: tidak ada", due, ASKS):
        assert words in card
    budi = desk.card(desk.in_thread())
    budi.presses("Ambil").hears(f"{desk.reference()} menjadi milik Anda")
    budi.says("dia sudah telat bayar, hati-hati").hears_nothing()
    budi.says("ke mitra: Kami hubungi pelanggannya jam 14.00.").hears("Terkirim ke mitra: Agus")
    desk.deliver()
    (told,) = desk.partner_reads()
    assert "Budi dari tim dukungan menjawab" in told
    assert "Kami hubungi pelanggannya jam 14.00." in told
    assert "dipegang Budi" in desk.team_reads()[-1]
    assert [(call.place, call.user) for call in desk.teams.calls] == [(agus.place, "agus")]
    assert desk.notes() == ["dia sudah telat bayar, hati-hati"]
    assert not any("telat" in read for read in (*desk.partner_reads(), *desk.team_reads()))


def test_the_card_tells_what_was_said_so_far(chat: People, desk: Desk) -> None:
    chat("agus", Platform.TEAMS).says("Apakah Pro bisa on-prem di Papua?").says(ASKS)
    desk.deliver()
    (card,) = desk.team_reads()
    assert "Agus: Apakah Pro bisa on-prem di Papua?" in card
    assert "Mitra: Dokumen kami tidak menjawab" in card


def test_the_answer_arrives_in_the_thread_where_it_was_asked(chat: People, desk: Desk) -> None:
    siti = chat("siti", Platform.SLACK).in_channel("archipelago", thread="17.5")
    siti.says("please connect me with a person from your team").hears("ticket T-")
    desk.deliver()
    desk.in_thread().says("to partner: Good morning, Siti.")
    desk.deliver()
    (answer,) = [call for call in desk.slack.calls if call.place.channel == "archipelago"]
    assert answer.place == siti.place
    assert answer.reply.title.startswith("Budi from support answers")


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


def test_the_form_on_the_card_answers_too(chat: People, desk: Desk) -> None:
    chat("agus", Platform.TEAMS).says(ASKS)
    desk.deliver()
    budi = desk.card(desk.in_thread())
    budi.submits("support.answer", words=" ").hears("Silakan tulis sesuatu")
    budi.submits("support.answer", words="Kami bantu.").hears("Terkirim ke mitra: Agus")
    desk.deliver()
    (told,) = desk.partner_reads()
    assert "Kami bantu." in told


def test_the_partner_writes_back_and_closes(chat: People, desk: Desk) -> None:
    agus = chat("agus", Platform.TEAMS).says(ASKS)
    desk.deliver()
    budi = desk.in_thread().says("ke mitra: Nomor fakturnya?")
    desk.deliver()
    desk.last_to("agus", agus).submits("support.reply", words="INV-77").hears("Terkirim ke tim")
    desk.deliver()
    assert any("Agus menulis:" in read and "INV-77" in read for read in desk.team_reads())
    budi.says("resolve").hears("Sudah saya tanyakan kepada Agus")
    desk.deliver()
    desk.last_to("agus", agus).presses("Belum").hears("dibuka lagi", "[Balas]")
    assert desk.ticket().state is TicketState.TAKEN
    budi.says("ke mitra: Sudah kami perbaiki.").says("selesaikan")
    desk.deliver()
    desk.last_to("agus", agus).presses("Ya, selesai").hears("ditutup")
    desk.deliver()
    assert any("Tiket ditutup" in read for read in desk.team_reads())
    assert desk.ticket().state is TicketState.CLOSED
    desk.last_to("agus", agus).presses("Ya, selesai").hears("ditutup")
    budi.says("ambil").hears("sudah ditutup")
    budi.says("resolve").hears("sudah ditutup")


def test_an_empty_reply_is_asked_again(chat: People, desk: Desk) -> None:
    agus = chat("agus", Platform.TEAMS).says(ASKS)
    desk.deliver()
    desk.in_thread().says("ke mitra: Nomor fakturnya?")
    desk.deliver()
    desk.last_to("agus", agus).submits("support.reply", words="").hears("Silakan tulis sesuatu")


def test_a_question_about_solved_is_dropped_when_it_is_open_again(
    chat: People, desk: Desk
) -> None:
    chat("agus", Platform.TEAMS).says(ASKS)
    desk.deliver()
    budi = desk.in_thread().says("ke mitra: halo")
    desk.deliver()
    budi.says("resolve")
    desk.card(desk.in_thread()).submits("support.answer", words="satu lagi")
    desk.deliver()
    with desk.store.reading() as records:
        asked = [d for d in records.deliveries.since(0) if d.notice == "support.resolved"]
    assert [each.state for each in asked] == [DeliveryState.SKIPPED]


def test_asking_again_adds_to_the_open_ticket(chat: People, desk: Desk) -> None:
    agus = chat("agus", Platform.TEAMS).says(ASKS)
    desk.deliver()
    agus.says("saya perlu petugas, ini mendesak").hears("sudah terbuka", "16 September 15.00 WITA")
    desk.deliver()
    assert any("saya perlu petugas, ini mendesak" in read for read in desk.team_reads())
    assert len(desk.notes()) == 0
    desk.in_thread().says("ke mitra: ya")
    agus.says("saya perlu petugas lagi").hears("sudah menjawab di percakapan ini")


def test_the_second_to_take_hears_who_has_it(chat: People, desk: Desk) -> None:
    chat("agus", Platform.TEAMS).says(ASKS)
    desk.deliver()
    desk.in_thread().says("ambil").hears("menjadi milik Anda")
    maya = desk.card(desk.in_thread("maya")).presses("Ambil")
    maya.hears("Sudah dipegang Budi sejak Rabu, 16 September 10.00 WIB")
    desk.in_thread().says("take").hears("is yours")


def test_tickets_are_worked_on_by_number_anywhere(chat: People, desk: Desk) -> None:
    chat("agus", Platform.TEAMS).says(ASKS)
    reference = desk.reference()
    budi = chat("budi", Platform.SLACK)
    budi.says("show me the open tickets").hears(reference, "Agus, Borneo Data", "open")
    budi.says(f"I take on ticket {reference}").hears("is yours")
    budi.says(f"please resolve {reference}").hears("I have asked Agus")
    budi.says("show me the open tickets").hears("No ticket is waiting.")
    budi.says("I take on ticket T-10000000").hears("I know no ticket")
    budi.says("please resolve T-10000000").hears("I know no ticket")
    chat("rina").says(f"I take on ticket {reference}").does_not_hear("is yours")


def test_only_their_own_ticket_is_a_partners(chat: People, desk: Desk) -> None:
    chat("agus", Platform.TEAMS).says(ASKS)
    desk.deliver()
    desk.in_thread().says("ke mitra: halo")
    desk.deliver()
    rina = chat("rina", Platform.SLACK)
    desk.last_to("agus", rina).presses("Selesai").does_not_hear("ditutup")
    desk.last_to("agus", rina).submits("support.reply", words="x").does_not_hear("Terkirim")
    desk.in_thread().says("resolve")
    desk.deliver()
    desk.last_to("agus", rina).presses("Belum").does_not_hear("dibuka")
    assert desk.ticket().state is TicketState.RESOLVED
    with desk.store.reading() as records:
        assert len([e for e in records.audit.of("support.ticket") if e.outcome == "refused"]) == 3


def test_what_was_answered_in_private_is_not_shown_to_the_team(chat: People, desk: Desk) -> None:
    chat("rina").says("SPIFF saya bulan ini berapa?").says("tolong hubungkan saya ke petugas")
    desk.deliver()
    (card,) = desk.team_reads()
    assert "Rina: SPIFF saya bulan ini berapa?" in card
    assert "8.000.000" not in card
    assert "Gold" in card
    assert "D-1007 PT Cahaya Abadi (disetujui)" in card


def test_a_button_under_a_refusal_carries_the_question(chat: People, desk: Desk) -> None:
    agus = chat("agus", Platform.TEAMS).says("Does Pro support on-prem in a Papua data centre?")
    agus.presses("Ask a person").hears("I have asked a person")
    desk.deliver()
    (card,) = desk.team_reads()
    assert "Does Pro support on-prem in a Papua data centre?" in card
    assert "Perihal: pertanyaan" in card
    assert "Bahasa: Inggris" in card


def test_an_error_reference_is_passed_on(chat: People, desk: Desk) -> None:
    chat("agus", Platform.TEAMS).does(Pressed("support.open", "E-7K2M9Q")).hears("tiket T-")
    desk.deliver()
    (card,) = desk.team_reads()
    assert "Perihal: gangguan" in card
    assert "E-7K2M9Q" in card


def test_without_a_channel_each_support_person_is_told(chat: People, desk: Desk) -> None:
    with desk.store.transaction() as records:
        for name in ("support.channel", "support.first_answer"):
            rule = records.rules.on(name, NOW.date())
            records.session.delete(rule)
    chat("siti", Platform.TEAMS).says("please connect me with a person").hears("answer in this")
    desk.deliver()
    (told,) = [console.render(call.reply) for call in desk.slack.calls]
    assert "Siti, Archipelago Systems" in told
    assert "tanpa batas waktu" in told


def test_a_ticket_waits_at_home_for_the_team(chat: People, desk: Desk) -> None:
    budi = chat("budi", Platform.SLACK)
    budi.does(Opened("home")).does_not_hear("tiket menunggu")
    chat("agus", Platform.TEAMS).says(ASKS)
    budi.does(Opened("home")).hears("1 tiket menunggu", desk.reference())


def test_the_clock_runs_on_the_partners_calendar(chat: People, desk: Desk) -> None:
    friday_afternoon = NOW + timedelta(days=2, hours=5)
    agus = chat("agus", Platform.TEAMS).at(friday_afternoon).says(ASKS)
    agus.hears("Senin, 21 September 12.00 WITA")


def test_a_long_list_of_deals_and_long_words_are_cut(chat: People, desk: Desk) -> None:
    with desk.store.transaction() as records:
        known = records.deals.numbered("D-1007")
        assert known is not None
        for number in range(5):
            records.deals.protect(another(known, f"D-200{number}"), [f"name:{number}"])
    chat("rina").says("tolong hubungkan saya ke petugas " + "sangat " * 60)
    desk.deliver()
    (card,) = desk.team_reads()
    assert "; dan 2 lagi" in card
    assert "…" in card


def another(known: Deal, reference: str) -> Deal:
    return Deal(
        reference=reference,
        partner=known.partner,
        submitted_by=known.submitted_by,
        product=known.product,
        customer=f"PT {reference}",
        country="ID",
        value=known.value,
        closing=known.closing,
        contact_name="Ani",
        submitted_at=NOW,
        decision_due=NOW,
    )


def test_a_button_without_a_question_passes_on_what_was_said_last(
    chat: People, desk: Desk
) -> None:
    agus = chat("agus", Platform.TEAMS).says("Apakah Pro bisa on-prem di Papua?")
    agus.does(Pressed("support.open")).hears("tiket T-")
    desk.deliver()
    assert desk.team_reads()[0].count("Apakah Pro bisa on-prem di Papua?") == 2


def test_a_person_who_said_nothing_is_still_heard(chat: People, desk: Desk) -> None:
    chat("agus", Platform.TEAMS).does(Pressed("support.open")).hears("tiket T-")
    desk.deliver()
    assert "Agus, Borneo Data" in desk.team_reads()[0]


def test_staff_may_ask_for_a_person_too(chat: People, desk: Desk) -> None:
    chat("fajar", Platform.SLACK).says("tolong hubungkan saya ke petugas")
    desk.deliver()
    assert "Fajar meminta petugas" in desk.team_reads()[0]


def test_a_ticket_that_is_not_there_is_said_to_be_unknown(chat: People, desk: Desk) -> None:
    budi = chat("budi", Platform.SLACK)
    budi.does(Pressed("support.take", "T-1")).hears("tidak mengenal tiket T-1")
    budi.does(Submitted("support.answer", {"words": "halo"}, "T-1")).hears("tidak mengenal")
    budi.does(Pressed("support.resolve", "T-1")).hears("tidak mengenal tiket T-1")
    chat("agus", Platform.TEAMS).says(ASKS)
    budi.does(Pressed("support.take")).hears("1 tiket menunggu")


def test_a_thread_whose_ticket_is_gone_is_silent(chat: People, desk: Desk) -> None:
    chat("agus", Platform.TEAMS).says(ASKS)
    desk.deliver()
    budi = desk.in_thread()
    with desk.store.transaction() as records:
        (thread,) = records.conversations.owned("support.ticket", desk.reference())
        thread.subject = "T-1"
    budi.says("ke mitra: halo").hears_nothing()


def test_entries_keep_who_said_what(chat: People, desk: Desk) -> None:
    chat("agus", Platform.TEAMS).says(ASKS)
    desk.deliver()
    desk.in_thread().says("ke mitra: halo")
    with desk.store.reading() as records:
        kinds = [entry.kind for entry in records.tickets.entries(desk.ticket().id)]
    assert kinds == [EntryKind.ASKED, EntryKind.ANSWER]
