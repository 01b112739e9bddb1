"""Two people and a plan: who makes it never publishes it."""

from __future__ import annotations

import pytest

from storage.people import Role
from storage.planning import PlanState
from storage.store import Store
from storage.values import Platform
from tests.chat import Chat
from tests.conftest import People
from tests.handlers.incentives.planning.desk import drafts, noted, only, versions
from tests.world.posting import Post

SPIFF = (
    "Buat SPIFF 310 rb per seat Pro bulan November, maks 12 jt per orang, Gold saja,"
    " anggaran 70 jt"
)
CODE = "spiff-cloudsuite-pro-november-2026"
SEND, PUBLISH = "Kirim ke orang kedua", "Terbitkan"


def settled(store: Store) -> None:
    """Everything that was sold is worked out."""
    with store.transaction() as records:
        records.stale.take(100)


@pytest.fixture
def maya(chat: People) -> Chat:
    return chat("maya").says(SPIFF)


@pytest.fixture
def sari(chat: People, maya: Chat, post: Post) -> Chat:
    """With the card that she was sent."""
    maya.presses(SEND)
    return chat("sari").reads(post.deliver().only("sari"))


def test_a_capped_spiff_takes_three_messages(
    chat: People, store: Store, post: Post, maya: Chat
) -> None:
    """From nothing: a sentence, and two presses by two people."""
    maya.hears("Rp 22.850.000", "Paling banyak Rp 12.000.000").presses(SEND).hears("Sari")
    sari = chat("sari").reads(post.deliver().only("sari"))
    sari.hears("Maya meminta Anda menerbitkan", "Rp 22.850.000").presses(PUBLISH).hears("terbit")
    (plan,) = versions(store, CODE)
    assert (plan.version, plan.document["components"][0]["limits"][0]["max"]) == (1, "12000000")
    assert noted(store, "plans.draft") == [("maya", "done")]
    assert noted(store, "plans.send") == [("maya", "done")]
    assert noted(store, "plans.publish") == [("sari", "done")]


def test_its_author_cannot_publish_it(chat: People, store: Store, sari: Chat) -> None:
    maya = chat("maya").says("terbitkan sekarang programnya").hears("Sari", "tidak bisa sekaligus")
    maya.answered = sari.answered
    maya.presses(PUBLISH).hears("orang lain yang harus menerbitkannya")
    assert versions(store, CODE) == []
    assert noted(store, "plans.publish") == [("maya", "refused"), ("maya", "refused")]


def test_who_wants_to_publish_their_own_has_it_sent(
    chat: People, store: Store, maya: Chat
) -> None:
    maya.says("tolong programnya diterbitkan").hears("tidak bisa sekaligus", "Diminta: Sari")
    assert only(store).state is PlanState.IN_REVIEW
    chat("sari").says("boleh, terbitkan programnya").hears("sudah terbit")
    assert len(versions(store, CODE)) == 1


def test_pressing_twice_publishes_once(store: Store, sari: Chat) -> None:
    shown = sari.answered
    sari.presses(PUBLISH)
    sari.answered = shown
    sari.presses(PUBLISH).hears("Oleh Sari", "terbit")
    assert len(versions(store, CODE)) == 1


def test_it_is_sent_back_with_a_reason(store: Store, sari: Chat, post: Post, chat: People) -> None:
    sari.submits("incentives.plan_return", reason="").hears("Silakan sebutkan")
    sari.submits("incentives.plan_return", reason="Batasnya terlalu tinggi").hears("rancangan")
    (told,) = post.deliver().to("maya")
    assert "Sari mengembalikan" in told
    assert "Batasnya terlalu tinggi" in told
    assert only(store).state is PlanState.DRAFT
    maya = chat("maya").says("turunkan batasnya jadi 10 juta").hears("Rp 20.850.000")
    maya.hears("Dikembalikan karena: Batasnya terlalu tinggi").presses(SEND)
    again = post.deliver().to("sari")
    assert "Rp 20.850.000" in again[0]
    assert noted(store, "plans.send_back") == [("sari", "done")]


def test_what_was_changed_since_is_shown_as_it_is(chat: People, store: Store, sari: Chat) -> None:
    chat("maya").says("anggaran 90 juta")
    sari.presses(PUBLISH).hears("sudah berubah", "Pembuatnya sedang mengubahnya")
    assert versions(store, CODE) == []


def test_the_card_is_kept_true(chat: People, sari: Chat, post: Post) -> None:
    sari.presses(PUBLISH)
    (edit,) = post.deliver().edits_to("sari")
    assert "Oleh Sari" in edit


def test_partners_that_it_may_pay_are_told_once(chat: People, sari: Chat, post: Post) -> None:
    sari.presses(PUBLISH)
    told = post.deliver()
    for name in ("rina", "dewi"):
        (words,) = told.to(name)
        assert words.startswith("Insentif baru untuk Anda")
        assert "Rp 310.000" in words
        assert "Anggaran" not in words
    (words,) = told.to("siti")
    assert words.startswith("New incentive for you")
    assert told.platforms("siti") == [Platform.TEAMS]
    for name in ("agus", "bayu", "lia", "hendra", "sari"):
        assert told.to(name) == []
    assert post.deliver().copies == ()


def test_others_do_not_change_a_draft(chat: People, store: Store, sari: Chat) -> None:
    sari.says("naikkan batas SPIFF CloudSuite Pro, November 2026 jadi 30 juta")
    sari.hears("Hanya pembuatnya")
    assert only(store).revision == 1


def test_it_is_discarded(store: Store, maya: Chat) -> None:
    shown = maya.answered
    maya.presses("Buang").hears("dibuang")
    assert drafts(store) == []
    maya.answered = shown
    maya.presses(SEND).hears("dibuang")
    assert noted(store, "plans.drop") == [("maya", "done")]


def test_others_do_not_send_or_discard_it(chat: People, store: Store, maya: Chat) -> None:
    sari = chat("sari")
    sari.answered = maya.answered
    sari.presses("Buang").hears("Hanya pembuatnya")
    sari.answered = maya.answered
    sari.presses(SEND).hears("Hanya pembuatnya")
    assert only(store).state is PlanState.DRAFT


def test_a_change_is_a_new_version_with_a_date(
    chat: People, store: Store, sari: Chat, post: Post
) -> None:
    sari.presses(PUBLISH)
    maya = chat("maya").says("ubah tarifnya jadi 350 ribu mulai 20 November")
    maya.hears("versi 2", "Rp 350.000", "20 November 2026").presses(SEND)
    post.deliver()
    chat("sari").says("terbitkan programnya saja").hears("versi 2")
    first, second = versions(store, CODE)
    amounts = [plan.document["components"][0]["rule"]["amount"] for plan in (first, second)]
    assert amounts == ["310000", "350000"]
    assert second.effective_from.isoformat() == "2026-11-20"
    maya.says("lihat versi program SPIFF CloudSuite Pro, November 2026")
    maya.hears("Versi 2, 20 November 2026", "Versi 1, 1 November 2026 sampai 19 November 2026")
    (news,) = post.deliver().to("rina")
    assert "berubah mulai" in news


def test_a_change_without_a_day_is_asked_for_one(chat: People, store: Store) -> None:
    maya = chat("maya").says("ubah tarif Pro Push jadi 275 ribu").hears("Kapan")
    assert drafts(store) == []
    maya.says("mulai 21 September").hears("versi 2", "Rp 275.000")
    assert only(store).draft["plan"]["id"] == "pro-push"


def test_two_changes_of_one_version_are_not_both_published(
    chat: People, store: Store, post: Post
) -> None:
    for author, rate in (("maya", "275"), ("sari", "280")):
        chat(author).says(f"ubah tarif Pro Push jadi {rate} ribu mulai 21 September")
    assert len(drafts(store)) == 2
    maya = chat("maya").says("kirim rancangannya ke orang kedua")
    sari = chat("sari").says("kirim rancangannya ke orang kedua")
    cards = post.deliver()
    sari.reads(cards.only("sari")).presses(PUBLISH).hears("versi 2")
    maya.reads(cards.only("maya")).presses(PUBLISH).hears("Sementara itu versi lain")
    assert [plan.version for plan in versions(store, "pro-push")] == [1, 2]


def test_a_draft_survives_a_restart(chat: People, store: Store, maya: Chat) -> None:
    """All that there is of it is in the database."""
    again = chat("maya")
    again.says("anggaran 90 juta").hears("Rp 90.000.000", "Di bawah anggaran: Rp 67.150.000")
    assert only(store).revision == 2


def test_what_was_sold_since_it_began_is_worked_out_again(
    chat: People, store: Store, post: Post
) -> None:
    settled(store)
    maya = chat("maya").says("ubah tarif Pro Push jadi 300 ribu mulai 10 September")
    maya.hears("yang sudah lewat").presses(SEND)
    chat("sari").reads(post.deliver().only("sari")).presses(PUBLISH)
    with store.reading() as records:
        assert records.stale.count() > 0


def test_what_begins_later_waits_for_its_sales(store: Store, sari: Chat) -> None:
    settled(store)
    sari.does_not_hear("yang sudah lewat").presses(PUBLISH)
    with store.reading() as records:
        assert records.stale.count() == 0


def test_without_a_second_person_it_is_not_sent(chat: People, store: Store, maya: Chat) -> None:
    with store.transaction() as records:
        sari = records.people.with_handle("sari")
        assert sari is not None
        sari.role = Role.SUPPORT
    maya.presses(SEND).hears("manajer kanal kedua")
    assert only(store).state is PlanState.DRAFT
