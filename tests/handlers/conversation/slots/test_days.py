"""Days as people name them, on Wednesday 16 September 2026."""

from __future__ import annotations

import pytest

from handlers.conversation.slots import Reader, choices
from tests.handlers.conversation.slots.readers import BOTH, ENGLISH, INDONESIAN, day

IN_BOTH = {
    "besok": "9-17",
    "tomorrow": "9-17",
    "lusa": "9-18",
    "the day after tomorrow": "9-18",
    "hari ini": "9-16",
    "today": "9-16",
    "kemarin": "9-15",
    "yesterday": "9-15",
    "2026-10-12": "10-12",
    "2026/10/12": "10-12",
    "25/10/2026": "10-25",
    "10/25/2026": "10-25",
    "12.10.2026": "10-12",
    "12/12/2026": "12-12",
    "30-Sep-2026": "9-30",
    "30-Sep-26": "9-30",
    "30 September": "9-30",
    "30 september 2026": "9-30",
    "30 Sept '26": "9-30",
    "September 30": "9-30",
    "Sept 30th, 2026": "9-30",
    "the 30th of September": "9-30",
    "5 Agustus": "2026-8-5",
    "16 September": "9-16",
    "15 September": "2026-9-15",
    "5 Agt 2026": "8-5",
    "29 Februari": "2028-2-29",
    "Kamis, 17 September 2026": "9-17",
    "Friday, September 18, 2026": "9-18",
    "hari Jumat tanggal 18 September": "9-18",
    "Minggu, 20 September 2026": "9-20",
    "May 5, 2027": "2027-5-5",
    "5 Mei": "2027-5-5",
    "tgl 5": "10-5",
    "tanggal 30": "9-30",
    "tgl 16": "9-16",
    "tgl 31": "10-31",
    "tgl. 5 bulan depan": "10-5",
    "the 5th": "10-5",
    "the 30th of next month": "10-30",
    "akhir bulan": "9-30",
    "akhir bulan ini": "9-30",
    "akhir bulan depan": "10-31",
    "end of the month": "9-30",
    "end of next month": "10-31",
    "month end": "9-30",
    "EOM": "9-30",
    "EOQ": "9-30",
    "awal bulan": "10-1",
    "awal bulan depan": "10-1",
    "awal bulan ini": "9-1",
    "beginning of next month": "10-1",
    "pertengahan bulan": "10-15",
    "pertengahan Oktober": "10-15",
    "mid-October": "10-15",
    "akhir Oktober": "10-31",
    "end of Feb": "2027-2-28",
    "akhir Juni": "2027-6-30",
    "akhir Juni 2026": "6-30",
    "akhir kuartal": "9-30",
    "akhir kuartal depan": "12-31",
    "pertengahan kuartal depan": "11-15",
    "end of the quarter": "9-30",
    "end of Q4": "12-31",
    "akhir Q2": "2027-6-30",
    "awal Q1 2027": "2027-1-1",
    "akhir tahun": "12-31",
    "end of next year": "2027-12-31",
    "year-end": "12-31",
    "pertengahan tahun depan": "2027-6-30",
    "awal tahun": "2027-1-1",
    "akhir minggu ini": "9-18",
    "end of the week": "9-18",
    "akhir pekan": "9-19",
    "akhir pekan ini": "9-19",
    "awal minggu depan": "9-21",
    "middle of next week": "9-23",
    "3 hari lagi": "9-19",
    "dua minggu lagi": "9-30",
    "seminggu lagi": "9-23",
    "sebulan lagi": "10-16",
    "dalam 2 minggu": "9-30",
    "in 3 days": "9-19",
    "in two weeks": "9-30",
    "a week from today": "9-23",
    "two months from now": "11-16",
    "in a year": "2027-9-16",
    "3 hari yang lalu": "9-13",
    "two weeks ago": "9-2",
    "Friday": "9-18",
    "Jumat": "9-18",
    "Jum'at": "9-18",
    "hari Minggu": "9-20",
    "this Friday": "9-18",
    "Jumat ini": "9-18",
    "Rabu": "9-23",
    "Rabu ini": "9-16",
    "Friday next week": "9-25",
    "Jumat minggu depan": "9-25",
    "next week's Friday": "9-25",
    "next Tuesday": "9-22",
    "Selasa depan": "9-22",
    "last Friday": "9-11",
    "Rabu kemarin": "9-9",
    "Jumat lalu": "9-11",
    "Jumat minggu lalu": "9-11",
    "on Fri": "9-18",
}
UNSURE_IN_BOTH = {
    "next Friday": ("9-18", "9-25"),
    "Jumat depan": ("9-18", "9-25"),
    "Friday 17 September": ("9-17", "9-18"),
    "12-15 Oktober": ("10-12", "10-15"),
}
#: Read with the day first in Indonesian, unsure in English.
BY_LANGUAGE = {
    "12/10/2026": ("10-12", "12-10"),
    "12-10-2026": ("10-12", "12-10"),
    "12/10/26": ("10-12", "12-10"),
    "tgl 12/10": ("10-12", "12-10"),
    "01/10": ("10-1", "2027-1-10"),
}
NO_DAY = [
    "31/02/2026",
    "32 September",
    "30 Februari 2026",
    "tgl 32",
    "24/7",
    "1/2",
    "50/50",
    "90 hari",
    "2 minggu terakhir",
    "in 1.5 weeks",
    "setengah bulan lagi",
    "2 hari kerja lagi",
    "minggu depan",
    "bulan kemarin",
    "Juni kemarin",
    "September 2026",
    "you may 5",
    "sun",
    "Oktober 12 seat",
    "Rp 5 juta",
    "akhir kata",
    "the 5th quarter",
    "v12.10.2026",
    "0812-10-2026",
]


def read(reader: Reader, text: str) -> list[tuple[object, ...]]:
    return [choices(reading) for reading in reader.days(text)]


@pytest.mark.parametrize("written", IN_BOTH)
@pytest.mark.parametrize("reader", BOTH, ids=["id", "en"])
def test_a_day_that_reads_the_same_in_both_languages(reader: Reader, written: str) -> None:
    assert read(reader, f"PT Maju, 60 jt, {written}") == [(day(IN_BOTH[written]),)]


@pytest.mark.parametrize("written", UNSURE_IN_BOTH)
@pytest.mark.parametrize("reader", BOTH, ids=["id", "en"])
def test_a_day_that_may_be_either(reader: Reader, written: str) -> None:
    assert read(reader, written) == [tuple(map(day, UNSURE_IN_BOTH[written]))]


@pytest.mark.parametrize("written", BY_LANGUAGE)
def test_the_order_of_figures_goes_by_the_language(written: str) -> None:
    day_first, month_first = map(day, BY_LANGUAGE[written])
    assert read(INDONESIAN, written) == [(day_first,)]
    assert read(ENGLISH, written) == [(day_first, month_first)]


@pytest.mark.parametrize("written", NO_DAY)
@pytest.mark.parametrize("reader", BOTH, ids=["id", "en"])
def test_what_is_no_day(reader: Reader, written: str) -> None:
    assert read(reader, written) == []


def test_every_day_of_a_sentence_in_its_order() -> None:
    text = "besok jam 9: harga Pro berubah 1 Oktober, konfirmasi sebelum 25 September"
    assert read(INDONESIAN, text) == [(day("9-17"),), (day("10-1"),), (day("9-25"),)]


def test_an_amount_beside_a_month_is_no_day() -> None:
    assert read(INDONESIAN, "closing September 30 jt") == []
    assert read(INDONESIAN, "PT Maju 60 jt 30 September 40 seat") == [(day("9-30"),)]
