"""What a sentence asks, and as of which day."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.conversation.slots import Reader
from handlers.questions.asking import Part, following, parts
from storage.values import Language

NOW = datetime(2026, 9, 16, 10, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
READ = Reader(Language.ID, "IDR", NOW)
JUNE = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Berapa harga Pro?", [Part("Berapa harga Pro?")]),
        (
            "Masa proteksi berapa lama, dan bulan Juni kemarin berapa?",
            [Part("Masa proteksi berapa lama"), Part("Masa proteksi berapa lama", JUNE)],
        ),
        ("proteksi berapa hari pada bulan Juni?", [Part("proteksi berapa hari pada ?", JUNE)]),
        ("What was the protection before July?", [Part("What was the protection ?", JUNE)]),
        ("Kapan September dibayar?", [Part("Kapan September dibayar?")]),
        ("Untuk Basic, berapa seat?", [Part("Untuk Basic, berapa seat?")]),
        (
            "Berapa harga Pro dan siapa yang dapat rebate?",
            [Part("Berapa harga Pro"), Part("siapa yang dapat rebate?")],
        ),
        ("dan bulan Juni berapa?", []),
        ("apa ya?", []),
    ],
)
def test_parts(sentence: str, expected: list[Part]) -> None:
    assert list(parts(sentence, READ)) == expected


@pytest.mark.parametrize(
    ("sentence", "earlier", "expected"),
    [
        ("kalau yang Basic?", "Maksimal seat untuk Pro?", [Part("Maksimal seat untuk Basic?")]),
        ("what about basic?", "how many seats has pro", [Part("how many seats has basic")]),
        ("kalau Silver?", "Komisi untuk Gold berapa?", [Part("Komisi untuk Silver berapa?")]),
        ("kalau Basic?", "berapa seat?", [Part("berapa seat Basic?")]),
        ("kalau harganya?", "berapa seat Pro?", [Part("harganya Pro")]),
        ("kalau harganya?", "berapa seat?", [Part("harganya berapa seat?")]),
        ("kalau bulan Juni?", "berapa harga Pro?", [Part("berapa harga Pro?", JUNE)]),
        ("kenapa?", "berapa harga Pro?", []),
        ("terus?", "berapa harga Pro?", []),
    ],
)
def test_follow_ups(sentence: str, earlier: str, expected: list[Part]) -> None:
    assert list(following(sentence, earlier, ["CloudSuite Pro", "Pro"], READ)) == expected
