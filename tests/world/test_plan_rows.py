"""Plans made in chat: row 27, and row 28 as far as the plan's versions go."""

from __future__ import annotations

import pytest

from storage.store import Store
from storage.values import Platform
from tests.chat import Chat
from tests.conftest import People
from tests.world.posting import Post

pytestmark = pytest.mark.parametrize("platform", Platform)
MAKE = {
    "id": "Buat SPIFF 300 rb per seat Pro bulan Oktober, maks 12 jt per orang, Gold saja,"
    " anggaran 70 jt. Simulasi pakai data Agustus",
    "en": "Create a SPIFF of 300k per Pro seat for October, capped at 12 million a person, Gold"
    " only, budget 70 million. Simulate with August data",
}
AMOUNTS = ("12,000,000", "6,000,000", "4,500,000", "22,500,000", "47,500,000")
FLAGGED = {
    "id": ("pesanan kembar", "3 pesanan yang sama"),
    "en": ("equal orders", "3 equal orders"),
}
SEND = {"id": "Kirim ke orang kedua", "en": "Send to a second person"}
SAID = {"id": "terbitkan programnya sekarang juga", "en": "publish the plan right now"}
NEVER = {"id": "tidak bisa sekaligus", "en": "cannot publish it as well"}
IS_PUBLISHED = {"id": "versi 1, sudah terbit", "en": "version 1, is published"}
CHANGE = {
    "id": "ubah rate jadi 350 ribu mulai 1 November, sampai 30 November",
    "en": "change the rate to 350 thousand from 1 November until 30 November",
}
RAISE = {
    "id": "ubah rate Pro Push jadi 300 ribu mulai 17 September",
    "en": "change the rate of Pro Push to 300 thousand from 17 September",
}
SHOW = {"id": "lihat versi program Pro Push", "en": "show the versions of the plan Pro Push"}
LISTED = {
    "id": ("Versi 2, 17 September 2026 sampai 30 September 2026: direncanakan", "Rp 300.000",
           "Versi 1, 1 September 2026 sampai 16 September 2026: berlaku", "Rp 250.000"),
    "en": ("Version 2, 17 September 2026 to 30 September 2026: planned", "Rp 300,000",
           "Version 1, 1 September 2026 to 16 September 2026: in force", "Rp 250,000"),
}  # fmt: skip
both_languages = pytest.mark.parametrize("language", MAKE)


def rupiah(amount: str, language: str) -> str:
    return "Rp " + (amount.replace(",", ".") if language == "id" else amount)


def review(chat: People, post: Post, platform: Platform) -> Chat:
    """Sari with the card that she was sent, on this platform."""
    sari = chat("sari", platform)
    return sari.reads(post.deliver().only("sari"))


@both_languages
def test_27_a_draft_and_its_simulation(
    chat: People, store: Store, platform: Platform, language: str
) -> None:
    maya = chat("maya", platform).says(MAKE[language])
    maya.hears(*(rupiah(amount, language) for amount in AMOUNTS), *FLAGGED[language])
    maya.hears(
        "Rina", "45", "Dewi", "Siti", "PT Cendrawasih Niaga", "Agus (Borneo Data)", "Silver"
    )
    assert maya.reply.private
    with store.reading() as records:
        assert len(records.plan_drafts.undecided()) == 1
        assert records.plans.versions("spiff-cloudsuite-pro-oktober-2026") == []


@both_languages
def test_27_a_second_person_publishes_and_its_author_cannot(
    chat: People, store: Store, post: Post, platform: Platform, language: str
) -> None:
    maya = chat("maya", platform).says(MAKE[language]).says(SAID[language])
    maya.hears(NEVER[language], "Sari")
    sari = review(chat, post, platform)
    maya.answered = sari.answered
    maya.presses("Terbitkan").does_not_hear(IS_PUBLISHED[language])
    sari.presses("Terbitkan").hears("sudah terbit")
    with store.reading() as records:
        (plan,) = [plan for plan in records.plans.all() if plan.name.startswith("SPIFF Cloud")]
        assert plan.version == 1
        first = dict(plan.document)
    maya.says(CHANGE[language]).hears(rupiah("350,000", language), "1 November 2026")
    with store.reading() as records:
        assert records.plans.versions(plan.code)[-1].document == first


@both_languages
def test_28_both_versions_of_a_rate_are_shown(
    chat: People, post: Post, platform: Platform, language: str
) -> None:
    maya = chat("maya", platform).says(RAISE[language]).presses(SEND[language])
    review(chat, post, platform).presses("Terbitkan")
    maya.says(SHOW[language]).hears(*LISTED[language])
