"""When something is to happen, said on Wednesday 16 September 2026 at 10:00 in Jakarta."""

from __future__ import annotations

from datetime import datetime

import pytest

from handlers.conversation.slots import LocalMoment, Reader, choices
from tests.handlers.conversation.slots.readers import BOTH, ENGLISH, INDONESIAN

JAKARTA, MAKASSAR, JAYAPURA = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"


def at(written: str, zone: str | None = None, *, local: bool = False) -> LocalMoment:
    return LocalMoment(datetime.fromisoformat(f"2026-{written}"), zone, local)


MOMENTS = {
    "besok jam 9": [at("09-17 09:00")],
    "tomorrow 9am": [at("09-17 09:00")],
    "tomorrow at 9:30 pm": [at("09-17 21:30")],
    "jam 9 besok": [at("09-17 09:00")],
    "9 o'clock tomorrow": [at("09-17 09:00")],
    "14:00 on 17 September": [at("09-17 14:00")],
    "17 September 14.00 WIB": [at("09-17 14:00", JAKARTA)],
    "Kamis, 17 September pukul 14.00 WITA": [at("09-17 14:00", MAKASSAR)],
    "25/9/2026 09.00 (WIT)": [at("09-25 09:00", JAYAPURA)],
    "2026-09-17 08:00 UTC": [at("09-17 08:00", "UTC")],
    "2026-09-17T14:00": [at("09-17 14:00")],
    "2026-09-17T14:00:00Z": [at("09-17 14:00", "UTC")],
    "2026-09-17T14:00+07:00": [at("09-17 14:00", "Etc/GMT-7")],
    "besok 09.00 UTC+8": [at("09-17 09:00", "Etc/GMT-8")],
    "besok 09.00 UTC+99": [at("09-17 09:00")],
    "besok pukul 08.00 waktu Jayapura": [at("09-17 08:00", JAYAPURA)],
    "tomorrow 14:00 Jakarta time": [at("09-17 14:00", JAKARTA)],
    "besok jam 9 waktu setempat": [at("09-17 09:00", local=True)],
    "lusa jam 10 pagi local time": [at("09-18 10:00", local=True)],
    "tomorrow at 9 in their own time": [at("09-17 09:00", local=True)],
    "besok jam 9 waktu masing-masing": [at("09-17 09:00", local=True)],
    "jam 9": [at("09-17 09:00")],
    "jam 11": [at("09-16 11:00")],
    "jam 7 malam": [at("09-16 19:00")],
    "jam 2 siang": [at("09-16 14:00")],
    "jam 11 siang": [at("09-16 11:00")],
    "besok jam 3 sore": [at("09-17 15:00")],
    "jam 3 sore hari ini": [at("09-16 15:00")],
    "besok jam 3 malam": [at("09-17 03:00")],
    "besok jam sembilan pagi": [at("09-17 09:00")],
    "jam setengah 9": [at("09-17 08:30")],
    "besok jam 9 lewat 15": [at("09-17 09:15")],
    "besok jam 9 kurang seperempat": [at("09-17 08:45")],
    "besok jam 09 pm": [at("09-17 21:00")],
    "besok jam 02.00": [at("09-17 02:00")],
    "tomorrow 12 am": [at("09-17 00:00")],
    "tomorrow 12 pm": [at("09-17 12:00")],
    "Friday at noon": [at("09-18 12:00")],
    "Setiap Senin 08.30": [at("09-21 08:30")],
    "08.30 WIT": [at("09-17 08:30", JAYAPURA)],
    "besok ke semua mitra jam 9": [at("09-17 09:00")],
    "jam 9 ke semua mitra besok": [at("09-17 09:00")],
    "in 2 hours": [at("09-16 12:00")],
    "2 jam lagi": [at("09-16 12:00")],
    "sejam lagi": [at("09-16 11:00")],
    "setengah jam lagi": [at("09-16 10:30")],
    "half an hour from now": [at("09-16 10:30")],
    "30 menit lagi": [at("09-16 10:30")],
    "sekarang": [at("09-16 10:00")],
    "right now": [at("09-16 10:00")],
}
UNSURE = {
    "jam 2": [at("09-16 14:00"), at("09-17 02:00")],
    "tomorrow at 3": [at("09-17 15:00"), at("09-17 03:00")],
    "besok jam 12 malam": [at("09-17 00:00"), at("09-18 00:00")],
    "midnight on Friday": [at("09-18 00:00"), at("09-19 00:00")],
    "next Friday at 9": [at("09-18 09:00"), at("09-25 09:00")],
}
NO_MOMENT = [
    "besok",
    "tomorrow morning",
    "48 jam",
    "at 40 seats",
    "at 5 million",
    "jam 25",
    "14.00",
    "Rp 14.00",
    "rasio 3:2",
    "jam berapa",
]


@pytest.mark.parametrize("written", MOMENTS)
@pytest.mark.parametrize("reader", BOTH, ids=["id", "en"])
def test_a_moment(reader: Reader, written: str) -> None:
    assert [choices(m) for m in reader.moments(written)] == [tuple(MOMENTS[written])]


@pytest.mark.parametrize("written", UNSURE)
@pytest.mark.parametrize("reader", BOTH, ids=["id", "en"])
def test_a_time_that_may_be_either(reader: Reader, written: str) -> None:
    assert [choices(m) for m in reader.moments(written)] == [tuple(UNSURE[written])]


@pytest.mark.parametrize("written", NO_MOMENT)
@pytest.mark.parametrize("reader", BOTH, ids=["id", "en"])
def test_what_is_no_moment(reader: Reader, written: str) -> None:
    assert reader.moments(written) == []


def test_the_dates_in_the_words_of_an_announcement_are_not_when_it_is_sent() -> None:
    text = (
        "Umumkan ke semua mitra Gold besok jam 9 waktu setempat: harga Pro berubah 1 Oktober,"
        " wajib konfirmasi sebelum 25 September"
    )
    (moment,) = INDONESIAN.moments(text)
    assert choices(moment) == (at("09-17 09:00", local=True),)
    assert text[moment.start : moment.end] == "besok jam 9"
    (other,) = ENGLISH.moments("Announce at 11: prices change on 1 October")
    assert choices(other) == (at("09-16 11:00"),)


def test_two_moments_of_one_sentence() -> None:
    found = INDONESIAN.moments("18 September jam 09.00 WIB dan 19 September jam 14.00 WIB")
    assert [choices(m) for m in found] == [
        (at("09-18 09:00", JAKARTA),),
        (at("09-19 14:00", JAKARTA),),
    ]


def test_now_only_where_no_other_moment_is_named() -> None:
    (moment,) = INDONESIAN.moments("sekarang siapkan, kirim besok jam 9")
    assert choices(moment) == (at("09-17 09:00"),)


def test_a_time_in_another_zone_is_the_next_one_there() -> None:
    """It is 12:00 in Jayapura, so 11:00 there is tomorrow's."""
    (moment,) = INDONESIAN.moments("jam 11 WIT")
    assert choices(moment) == (at("09-17 11:00", JAYAPURA),)
