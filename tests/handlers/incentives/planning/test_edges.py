"""Buttons of yesterday, forged forms, and what hardly ever happens."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.conversation.message import Pressed, Submitted
from handlers.incentives.engine.plan import Span
from handlers.incentives.planning.calendar import last_over
from handlers.incentives.planning.seen import Seen
from storage.store import Store
from storage.values import Period
from tests.conftest import People
from tests.handlers.incentives.planning.desk import drafts, only
from tests.handlers.incentives.planning.test_bringing import RACE, file
from tests.world.posting import Post

SPIFF = "Buat SPIFF 310 rb per seat Pro bulan November, maks 12 jt per orang, Gold saja"


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (Span.MONTH, date(2026, 8, 1), date(2026, 8, 31)),
        (Span.QUARTER, date(2026, 4, 1), date(2026, 6, 30)),
        (Span.HALF, date(2026, 1, 1), date(2026, 6, 30)),
        (Span.YEAR, date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_the_last_period_that_is_over(store: Store, span: Span, first: date, last: date) -> None:
    with store.reading() as records:
        assert last_over(records, span, date(2026, 9, 16)) == Period(first, last)


@pytest.mark.parametrize("subject", ["", "1", "1:2", "1:2:x", "1:2:3:4", "-1:1:1", "9" * 99])
def test_a_forged_subject_finds_nothing(subject: str) -> None:
    assert Seen.of(subject).id == -1


@pytest.mark.parametrize(
    ("action", "value"),
    [
        ("plan_send", "77:1"),
        ("plan_publish", "77:1"),
        ("plan_drop", "nothing"),
        ("plan_yaml", "77:1"),
        ("plan_show", "draft:77"),
        ("plan_show", "plan:nothing"),
        ("plan_part", "77:1:0"),
        ("plan_part", "0:0:5"),
        ("plan_choose", "unit:0"),
        ("plan_which", "Nothing"),
    ],
)
def test_a_button_of_something_else_is_stale(
    chat: People, store: Store, action: str, value: str
) -> None:
    maya = chat("maya").does(Pressed(f"incentives.{action}", value))
    assert len(maya.reply.blocks) == 0
    assert drafts(store) == []


@pytest.mark.parametrize(
    ("form", "subject"),
    [("plan_return", "77:1"), ("plan_retire", "nothing"), ("plan_who", "77:1:0")],
)
def test_a_form_of_something_else_is_stale(chat: People, form: str, subject: str) -> None:
    values = {"reason": "no", "last": "2026-10-31", "name": "x"}
    maya = chat("maya").does(Submitted(f"incentives.{form}", values, subject))
    assert len(maya.reply.blocks) == 0


def test_its_author_does_not_send_it_back(chat: People, store: Store) -> None:
    maya = chat("maya").says(SPIFF).presses("Kirim ke orang kedua")
    row = only(store)
    maya.does(Submitted("incentives.plan_return", {"reason": "hm"}, row.seen))
    maya.hears("Tidak ada yang terbit")


def test_a_button_says_how_it_stands_now(chat: People, store: Store) -> None:
    maya = chat("maya").says(SPIFF)
    shown = maya.answered
    maya.says("anggaran 50 juta")
    maya.answered = shown
    maya.presses("Buang").hears("sudah berubah", "Rp 50.000.000")
    assert only(store).revision == 2


def test_what_was_sent_back_and_changed_needs_no_telling(
    chat: People, store: Store, post: Post
) -> None:
    maya = chat("maya").says(SPIFF).presses("Kirim ke orang kedua")
    sari = chat("sari").reads(post.deliver().only("sari"))
    sari.submits("incentives.plan_return", reason="Terlalu tinggi")
    maya.says("turunkan batasnya jadi 10 juta")
    maya.says("kirim ke Sari")
    assert post.deliver().to("maya") == []


def test_a_draft_is_found_by_its_name(chat: People, store: Store) -> None:
    maya = chat("maya").says(SPIFF.replace("Buat SPIFF", 'Buat SPIFF bernama "Panen Raya",'))
    maya.says("tolong lihat isi rancangan program Panen Raya").hears("Rancangan Panen Raya")
    chat("sari").says("daftar program insentif apa saja sekarang").hears("Panen Raya")


def test_a_sentence_with_a_file_is_about_the_file(chat: People, store: Store) -> None:
    maya = chat("maya").says("bikin program insentif baru dari berkas ini dong", file(RACE))
    maya.hears("December race")
    other = RACE.replace("december-race", "second-race")
    maya.says("", file(other)).hears("December race")
    assert len(drafts(store)) == 2


def test_a_file_with_very_many_faults(chat: People) -> None:
    unknown = "\n".join(f"key_{number}: 1" for number in range(40))
    chat("maya").says("", file(f"{RACE}\n{unknown}")).hears("20 kesalahan lain")


def test_a_form_sent_in_as_it_was_changes_nothing(chat: People, store: Store) -> None:
    chat("maya").says(SPIFF).submits("incentives.plan_who").hears("Rancangan")
    assert only(store).revision == 1


def test_which_plan_may_stay_unanswered(chat: People, store: Store) -> None:
    maya = chat("maya").says("ubah tarifnya jadi 275 ribu mulai 21 September")
    maya.says("batal").hears("Tidak ada yang disimpan")
    assert drafts(store) == []


def test_without_plans_the_list_says_how_to_make_one(chat: People, store: Store) -> None:
    with store.transaction() as records:
        for plan in records.plans.all():
            records.session.expunge(plan)
        records.session.connection().exec_driver_sql("DELETE FROM plans")
    chat("maya").says("please list our incentive plans").hears("There are no plans yet")
