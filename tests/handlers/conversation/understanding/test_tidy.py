"""What is left of a sentence to compare it by."""

from __future__ import annotations

import pytest

from handlers.conversation.understanding.tidy import words
from storage.values import Language


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("daftarin dong", "daftar"),
        ("Mendaftarkan", "daftar"),
        ("gw ga tau knp", "saya tidak tau kenapa"),
        ("brp sih", "berapa"),
        ("makasih", "terima kasih"),
        ("kemarin Senin", "kemarin senin"),
        ("deal PT Sinar Terang, 60 jt", "deal #company #amount"),
        ("setujui d-1012", "setuju #reference"),
        ("closing 12/10/2026", "closing #date"),
        ("lihat cahayaabadi.co.id", "lihat #address"),
        ("kirim ke budi@maju.co.id", "kirim ke #address"),
        ("deal PT Maju.co.id", "deal #company"),
        ("40 seat", "#number seat"),
        ("12.000.000", "#amount"),
    ],
)
def test_indonesian_words(sentence: str, expected: str) -> None:
    assert words(sentence, Language.ID) == expected.split()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("I'm registering deals, pls", "i am regist deal"),
        ("what's my SPIFF for Acme Ltd", "what is my spiff for #company"),
        ("origin", "origin"),
    ],
)
def test_english_words(sentence: str, expected: str) -> None:
    assert words(sentence, Language.EN) == expected.split()
