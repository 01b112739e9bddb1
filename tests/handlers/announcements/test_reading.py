from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.announcements import wording
from handlers.announcements.audience import Audience
from handlers.announcements.drafting import from_sentence
from handlers.announcements.reading import Fault, Reading
from handlers.announcements.timing import At, Local, Now, Timing
from handlers.conversation.slots import Reader
from handlers.conversation.text import Text
from storage.values import Language
from tests.conftest import NOW

EN, ID = Language.EN, Language.ID
REGIONS = ("Jakarta", "Balikpapan", "Jayapura")
COURSES = ("CloudSuite Sales", "Making the most of Gold")
NINE = datetime(2026, 9, 17, 9, 0)  # noqa: DTZ001 - a wall clock's time has no zone
TOMORROW = At(datetime(2026, 9, 17, 2, 0, tzinfo=UTC), "Asia/Jakarta")


def reading(language: Language) -> Reading:
    here = NOW.astimezone(ZoneInfo("Asia/Jakarta"))
    return Reading(Reader(language, "IDR", here), "Asia/Jakarta", REGIONS, COURSES)


AUDIENCES = [
    (ID, "umumkan ke semua mitra", Audience(everyone=True)),
    (ID, "ke semua mitra Gold besok jam 9", Audience(tiers=("gold",))),
    (ID, "tolong umumkan ke mitra emas dan perak", Audience(tiers=("silver", "gold"))),
    (ID, "pengecer di Jakarta", Audience(kinds=("reseller",), regions=("Jakarta",))),
    (ID, "penyedia jasa, afiliasi", Audience(kinds=("affiliate", "service"))),
    (ID, "semua distributor berbahasa Indonesia", Audience(("distributor",), (), (), ("id",))),
    (EN, "announce to all partners", Audience(everyone=True)),
    (EN, "Gold resellers in Balikpapan", Audience(("reseller",), ("gold",), ("Balikpapan",))),
    (EN, "send to referral partners tomorrow at 9:00", Audience(kinds=("referral",))),
    (EN, "English speakers", Audience(languages=("en",))),
    (EN, "to partners certified in CloudSuite Sales", Audience(certified=COURSES[:1])),
    (
        EN,
        "resellers certified in Making the most of Gold",
        Audience(("reseller",), certified=COURSES[1:]),
    ),
    (
        ID,
        "ke mitra Gold yang bersertifikat CloudSuite Sales",
        Audience(tiers=("gold",), certified=COURSES[:1]),
    ),
    (ID, "umumkan ke semua yang bersertifikat", Audience(certified=COURSES)),
]


@pytest.mark.parametrize(("language", "words", "audience"), AUDIENCES)
def test_an_audience(language: Language, words: str, audience: Audience) -> None:
    assert reading(language).audience(words) == audience


@pytest.mark.parametrize(("language", "words", "audience"), AUDIENCES)
def test_an_audience_can_be_said_and_read_back(
    language: Language, words: str, audience: Audience
) -> None:
    said = wording.audience(audience, Text.load("announcements", language))
    assert reading(language).audience(said) == audience


@pytest.mark.parametrize(
    ("language", "words", "fault"),
    [
        (ID, "", Fault("nobody_named")),
        (ID, "umumkan besok jam 9", Fault("nobody_named")),
        (ID, "semua mitra kecuali Gold", Fault("exception")),
        (EN, "everyone except Gold", Fault("exception")),
        (ID, "mitra Gold di Kalimantan", Fault("not_read", "Kalimantan")),
        (EN, "to Gold partners who sell Basic", Fault("not_read", "sell, Basic")),
    ],
)
def test_what_is_not_understood_reaches_nobody(
    language: Language, words: str, fault: Fault
) -> None:
    assert reading(language).audience(words) == fault


TIMES = [
    (ID, "besok jam 9", TOMORROW),
    (ID, "besok jam 9 waktu setempat", Local(NINE)),
    (ID, "sekarang", Now()),
    (EN, "tomorrow at 9:00", TOMORROW),
    (EN, "tomorrow at 9:00 local time", Local(NINE)),
    (EN, "tomorrow at 11:00 WIT", At(TOMORROW.moment, "Asia/Jayapura")),
    (EN, "now", Now()),
]


@pytest.mark.parametrize(("language", "words", "timing"), TIMES)
def test_a_time(language: Language, words: str, timing: Timing) -> None:
    assert reading(language).timing(words) == timing


@pytest.mark.parametrize(("language", "words", "timing"), TIMES)
def test_a_time_can_be_said_and_read_back(language: Language, words: str, timing: Timing) -> None:
    said = wording.timing(timing, Text.load("announcements", language))
    assert reading(language).timing(said) == timing


@pytest.mark.parametrize(
    ("language", "words", "fault"),
    [
        (ID, "", None),
        (ID, "besok", Fault("only_a_day")),
        (EN, "12/10/2026 at 9:00", Fault("two_times")),
    ],
)
def test_a_time_that_is_none(language: Language, words: str, fault: Fault | None) -> None:
    assert reading(language).timing(words) == fault


@pytest.mark.parametrize(
    ("sentence", "head", "body"),
    [
        ("Umumkan ke Gold besok 09:00: harga berubah: besok", "Umumkan ke Gold besok 09:00",
         "harga berubah: besok"),
        ("announce to Gold\nThe price: it changes", "announce to Gold", "The price: it changes"),
        ("announce to Gold:", "announce to Gold", ""),
        ("announce to Gold", "announce to Gold", ""),
    ],
)  # fmt: skip
def test_the_words_stand_behind_the_colon(sentence: str, head: str, body: str) -> None:
    draft = from_sentence(sentence, EN)
    assert (draft.audience, draft.when) == (head, head)
    assert draft.texts == ({"en": body} if body else {})


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0"), (2, "2: P0, P1"), (12, "12: P0, P1, P2, P3, P4, P5, P6, P7, P8, P9 and 2 more")],
)
def test_a_list_of_people_stays_short(count: int, said: str) -> None:
    people = [f"P{number}" for number in range(count)]
    assert wording.people(people, Text.load("announcements", EN)) == said


def test_a_long_text_is_shortened_in_a_list() -> None:
    assert wording.shortened("a" * 60) == "a" * 60
    assert wording.shortened("a" * 61) == "a" * 60 + "…"
