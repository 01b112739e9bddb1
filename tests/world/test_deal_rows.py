"""Rows 15 to 17: a deal goes back for one field; what ends soon is extended once; what is late
is said to be late."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.conversation.registry import Registry
from handlers.conversation.turn import Tick
from storage.store import Store
from storage.values import Platform
from tests.conftest import People
from tests.world.posting import Arrived, Post

pytestmark = pytest.mark.parametrize("platform", Platform)

ASKED = {
    "id": "Deal saya yang mau habis proteksinya?",
    "en": "Which of my deals is about to lose its protection?",
}
ENDS = {"id": "Rabu, 30 September 2026", "en": "Wednesday 30 September 2026"}
EXTEND = {
    "id": "Perpanjang D-1007 sampai 30 Oktober 2026",
    "en": "Extend D-1007 to 30 October 2026",
}
EXTENDED = {"id": "Jumat, 30 Oktober 2026", "en": "Friday 30 October 2026"}
ASK = {
    "id": "Tanyakan D-1007 ke channel manager",
    "en": "Ask a channel manager about D-1007",
}
AGAIN = {"id": "Perpanjang D-1007 lagi", "en": "Extend D-1007 again"}


@pytest.mark.parametrize("language", ASKED)
def test_16_extended_once_and_then_a_person_is_asked(
    chat: People, post: Post, platform: Platform, language: str
) -> None:
    rina = chat("rina", platform).says(ASKED[language]).hears("D-1007", ENDS[language])
    listed = rina.answered
    rina.presses(EXTEND[language]).hears(EXTENDED[language])
    rina.answered = listed
    rina.presses(EXTEND[language]).hears(EXTENDED[language], "Deal rules v2", "30")
    rina.says(AGAIN[language]).hears(EXTENDED[language], "Deal rules v2")
    post.deliver()
    rina.presses(ASK[language]).hears("29 November 2026")
    request = post.deliver().only("maya")
    maya = chat("maya", platform).reads(request)
    maya.presses("Perpanjang D-1007 sampai 29 November 2026").hears("29 November 2026")
    assert any("29 November 2026" in text for text in post.deliver().to("rina"))


RETURN = {
    "id": "Kembalikan D-1012: butuh nomor telepon pengambil keputusan",
    "en": "Return D-1012: need decision maker's phone",
}
COMPLETE = {
    "id": "D-1012 sudah lengkap: keputusan paling lambat Kamis, 17 September 14.00 WIT",
    "en": "D-1012 is complete: decision by Thursday 17 September 14:00 WIT",
}


@pytest.mark.parametrize("language", RETURN)
def test_15_returned_for_one_field(
    chat: People, post: Post, platform: Platform, language: str
) -> None:
    """Nothing of the business hours that were left is lost: it comes back in the same minute."""
    chat("maya", platform).says(RETURN[language]).hears("D-1012", "PT Nusantara Retail")
    asked = post.deliver().only("siti")
    siti = chat("siti", platform).reads(asked)
    form = siti.reply.form("deals.completion")
    assert form is not None
    assert [field.name for field in form.fields] == ["contact"]
    siti.says({"id": "lihat D-1012", "en": "show D-1012"}[language])
    siti.submits("deals.completion", contact="Ibu Ratna 0813 2222 3333")
    siti.hears(COMPLETE[language], "Ibu Ratna")
    assert any("+6281322223333" in text for text in post.deliver().to("maya"))


WIB = ZoneInfo("Asia/Jakarta")
SUBMITTED = datetime(2026, 8, 14, 15, tzinfo=WIB)
EIGHTY_PERCENT = datetime(2026, 8, 19, 11, 50, tzinfo=WIB)
DUE = datetime(2026, 8, 19, 15, tzinfo=WIB)
FRIDAYS = {
    "id": (
        "Daftarkan deal PT Sinar Terang, 40 seat Pro, Rp 60 jt, closing 30 September, "
        "kontak Pak Anton 0812 3456 7890",
        "Rabu, 19 Agustus 15.00 WIB",
    ),
    "en": (
        "Register PT Sinar Terang, 40 Pro seats, IDR 60 million, closing 30 September, "
        "contact Anton 0812 3456 7890",
        "Wednesday 19 August 15:00 WIB",
    ),
}


@pytest.mark.parametrize("language", FRIDAYS)
def test_17_late_over_a_holiday(
    chat: People, post: Post, registry: Registry, store: Store, platform: Platform, language: str
) -> None:
    def clock(now: datetime) -> Arrived:
        for _, _, work in registry.jobs:
            with store.transaction() as records:
                work(Tick(records, now, registry.publish))
        return post.deliver(now)

    sentence, due = FRIDAYS[language]
    chat("rina", platform).at(SUBMITTED).says(sentence).hears(due)
    post.deliver(SUBMITTED)
    nudged = clock(EIGHTY_PERCENT)
    assert [text for text in nudged.to("maya") if "PT Sinar Terang" in text]
    assert not nudged.to("sari")
    assert not nudged.to("rina")
    late = clock(DUE)
    assert [text for text in late.to("sari") if "Maya" in text]
    assert [text for text in late.to("rina") if "PT Sinar Terang" in text]
    assert not late.to("maya")
    again = clock(datetime(2026, 8, 20, 15, tzinfo=WIB))
    assert not [text for who in ("maya", "sari", "rina") for text in again.to(who)]
