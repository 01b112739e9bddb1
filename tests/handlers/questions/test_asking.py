"""What a sentence asks, and as of which day."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.conversation.slots import Reader
from handlers.questions.asking import Part, parts
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
        ("proteksi berapa hari pada bulan Juni?", [Part("proteksi berapa hari?", JUNE)]),
        ("What was the protection before July?", [Part("What was the protection?", JUNE)]),
        ("Kapan September dibayar?", [Part("Kapan September dibayar?")]),
        ("Untuk Basic, berapa seat?", [Part("Untuk Basic, berapa seat?")]),
        (
            "Berapa harga Pro dan siapa yang dapat rebate?",
            [Part("Berapa harga Pro"), Part("siapa yang dapat rebate?")],
        ),
        ("Berapa harga Pro mulai Oktober?", [Part("Berapa harga Pro?", date(2026, 10, 1))]),
        ("What will Pro cost next year?", [Part("What will Pro cost?", date(2027, 1, 1))]),
        ("When are the October earnings paid?", [Part("When are the October earnings paid?")]),
        ("Proteksi per 1 Juli 2026 berapa?", [Part("Proteksi berapa?", date(2026, 7, 1))]),
        ("Proteksi sejak Juli berapa?", [Part("Proteksi berapa?", date(2026, 7, 1))]),
        (
            "How long was the protection last year?",
            [Part("How long was the protection?", date(2025, 12, 31))],
        ),
        ("proteksi sebelum bulan ini berapa?", [Part("proteksi berapa?", date(2026, 8, 31))]),
        ("protection after June?", [Part("protection?", date(2026, 7, 1))]),
        ("Berapa lama proteksi menurut v1?", [Part("Berapa lama proteksi?", None, "v1")]),
        ("Berapa harga Pro sekarang?", [Part("Berapa harga Pro?")]),
        ("dan bulan Juni berapa?", []),
        ("apa ya?", []),
    ],
)
def test_parts(sentence: str, expected: list[Part]) -> None:
    assert list(parts(sentence, READ)) == expected
