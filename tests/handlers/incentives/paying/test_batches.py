"""A batch from the draft to the bank, as finance and approvers talk about it."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.conversation.reply import Attachment
from storage.batches import Payout, PayoutState
from storage.incentives import Plan
from storage.standing import Status
from storage.store import Store
from tests.chat import Chat
from tests.conftest import People
from tests.handlers.incentives.paying.august import approved, balance, earned
from tests.handlers.incentives.paying.disputing import disputed
from tests.storage.books import person

REFERENCE = "PAY-2026-08-1"


def only(store: Store) -> Payout:
    with store.reading() as records:
        (payout,) = records.payouts.all()
        assert payout.items
        return payout


def files(chat: Chat) -> dict[str, bytes]:
    found = (block for block in chat.reply.blocks if isinstance(block, Attachment))
    return {file.name.rpartition(".")[2]: file.content for file in found}


@pytest.mark.parametrize(
    ("language", "asks", "approves", "downloads", "marks", "hears"),
    [
        (
            "id",
            "siapkan pembayaran Agustus",
            "setujui pembayaran Agustus",
            "unduh berkas bank",
            "batch itu sudah dikirim ke bank",
            ("rancangan", "disetujui", "Berkas", "sudah di bank", "Rp 33.136.000"),
        ),
        (
            "en",
            "prepare the August payout",
            "approve the August payout",
            "download the bank file",
            "the batch was sent to the bank",
            ("draft", "approved", "files", "with the bank", "Rp 33,136,000"),
        ),
    ],
)
def test_from_the_draft_to_the_bank(
    chat: People,
    payable: Store,
    language: str,
    asks: str,
    approves: str,
    downloads: str,
    marks: str,
    hears: tuple[str, ...],
) -> None:
    draft, approval, handed, sent, sum_ = hears
    fajar = chat("fajar").says(asks).hears(REFERENCE, draft, sum_, "Rina (PT Mitra Sejahtera)")
    assert fajar.reply.private
    chat("maya").says(approves).hears(REFERENCE, approval, "Maya")
    fajar.says(downloads).hears(handed)
    assert set(files(fajar)) == {"xml", "csv"}
    fajar.says(marks).hears(sent, "Fajar")
    assert only(payable).state is PayoutState.SENT
    assert balance(payable, "rina", "payable") == 0
    assert balance(payable, "dewi", "cash", company=True) == 33_136_000
    assert balance(payable, "dewi", "tax", company=True) == 564_000


def test_who_prepared_it_cannot_approve_it(chat: People, payable: Store) -> None:
    fajar = chat("fajar").says("siapkan pembayaran Agustus")
    fajar.presses("Setujui").hears("oleh Anda", "orang lain")
    assert only(payable).state is PayoutState.DRAFT


def test_who_approved_it_cannot_send_it(chat: People, payable: Store) -> None:
    with payable.transaction() as records:
        person(records, "maya").role = person(records, "fajar").role
    chat("fajar").says("siapkan pembayaran Agustus")
    maya = chat("maya").says("setujui pembayaran PAY-2026-08-1")
    maya.presses("Sudah di bank").hears("orang lain")
    assert only(payable).state is PayoutState.APPROVED


def test_partners_and_support_have_no_hand_in_it(chat: People, payable: Store) -> None:
    chat("fajar").says("siapkan pembayaran Agustus")
    for who in ("rina", "dewi", "budi"):
        chat(who).says("setujui pembayaran Agustus").does_not_hear("Rp", REFERENCE)
        chat(who).says(REFERENCE).does_not_hear("Rp")
    assert only(payable).state is PayoutState.DRAFT


def test_who_waits_is_shown_with_the_reasons(chat: People, payable: Store) -> None:
    fajar = chat("fajar").says("siapkan pembayaran Agustus")
    fajar.hears("2 penerima menunggu", "Agus (Borneo Data)", "Rp 50.000", "di bawah Rp 100.000")
    fajar.hears("Siti (Archipelago Systems)", "profil pembayaran belum lengkap")
    chat("fajar").says("siapa yang belum bisa dibayar dan kenapa").hears("Agus", "Siti")


def test_the_threshold_of_a_plan_counts(chat: People, store: Store) -> None:
    with store.transaction() as records:
        plan = next(plan for plan in records.plans.all() if plan.code == "pro-push")
        document = plan.document | {"payout_threshold": "6000000", "version": 9}
        after = plan.effective_from, plan.effective_to
        records.plans.add(
            Plan(
                code="pro-push",
                version=9,
                name="9",
                effective_from=after[0],
                effective_to=after[1],
                document=document,
            )
        )
    earned(store, "rina", 5_999_999, version=9)
    approved(store)
    fajar = chat("fajar").says("siapkan pembayaran Agustus")
    fajar.hears("Tidak ada yang disimpan", "Rina", "di bawah Rp 6.000.000")


def test_a_month_that_is_not_approved_is_not_paid(chat: People, store: Store) -> None:
    earned(store, "rina", 1_000_000)
    fajar = chat("fajar").says("siapkan pembayaran Agustus")
    fajar.hears("Agustus 2026 belum disetujui (masih terbuka)")
    fajar.says("prepare the November payout").hears("November 2026", "nothing was calculated")
    chat("fajar").says("tolong siapkan batch pembayaran").hears("Belum ada bulan yang disetujui")


def test_a_later_month_that_is_approved_is_in_it(chat: People, payable: Store) -> None:
    approved(payable, date(2026, 9, 16))
    fajar = chat("fajar").says("siapkan pembayaran Agustus")
    fajar.hears("PAY-2026-09-1", "juga sudah disetujui", "15 Oktober 2026")


def test_the_same_money_is_in_one_batch(chat: People, payable: Store) -> None:
    fajar = chat("fajar").says("siapkan pembayaran Agustus")
    fajar.says("siapkan pembayaran Agustus").hears("Tidak ada yang disimpan", REFERENCE)
    fajar.presses(REFERENCE).hears("rancangan").presses("Batalkan").hears("bisa dibayar lagi")
    fajar.says("siapkan pembayaran Agustus").hears("PAY-2026-08-2")
    fajar.says("setujui pembayaran PAY-2026-08-1").hears("dibatalkan", "tidak bisa")


def test_what_is_in_dispute_is_left_out(chat: People, store: Store) -> None:
    earned(store, "rina", 2_000_000)
    earned(store, "rina", 3_500_000)
    approved(store)
    disputed(store, "rina", 2_000_000)
    fajar = chat("fajar").says("siapkan pembayaran Agustus")
    fajar.hears("Rp 3.500.000 dalam 1 pembayaran; disengketakan Rp 2.000.000")


def test_where_all_is_in_dispute_all_waits(chat: People, payable: Store) -> None:
    disputed(payable, "rina", 5_500_000)
    fajar = chat("fajar").says("siapkan pembayaran Agustus")
    fajar.hears("disengketakan Rp 5.500.000", "sedang disengketakan")


def test_an_account_that_changed_is_approved_again(chat: People, payable: Store) -> None:
    fajar = chat("fajar").says("siapkan pembayaran Agustus")
    rina = chat("rina").says("lihat profil rekening saya")
    rina.submits("paying.profile", account="9876543210").hears("sudah disimpan", "••••••3210")
    maya = chat("maya").says("setujui pembayaran Agustus")
    maya.hears("Profil pembayaran Rina (PT Mitra Sejahtera) berubah")
    fajar.says(f"lihat pembayaran {REFERENCE}").presses("Batalkan")
    fajar.says("siapkan pembayaran Agustus").hears("PAY-2026-08-2")


def test_the_files_are_the_same_any_day(chat: People, payable: Store) -> None:
    fajar = chat("fajar").says("siapkan pembayaran Agustus")
    chat("maya").says("setujui pembayaran Agustus")
    first = files(fajar.says("unduh berkas bank"))
    fajar.presses("Sudah di bank").hears("sudah di bank")
    chat("rina").says("ubah rekening saya").submits("paying.profile", account="555666777")
    assert files(fajar.says(f"lihat pembayaran {REFERENCE}").presses("Unduh berkas")) == first
    assert b"0123456789" in first["xml"]
    assert b"555666777" not in first["xml"]


def test_without_an_account_of_ours_there_is_no_file(chat: People, payable: Store) -> None:
    with payable.transaction() as records:
        records.rules.on("payouts.accounts", date(2026, 9, 16)).value = {}
    chat("fajar").says("siapkan pembayaran Agustus")
    chat("maya").says("setujui pembayaran Agustus")
    chat("fajar").says("unduh berkas bank").hears("IDR", "payouts.accounts")


def test_every_step_is_in_the_audit_log(chat: People, payable: Store) -> None:
    fajar = chat("fajar").says("siapkan pembayaran Agustus")
    fajar.presses("Setujui")
    chat("maya").says("setujui pembayaran Agustus")
    with payable.reading() as records:
        steps = ("payout.prepared", "payout.step", "payout.approved")
        done = [entry.outcome for step in steps for entry in records.audit.of(step)]
    assert done == ["done", "refused", "done"]


def test_what_is_on_its_way_is_not_payable(chat: People, payable: Store) -> None:
    chat("fajar").says("siapkan pembayaran Agustus")
    with payable.reading() as records:
        rina = person(records, "rina")
        (due,) = records.owed.to(f"member:{rina.id}")
    assert set(due.amounts) == {Status.IN_PAYOUT}
