"""Amounts as people write them in chats."""

from __future__ import annotations

import pytest

from handlers.conversation.slots import Reader, Unsure, choices
from storage.values import Language, Money
from tests.handlers.conversation.slots.readers import (
    BOTH,
    ENGLISH,
    INDONESIAN,
    NOW,
    dollars,
    rupiah,
)

IN_BOTH = {
    "50 juta": rupiah(50_000_000),
    "60 jt": rupiah(60_000_000),
    "60jt": rupiah(60_000_000),
    "Rp60JT": rupiah(60_000_000),
    "300 rb": rupiah(300_000),
    "250 ribu": rupiah(250_000),
    "75k rupiah": rupiah(75_000),
    "1,5 miliar": rupiah(1_500_000_000),
    "1.5 milyar": rupiah(1_500_000_000),
    "2 T": rupiah(2_000_000_000_000),
    "2 triliun": rupiah(2_000_000_000_000),
    "Rp 75.000.000": rupiah(75_000_000),
    "Rp75.000.000,-": rupiah(75_000_000),
    "Rp. 75.000.000,00": rupiah(75_000_000),
    "Rp 75.000.000,50": rupiah("75000000.50"),
    "Rp 75,000,000.50": rupiah("75000000.50"),
    "IDR 75,000,000": rupiah(75_000_000),
    "75.000.000": rupiah(75_000_000),
    "75000000": rupiah(75_000_000),
    "75.000.000 rupiah": rupiah(75_000_000),
    "Rp 1.500": rupiah(1_500),
    "Rp 1,500": rupiah(1_500),
    "rp 250000": rupiah(250_000),
    "IDR 2 billion": rupiah(2_000_000_000),
    "2 billion rupiah": rupiah(2_000_000_000),
    "2bn": rupiah(2_000_000_000),
    "3 trillion": rupiah(3_000_000_000_000),
    "500 thousand": rupiah(500_000),
    "$4,500.50": dollars("4500.50"),
    "$4.500,50": dollars("4500.50"),
    "US$ 4,500": dollars(4_500),
    "USD 10k": dollars(10_000),
    "10k USD": dollars(10_000),
    "$1.500": dollars(1_500),
    "4,500 dollars": dollars(4_500),
    "12 ribu dolar AS": dollars(12_000),
    "2 million dollars": dollars(2_000_000),
    "RM 20.000": (Money.of(20_000, "MYR"),),
    "S$ 1,250.75": (Money.of("1250.75", "SGD"),),
    "€ 99,95": (Money.of("99.95", "EUR"),),
    "¥ 12,000": (Money.of(12_000, "JPY"),),
    "satu setengah juta": rupiah(1_500_000),
    "setengah miliar": rupiah(500_000_000),
    "sejuta": rupiah(1_000_000),
    "seratus juta": rupiah(100_000_000),
    "dua ratus lima puluh juta": rupiah(250_000_000),
    "one and a half million": rupiah(1_500_000),
    "half a billion": rupiah(500_000_000),
    "a million dollars": dollars(1_000_000),
    "fifty-five million": rupiah(55_000_000),
    "1 miliar 200 juta": rupiah(1_200_000_000),
    "2 juta 500 ribu": rupiah(2_500_000),
    "60 jutaan": rupiah(60_000_000),
    "60jt-an": rupiah(60_000_000),
    "-Rp 5.000": rupiah(-5_000),
    "50-60 juta": rupiah(50_000_000, 60_000_000),
    "50 sampai 60 juta": rupiah(50_000_000, 60_000_000),
}
IN_INDONESIAN = {
    "1,2 M": rupiah(1_200_000_000),
    "1.2M": rupiah(1_200_000_000),
    "300 m": rupiah(300_000_000_000),
    "setengah M": rupiah(500_000_000),
    "Rp 1,5 M": rupiah(1_500_000_000),
    "1.500 juta": rupiah(1_500_000_000),
    "1,200 juta": rupiah(1_200_000, 1_200_000_000),
    "1,500 million": rupiah(1_500_000, 1_500_000_000),
    "USD 1,2 M": dollars(1_200_000, 1_200_000_000),
    "1,25 miliar": rupiah(1_250_000_000),
}
IN_ENGLISH = {
    "IDR 1.2M": rupiah(1_200_000, 1_200_000_000),
    "1,2 M": rupiah(1_200_000, 1_200_000_000),
    "300 m": rupiah(300_000_000, 300_000_000_000),
    "$1.2M": dollars(1_200_000),
    "$1.375 million": dollars(1_375_000),
    "1,500 million": rupiah(1_500_000_000),
    "1.500 million": rupiah(1_500_000, 1_500_000_000),
    "1.500 juta": rupiah(1_500_000, 1_500_000_000),
    "1,500 juta": rupiah(1_500_000_000, 1_500_000),
    "12,50 million": rupiah(12_500_000),
}
NO_MONEY = [
    "40 seat",
    "1.000.000 kursi",
    "2 ribu user",
    "75000",
    "12/10/2026",
    "2026-10-12",
    "D-1012",
    "tgl 5",
    "0812 3456 7890",
    "+62 812-3456-7890",
    "6281234567890",
    "01.234.567.8-901.000",
    "3175012345670001",
    "Rp",
    "1.2.3",
    "1.000,000,5",
    "5,000,00,0 juta",
    "10 %",
    "25000000%",
    "Corp 500",
    "sales1000000@maju.co.id",
    "PT Sejuta Sinar",
    "Toko Seribu Rasa",
    "a b test",
    "PT 1.2.3 juta",
    "10 mitra",
    "jam 9",
    "and million",
]


def read(reader: Reader, text: str) -> list[tuple[Money, ...]]:
    return [choices(reading) for reading in reader.money(text)]


@pytest.mark.parametrize("written", IN_BOTH)
@pytest.mark.parametrize("reader", BOTH, ids=["id", "en"])
def test_an_amount_that_reads_the_same_in_both_languages(reader: Reader, written: str) -> None:
    assert read(reader, f"PT Maju, {written}, besok") == [IN_BOTH[written]]


@pytest.mark.parametrize("written", IN_INDONESIAN)
def test_an_amount_in_an_indonesian_sentence(written: str) -> None:
    assert read(INDONESIAN, f"nilainya {written} ya") == [IN_INDONESIAN[written]]


@pytest.mark.parametrize("written", IN_ENGLISH)
def test_an_amount_in_an_english_sentence(written: str) -> None:
    assert read(ENGLISH, f"worth {written} in all") == [IN_ENGLISH[written]]


@pytest.mark.parametrize("written", NO_MONEY)
@pytest.mark.parametrize("reader", BOTH, ids=["id", "en"])
def test_a_number_that_is_no_amount(reader: Reader, written: str) -> None:
    assert read(reader, written) == []


def test_where_an_amount_stands() -> None:
    (reading,) = ENGLISH.money("new deal PT Maju, IDR 1.2M, 12/10/2026")
    assert isinstance(reading, Unsure)
    assert (reading.start, reading.end) == (18, 26)


def test_a_dash_that_opens_one_of_several_lines_is_no_minus() -> None:
    assert read(INDONESIAN, "deal:\n-PT Maju\n-Rp 60 jt") == [rupiah(60_000_000)]


def test_several_amounts_of_one_sentence() -> None:
    text = "Buat SPIFF 300 rb per seat Pro, maks 12 jt per orang, anggaran 70 jt"
    assert read(INDONESIAN, text) == [rupiah(300_000), rupiah(12_000_000), rupiah(70_000_000)]


def test_a_partner_who_counts_in_dollars_means_dollars() -> None:
    reader = Reader(Language.EN, "SGD", NOW)
    assert read(reader, "$500") == [(Money.of(500, "SGD"),)]
    assert read(reader, "1.2M") == [(Money.of(1_200_000, "SGD"),)]
    assert read(Reader(Language.EN, "CNY", NOW), "¥500") == [(Money.of(500, "CNY"),)]
    assert read(reader, "75.000.000") == [(Money.of(75_000_000, "SGD"),)]


def test_a_larger_number_before_a_dash_is_no_range() -> None:
    assert read(INDONESIAN, "90-60 juta") == [rupiah(60_000_000)]
    assert read(INDONESIAN, "1.2.3-60 juta") == [rupiah(60_000_000)]
