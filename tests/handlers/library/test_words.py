"""What is heard by its words, whoever learns what beside it."""

from __future__ import annotations

import pytest

from handlers.library.adding import DICTATED
from handlers.library.gaps import CLOSES, NAMED
from handlers.library.report import REPORTED
from handlers.library.shelf import CHANGES, WITHDRAWS


@pytest.mark.parametrize(
    "sentence",
    [
        "tambahkan ke pengetahuan: x",
        "tambah pengetahuan: x",
        "tolong simpan di pengetahuan ya: x",
        "please add this to the knowledge base: x",
        "save this text as knowledge\nx",
        "catat di pengetahuan untuk reseller Gold: x",
    ],
)
def test_a_text_for_the_knowledge(sentence: str) -> None:
    found = DICTATED.fullmatch(sentence)
    assert found
    assert found["words"] == "x"


@pytest.mark.parametrize(
    "sentence",
    [
        "what did our partners ask this month?",
        "apa saja pertanyaan mitra bulan ini",
        "bulan ini mitra menanyakan apa saja",
        "mitra paling sering tanya apa",
        "apa yang ditanya mitra",
    ],
)
def test_a_report(sentence: str) -> None:
    assert REPORTED.fullmatch(sentence)


@pytest.mark.parametrize(
    "sentence", ["mitra boleh tanya apa ke petugas?", "what can partners ask?", "who may ask"]
)
def test_no_report(sentence: str) -> None:
    assert not REPORTED.fullmatch(sentence)


@pytest.mark.parametrize(
    ("sentence", "closes"),
    [
        ("G-12 will not be answered: spam", True),
        ("tutup saja G-12", True),
        ("nggak usah dijawab G-12", True),
        ("assign G-12 to Budi by Friday", False),
        ("saya yang menjawab G-12", False),
        ("G-12 buat Maya", False),
    ],
)
def test_a_gap_by_its_number(sentence: str, closes: bool) -> None:
    assert NAMED.fullmatch(sentence)
    assert bool(CLOSES.search(sentence)) is closes


@pytest.mark.parametrize(
    "sentence", ["rak G-12 muat berapa server?", "apa itu G-12", "tutup T-1234"]
)
def test_no_gap(sentence: str) -> None:
    assert not NAMED.fullmatch(sentence)


def test_documents_are_named_as_such() -> None:
    """Deals keep their own words."""
    assert WITHDRAWS.fullmatch("tolong tarik dokumen Daftar harga")
    assert WITHDRAWS.fullmatch("take the datasheet out of the knowledge")
    assert CHANGES.fullmatch("ubah masa berlaku Daftar harga")
    assert CHANGES.fullmatch("change the audience of the price list")
    for other in ("withdraw D-1012", "tarik deal saya", "ubah nilai D-1012", "change my language"):
        assert not WITHDRAWS.fullmatch(other)
        assert not CHANGES.fullmatch(other)
