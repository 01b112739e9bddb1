"""A month from open to closed, as finance and whoever approves talk about it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.calculating import Calculator
from bot.due import run_due_jobs
from handlers.conversation.message import Pressed
from handlers.conversation.registry import Registry
from storage.periods import PeriodState
from storage.store import Store
from tests.conftest import NOW, People
from tests.handlers.incentives.closing.months import audited, person_id, state, submitted
from tests.world.posting import Post

LATE = "masih menunggu persetujuan Anda"
SECRETS = ("11,250,000", "11.250.000", "Fajar", "Maya", "2026")


def test_partners_and_support_have_no_hand_in_it(
    chat: People, store: Store, calculator: Calculator
) -> None:
    submitted(chat, calculator)
    for who in ("rina", "dewi", "agus", "budi"):
        for said in ("tutup periode Agustus", "approve August", "daftar periode"):
            chat(who).says(said).does_not_hear(*SECRETS)
        for button in ("show", "calculate", "approve", "settle", "close"):
            pressed = chat(who).does(Pressed(f"closing.{button}", "2026-08"))
            pressed.does_not_hear(*SECRETS)
    assert state(store) is PeriodState.IN_REVIEW


def test_a_channel_manager_approves_but_has_nothing_calculated(
    chat: People, store: Store, calculator: Calculator
) -> None:
    chat("maya").says("close August").hears("Finance has it calculated").does_not_hear("[Calc")
    chat("maya").says("calculate August").hears("Finance has a month calculated: Fajar")
    assert state(store) is PeriodState.OPEN
    submitted(chat, calculator)
    chat("maya").says("approve August").hears("approved, not closed yet")
    assert state(store) is PeriodState.APPROVED
    chat("fajar").says("tutup Agustus").presses("Tutup dan terbitkan laporan").hears("3 laporan")


def test_who_submitted_it_cannot_approve_it(
    chat: People, store: Store, calculator: Calculator
) -> None:
    fajar = submitted(chat, calculator)
    fajar.says("tutup Agustus").hears("orang lain yang menyetujui", "Sari", "Maya")
    fajar.does_not_hear("[Setujui")
    fajar.says("setujui Agustus").hears(
        "Anda yang mengajukan Agustus 2026", "Tidak ada yang diubah"
    )
    assert state(store) is PeriodState.IN_REVIEW
    assert (person_id(store, "fajar"), "period:2026-08", "refused") in audited(
        store, "periods.approve"
    )


def test_a_month_that_is_not_over_waits_for_its_last_day(chat: People, store: Store) -> None:
    fajar = chat("fajar").says("tutup periode September").hears("September 2026 belum berakhir")
    fajar.hears("Rabu, 30 September 2026", "Kamis, 1 Oktober 2026").does_not_hear("[Hitung]")
    fajar.says("hitung September").hears("belum berakhir", "Tidak ada yang diubah")
    assert state(store, "2026-09") is PeriodState.OPEN


def test_follow_ups_take_the_next_step(chat: People, store: Store, calculator: Calculator) -> None:
    chat("fajar").says("tutup periode Agustus").says("lanjut aja").hears("sedang dihitung")
    calculator.work()
    maya = chat("maya").says("Agustus sudah sampai mana?").says("setujui")
    maya.hears("sudah disetujui")
    maya.says("tutup saja").hears("sudah ditutup")
    assert state(store) is PeriodState.CLOSED


@pytest.mark.parametrize(("said", "asked"), [("tutup", "yang mana"), ("close", "Which month")])
def test_a_month_that_is_not_named_is_asked_for(
    chat: People, store: Store, calculator: Calculator, said: str, asked: str
) -> None:
    fajar = chat("fajar").says(said).hears(asked, "2026]")
    fajar.says("August 2026").hears("10", "6")
    assert state(store) is PeriodState.OPEN


def test_a_quarter_is_asked_about_month_by_month(chat: People, calculator: Calculator) -> None:
    fajar = chat("fajar").says("tutup periode Q3").hears("Bulan yang mana", "Juli", "September")
    fajar.presses("Agustus 2026").hears("Agustus 2026 masih terbuka")


def test_pressed_twice_is_once(chat: People, store: Store, calculator: Calculator) -> None:
    fajar = chat("fajar").says("tutup periode Agustus")
    card = fajar.answered
    fajar.presses("Hitung").hears("sedang dihitung")
    fajar.answered = card
    fajar.presses("Hitung").hears("sedang dihitung")
    calculator.work()
    fajar.answered = card
    fajar.presses("Hitung").hears("sedang diperiksa", "menunggu persetujuan")
    maya = chat("maya").says("how far is August?")
    card = maya.answered
    maya.presses("Approve and close").hears("is closed")
    maya.answered = card
    maya.presses("Approve and close").hears("is closed, so this step does not come now")
    assert [outcome for _, _, outcome in audited(store, "periods.close")] == ["done"]


def test_every_copy_is_kept_true(
    chat: People, store: Store, calculator: Calculator, post: Post
) -> None:
    chat("fajar").says("hitung Agustus")
    (first,) = post.deliver().to("fajar")
    assert "0 dari 6 mitra" in first
    calculator.step()
    (half,) = post.deliver().edits_to("fajar")
    assert "1 dari 6 mitra" in half
    calculator.work()
    arrived = post.deliver()
    assert "menunggu persetujuan" in arrived.edits_to("fajar")[-1]
    (waits,) = arrived.to("maya")
    assert "menunggu persetujuan" in waits
    maya = chat("maya").reads(arrived.only("maya"))
    maya.presses("Setujui dan tutup").hears("sudah ditutup")
    after = post.deliver()
    for who in ("fajar", "sari"):
        assert "sudah ditutup" in after.edits_to(who)[-1]


def test_what_was_approved_before_it_was_sent_is_not_told(
    chat: People, calculator: Calculator, post: Post
) -> None:
    submitted(chat, calculator)
    chat("maya").says("approve and close August")
    assert post.deliver().to("sari") == []


def test_approvers_are_nudged_after_two_business_days(
    chat: People, store: Store, calculator: Calculator, post: Post, registry: Registry
) -> None:
    submitted(chat, calculator)
    post.deliver()
    for days in (1, 2, 3):
        run_due_jobs(store, registry, NOW + timedelta(days=days, hours=-1))
        told = post.deliver(NOW + timedelta(days=days)).to("maya")
        assert any(LATE in each for each in told) == (days == 3)
    run_due_jobs(store, registry, NOW + timedelta(days=4))
    again = post.deliver(NOW + timedelta(days=4)).to("maya")
    assert not any(LATE in each for each in again)
