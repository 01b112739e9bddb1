"""What the team is told when somebody asks for a person."""

from __future__ import annotations

from datetime import timedelta

from bot.platforms import console
from handlers.conversation.message import Pressed
from storage.deals import Deal
from storage.values import Platform
from tests.conftest import NOW, People
from tests.handlers.support.conftest import ASKS, Desk


def test_the_card_tells_what_was_said_so_far(chat: People, desk: Desk) -> None:
    chat("agus", Platform.TEAMS).says("Apakah Pro bisa on-prem di Papua?").says(ASKS)
    desk.deliver()
    (card,) = desk.team_reads()
    assert "Agus: Apakah Pro bisa on-prem di Papua?" in card
    assert "Mitra: Dokumen kami tidak menjawab" in card


def test_asking_again_adds_to_the_open_ticket(chat: People, desk: Desk) -> None:
    agus = chat("agus", Platform.TEAMS).says(ASKS)
    desk.deliver()
    agus.says("saya perlu petugas, ini mendesak").hears("sudah terbuka", "16 September 15.00 WITA")
    desk.deliver()
    assert any("saya perlu petugas, ini mendesak" in read for read in desk.team_reads())
    assert len(desk.notes()) == 0
    desk.in_thread().says("ke mitra: ya")
    agus.says("saya perlu petugas lagi").hears("sudah menjawab di percakapan ini")


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
