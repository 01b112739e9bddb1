"""Amounts and days in registrations that are easily taken for others, and the set of the bench."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from bench.registrations import CATALOGUE, LANGUAGES, read, sentences
from handlers.conversation.slots import Reader
from handlers.deals.draft import Draft
from handlers.deals.reading import from_sentence
from storage.values import Language
from tests.conftest import NOW

DEAL = "daftarkan PT Angin Ribut, 40 seat Pro, "


def read_in(text: str) -> Draft:
    reader = Reader(Language.ID, "IDR", NOW.astimezone(ZoneInfo("Asia/Jakarta")))
    return from_sentence(reader, text, CATALOGUE)


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("harga per seat 1,5 juta", ["60000000"]),
        ("price per user: Rp 1.500.000", ["60000000"]),
        ("x Rp 1.500.000", ["60000000"]),
        ("1,5 juta per seat", ["60000000"]),
        ("Rp 125.000 per seat per bulan", []),
        ("5 juta sebulan", []),
        ("20 juta x 3 termin", []),
        ("60 juta di muka dan 10 juta per tahun", ["60000000", "10000000"]),
    ],
)
def test_what_all_of_it_comes_to_is_read_or_asked_for(said: str, values: list[str]) -> None:
    assert [f"{each.amount:.0f}" for each in read_in(DEAL + said).values] == values


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("closing bukan 30 September tapi 15 Oktober", ["2026-10-15"]),
        ("closing 30 okt atau 15 nov", ["2026-10-30", "2026-11-15"]),
        ("closing tgl 20 bln depan", ["2026-10-20"]),
        ("tutup buku 30 November", ["2026-11-30"]),
    ],
)
def test_a_day_that_it_is_not_is_not_read(said: str, days: list[str]) -> None:
    assert [each.isoformat() for each in read_in(DEAL + said).closings] == days


@pytest.mark.parametrize(
    ("text", "seats"),
    [
        ("deal PT Angin Ribut, seat 40, 60 jt", (40,)),
        ("deal PT Angin Ribut, qty: 40, 60 jt", (40,)),
        ("deal PT Angin Ribut, harga per seat 60 jt", ()),
        ("deal PT Angin Ribut, seat 1.500.000", ()),
    ],
)
def test_the_number_may_stand_behind(text: str, seats: tuple[int, ...]) -> None:
    assert read_in(text).seats == seats


def test_a_name_ends_with_its_line() -> None:
    assert read_in("Pelanggan: PT Angin Ribut\nProduk: Pro").customer == "PT Angin Ribut"


def test_the_set_is_large_and_in_every_language() -> None:
    assert len({each.text for each in sentences()}) >= 300
    assert {each.language for each in sentences()} == set(LANGUAGES)


def test_no_amount_or_day_is_misread_in_silence() -> None:
    """Of the part that the rules were made on; the bench prints the other."""
    assert [each.text for each in sentences("dev") if read(each, each.spoken).silently] == []
