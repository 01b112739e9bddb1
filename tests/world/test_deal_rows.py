"""Rows 15 and 16: a deal goes back for one field; what ends soon is extended once."""

from __future__ import annotations

import pytest

from storage.values import Platform
from tests.conftest import People
from tests.world.posting import Post

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
