"""Plans are listed with their state and shown with their versions; ending one is a version."""

from __future__ import annotations

from storage.store import Store
from tests.conftest import People
from tests.handlers.incentives.planning.desk import drafts, noted, only

SPIFF = "Buat SPIFF 310 rb per seat Pro bulan November, maks 12 jt per orang, Gold saja"


def test_the_list_says_how_each_stands(chat: People, store: Store) -> None:
    chat("maya").says(SPIFF)
    sari = chat("sari").says("tolong daftar semua program insentif ya")
    sari.hears("Pro Push", "berlaku", "oleh Maya", "rancangan")
    sari.presses("SPIFF CloudSuite Pro, November 2026").hears("Pembuatnya sedang mengubahnya")
    assert noted(store, "plans.look")


def test_one_is_shown_with_its_versions(chat: People) -> None:
    maya = chat("maya").says("please list our incentive plans").presses("Pro Push")
    maya.hears("Version 1, 1 September 2026 to 30 September 2026: in force", "Rp 250,000")


def test_a_draft_is_opened_again(chat: People) -> None:
    maya = chat("maya").says(SPIFF).says("tolong daftar semua program insentif ya")
    maya.presses("SPIFF CloudSuite Pro, November 2026").hears("Rancangan", "Rp 22.850.000")
    maya.says("anggaran 30 juta").hears("Di bawah anggaran")


def test_an_ending_is_a_version_that_somebody_else_publishes(chat: People, store: Store) -> None:
    maya = chat("maya").says("please list our incentive plans").presses("Referral 2026")
    maya.submits("incentives.plan_retire", last="2026-09-01").hears("choose today or a later day")
    maya.submits("incentives.plan_retire", last="soon").hears("choose today or a later day")
    maya.submits("incentives.plan_retire", last="2026-10-31").hears(
        "Draft Referral 2026, version 2"
    )
    plan = only(store).draft["plan"]
    assert (plan["effective_from"], plan["effective_to"]) == ("2026-09-17", "2026-10-31")


def test_a_published_plan_is_tried_on_other_sales(chat: People, store: Store) -> None:
    maya = chat("maya").says("simulate the plan Pro Push with August data")
    maya.hears("Pro Push on other sales: Rp 19,500,000", "Rina", "Agus")
    assert drafts(store) == []


def test_finance_looks_and_changes_nothing(chat: People, store: Store) -> None:
    fajar = chat("fajar").says("please list our incentive plans").presses("Pro Push")
    fajar.hears("Rp 250,000").does_not_hear("End it", "To change it")
    fajar.says("change the rate of Pro Push to 300k from 20 September").does_not_hear("Draft")
    assert drafts(store) == []


def test_members_see_what_may_pay_them(chat: People) -> None:
    dewi = chat("dewi").says("program insentif apa saja yang ada untuk kami")
    dewi.hears("Pro Push", "Rebate 2026 Q3").does_not_hear("Affiliate leads", "Anggaran")
    lia = chat("lia").says("program insentif apa saja yang ada untuk kami")
    lia.hears("Affiliate leads 2026").does_not_hear("Pro Push")


def test_which_one_is_asked_where_none_is_named(chat: People, store: Store) -> None:
    maya = chat("maya").says("ubah tarifnya jadi 275 ribu mulai 21 September")
    maya.hears("Program yang mana").presses("Pro Push").hears("Pro Push, versi 2", "Rp 275.000")
    assert len(drafts(store)) == 1
    other = chat("sari").says("ubah tarifnya jadi 260 ribu mulai 22 September")
    other.says("yang Pro Push").hears("versi 2")


def test_nothing_waits(chat: People) -> None:
    chat("sari").says("terbitkan programnya dong").hears("Tidak ada program")


def test_what_does_not_change_it_is_said(chat: People, store: Store) -> None:
    chat("maya").says("change the plan Pro Push please").hears("did not understand what to change")
    assert drafts(store) == []


def test_several_wait(chat: People, store: Store) -> None:
    maya = chat("maya")
    for month in ("November", "Desember"):
        maya.says(SPIFF.replace("November", month)).presses("Kirim ke orang kedua")
    sari = chat("sari").says("terbitkan programnya dong").hears("Program yang mana")
    sari.presses("SPIFF CloudSuite Pro, Desember 2026").hears("Maya meminta Anda")
    sari.presses("Terbitkan").hears("Desember 2026, versi 1, sudah terbit")
