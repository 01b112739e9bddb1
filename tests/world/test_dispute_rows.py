"""Row 24 and the money behind it: a line is disputed, answered and paid, on every door."""

from __future__ import annotations

import re

import pytest

from bot.platforms import console
from handlers.conversation.message import File
from handlers.incentives.calculating.posted import posted
from storage.earned import Slice
from storage.earnings import LineKind
from storage.people import Person
from storage.store import Store
from storage.values import Platform
from tests.conftest import NOW, People
from tests.world.posting import Post

pytestmark = pytest.mark.parametrize("platform", Platform)

WRONG = {
    "id": "Baris ini salah, di faktur 10 seat bukan 8",
    "en": "This line is wrong, the invoice says 10 seats, not 8",
}
OWNED = {"id": "ditangani Fajar", "en": "is with Fajar"}
DUE = {"id": "Rabu, 23 September 2026 10.00 WIB", "en": "Wednesday 23 September 2026 10:00 WIB"}
INVOICE = File("faktur.pdf", "application/pdf", 4, b"%PDF")
both_languages = pytest.mark.parametrize("language", WRONG)


@pytest.fixture
def earned(store: Store) -> Store:
    with store.transaction() as records:
        posted(records, [partner.id for partner in records.partners.all()], NOW)
    return store


def rina(store: Store) -> Person:
    with store.reading() as records:
        found = records.people.with_handle("rina")
        assert found is not None
        return found


@both_languages
def test_24_a_dispute_that_is_accepted(
    chat: People, earned: Store, post: Post, platform: Platform, language: str
) -> None:
    told = chat("rina", platform).says(WRONG[language], INVOICE)
    told.hears(OWNED[language], DUE[language], "8 × CloudSuite Pro", "faktur.pdf")
    card = post.deliver().only("fajar")
    fajar = chat("fajar", platform).reads(card).hears("8 × CloudSuite Pro", "Rp 2.000.000")
    fajar.presses("Terima +Rp 500.000")
    arrived = post.deliver()
    assert "Rp 500.000" in arrived.to("rina")[0]
    chat("maya", platform).reads(arrived.only("maya")).presses("Setujui penyesuaian")
    arrived = post.deliver()
    assert "Rp 500.000 ditambahkan" in arrived.to("rina")[0]
    assert "diterima dan disesuaikan" in arrived.edits_to("fajar")[0]
    with earned.reading() as records:
        lines = records.earned.lines(Slice(earner=f"member:{rina(earned).id}"))
    (adjusting,) = [line for line in lines if line.kind is LineKind.ADJUSTMENT]
    assert adjusting.amount.amount == 500_000
    assert adjusting.linked_id in [line.id for line in lines]
    assert sum(line.minor for line in lines if line.window == "2026-09") == 850_000_000


@both_languages
def test_24_a_dispute_that_is_declined(
    chat: People, earned: Store, post: Post, platform: Platform, language: str
) -> None:
    told = console.render(chat("rina", platform).says(WRONG[language]).reply)
    number = re.search(r"S-\d{5}", told)
    assert number is not None
    post.deliver()
    says = {"id": "tolak sanggahan {}: faktur memuat 8", "en": "decline dispute {}: it says 8"}
    chat("fajar", platform).says(says[language].format(number[0]))
    (answer,) = post.deliver().to("rina")
    assert "ditolak" in answer
    assert ("faktur memuat 8" if language == "id" else "it says 8") in answer
    with earned.reading() as records:
        lines = records.earned.lines(Slice(earner=f"member:{rina(earned).id}"))
    assert not [line for line in lines if line.kind is LineKind.ADJUSTMENT]


def test_24_a_recompute_leaves_the_adjustment_alone(
    chat: People, earned: Store, post: Post, platform: Platform
) -> None:
    chat("rina", platform).says(WRONG["id"])
    fajar = chat("fajar", platform).reads(post.deliver().only("fajar"))
    fajar.presses("Terima +Rp 500.000")
    chat("sari", platform).reads(post.deliver().only("sari")).presses("Setujui penyesuaian")
    with earned.transaction() as records:
        again = posted(records, [partner.id for partner in records.partners.all()], NOW)
    assert again.lines == 0
