"""One thread over two platforms: the partner on Teams, the team on Slack."""

from __future__ import annotations

from handlers.conversation.message import Opened, Pressed, Submitted
from storage.deliveries import DeliveryState
from storage.tickets import EntryKind, TicketState
from storage.values import Platform
from tests.conftest import People
from tests.handlers.support.conftest import ASKS, Desk


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


def test_the_answer_arrives_in_the_thread_where_it_was_asked(chat: People, desk: Desk) -> None:
    siti = chat("siti", Platform.SLACK).in_channel("archipelago", thread="17.5")
    siti.says("please connect me with a person from your team").hears("ticket T-")
    desk.deliver()
    desk.in_thread().says("to partner: Good morning, Siti.")
    desk.deliver()
    (answer,) = [call for call in desk.slack.calls if call.place.channel == "archipelago"]
    assert answer.place == siti.place
    assert answer.reply.title.startswith("Budi from support answers")


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


def test_a_ticket_waits_at_home_for_the_team(chat: People, desk: Desk) -> None:
    budi = chat("budi", Platform.SLACK)
    budi.does(Opened("home")).does_not_hear("tiket menunggu")
    chat("agus", Platform.TEAMS).says(ASKS)
    budi.does(Opened("home")).hears("1 tiket menunggu", desk.reference())


def test_a_ticket_that_is_not_there_is_said_to_be_unknown(chat: People, desk: Desk) -> None:
    budi = chat("budi", Platform.SLACK)
    budi.does(Pressed("support.take", "T-1")).hears("tidak mengenal tiket T-1")
    budi.does(Submitted("support.answer", {"words": "halo"}, "T-1")).hears("tidak mengenal")
    budi.does(Pressed("support.resolve", "T-1")).hears("tidak mengenal tiket T-1")
    chat("agus", Platform.TEAMS).says(ASKS)
    budi.does(Pressed("support.take")).hears("1 tiket menunggu")


def test_entries_keep_who_said_what(chat: People, desk: Desk) -> None:
    chat("agus", Platform.TEAMS).says(ASKS)
    desk.deliver()
    desk.in_thread().says("ke mitra: halo")
    with desk.store.reading() as records:
        kinds = [entry.kind for entry in records.tickets.entries(desk.ticket().id)]
    assert kinds == [EntryKind.ASKED, EntryKind.ANSWER]
