"""Stretches of days as people name them, on Wednesday 16 September 2026."""

from __future__ import annotations

from datetime import datetime

import pytest

from handlers.conversation.slots import Found, Reader
from storage.values import Language, Period
from tests.handlers.conversation.slots.readers import BOTH, INDONESIAN, NOW, day

PERIODS = {
    "bulan ini": ("9-1", "9-30"),
    "this month": ("9-1", "9-30"),
    "bulan berjalan": ("9-1", "9-30"),
    "bulan lalu": ("8-1", "8-31"),
    "bulan kemarin": ("8-1", "8-31"),
    "last month": ("8-1", "8-31"),
    "previous month": ("8-1", "8-31"),
    "bulan depan": ("10-1", "10-31"),
    "next month": ("10-1", "10-31"),
    "minggu ini": ("9-14", "9-20"),
    "this week": ("9-14", "9-20"),
    "pekan lalu": ("9-7", "9-13"),
    "minggu depan": ("9-21", "9-27"),
    "kuartal ini": ("7-1", "9-30"),
    "this quarter": ("7-1", "9-30"),
    "kuartal lalu": ("4-1", "6-30"),
    "triwulan yang lalu": ("4-1", "6-30"),
    "last quarter": ("4-1", "6-30"),
    "next quarter": ("10-1", "12-31"),
    "tahun ini": ("1-1", "12-31"),
    "last year": ("2025-1-1", "2025-12-31"),
    "tahun depan": ("2027-1-1", "2027-12-31"),
    "Q3": ("7-1", "9-30"),
    "q3": ("7-1", "9-30"),
    "Q3 2026": ("7-1", "9-30"),
    "2026-Q3": ("7-1", "9-30"),
    "Q3'25": ("2025-7-1", "2025-9-30"),
    "Q1": ("1-1", "3-31"),
    "Q4": ("10-1", "12-31"),
    "Q3 last year": ("2025-7-1", "2025-9-30"),
    "Q3 tahun lalu": ("2025-7-1", "2025-9-30"),
    "Q1 tahun depan": ("2027-1-1", "2027-3-31"),
    "kuartal 3": ("7-1", "9-30"),
    "kuartal III": ("7-1", "9-30"),
    "kuartal ketiga 2025": ("2025-7-1", "2025-9-30"),
    "triwulan ke-2": ("4-1", "6-30"),
    "TW 3": ("7-1", "9-30"),
    "third quarter of 2026": ("7-1", "9-30"),
    "September": ("9-1", "9-30"),
    "Agustus": ("8-1", "8-31"),
    "August 2026": ("8-1", "8-31"),
    "Sep 2025": ("2025-9-1", "2025-9-30"),
    "Sep '25": ("2025-9-1", "2025-9-30"),
    "bulan Juni kemarin": ("6-1", "6-30"),
    "Maret": ("3-1", "3-31"),
    "in March": ("3-1", "3-31"),
    "bulan Okt": ("10-1", "10-31"),
    "October": ("10-1", "10-31"),
    "Desember lalu": ("2025-12-1", "2025-12-31"),
    "last August": ("8-1", "8-31"),
    "Agustus depan": ("2027-8-1", "2027-8-31"),
    "next December": ("12-1", "12-31"),
    "September ini": ("9-1", "9-30"),
    "September tahun lalu": ("2025-9-1", "2025-9-30"),
    "in May": ("5-1", "5-31"),
    "may 2026": ("5-1", "5-31"),
    "2026-09": ("9-1", "9-30"),
    "09/2026": ("9-1", "9-30"),
    "tahun 2025": ("2025-1-1", "2025-12-31"),
    "YTD": ("1-1", "9-16"),
    "quarter to date": ("7-1", "9-16"),
    "sejak awal bulan": ("9-1", "9-16"),
    "last 3 months": ("6-17", "9-16"),
    "past 2 quarters": ("3-17", "9-16"),
    "trailing 12 months": ("2025-9-17", "9-16"),
    "30 hari terakhir": ("8-18", "9-16"),
    "2 minggu terakhir": ("9-3", "9-16"),
}
NO_PERIOD = [
    "30 September",
    "akhir bulan",
    "akhir Oktober",
    "may i see it",
    "on the march",
    "jan",
    "bulan",
    "2026",
    "90 hari",
    "Q5",
    "Jumat minggu depan",
]


@pytest.mark.parametrize("written", PERIODS)
@pytest.mark.parametrize("reader", BOTH, ids=["id", "en"])
def test_a_period(reader: Reader, written: str) -> None:
    first, last = PERIODS[written]
    (found,) = reader.periods(f"SPIFF saya {written}?")
    assert isinstance(found, Found)
    assert found.value == Period(day(first), day(last))


@pytest.mark.parametrize("written", NO_PERIOD)
@pytest.mark.parametrize("reader", BOTH, ids=["id", "en"])
def test_what_is_no_period(reader: Reader, written: str) -> None:
    assert reader.periods(written) == []


def test_a_month_half_a_year_ahead_is_rather_last_years() -> None:
    january = Reader(Language.EN, "IDR", datetime(2027, 1, 4, 9, tzinfo=NOW.tzinfo))
    (found,) = january.periods("how much in December?")
    assert found == Found(Period(day("12-1"), day("12-31")), 9, 20)


def test_two_periods_in_the_order_of_the_sentence() -> None:
    found = INDONESIAN.periods("Rebate Q3 dibanding Q2 tahun lalu")
    assert [(f.start, f.end) for f in found] == [(7, 9), (20, 33)]
