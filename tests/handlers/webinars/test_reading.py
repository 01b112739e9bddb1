"""A webinar in one sentence, and what the form says of the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.conversation.slots import Reader
from handlers.webinars import audience, reading
from handlers.webinars.audience import Strange
from handlers.webinars.draft import Draft, Fault, Missing, Ready, decide
from storage.values import Language
from tests.conftest import NOW

REGIONS = ("Jakarta", "Balikpapan", "Jayapura")
EN, ID = Language.EN, Language.ID


def read(sentence: str, language: Language = ID) -> Draft:
    here = NOW.astimezone(ZoneInfo("Asia/Jakarta"))
    return reading.draft(sentence, Reader(language, "IDR", here), REGIONS)


def said(draft: Draft) -> tuple[str, str, str, str, str]:
    return next(iter(draft.titles.values()), ""), draft.day, draft.time, draft.zone, draft.minutes


JAKARTA, MAKASSAR = "Asia/Jakarta", "Asia/Makassar"
SENTENCES = [
    (ID, "webinar Pro in practice Kamis 17 September jam 14.00 WIB 60 menit",
     ("Pro in practice", "2026-09-17", "14:00", JAKARTA, "60")),
    (ID, "tolong buat webinar baru tentang Cara Daftar Deal besok pukul 10 selama 1,5 jam",
     ("Cara Daftar Deal", "2026-09-17", "10:00", "", "90")),
    (ID, "jadwalkan webinar “Pro untuk pemula” tanggal 2 Oktober jam 10.00 WITA satu jam",
     ("Pro untuk pemula", "2026-10-02", "10:00", MAKASSAR, "60")),
    (ID, "webinar Harga Baru Selasa 22 September 14.00-15.30 WIB",
     ("Harga Baru", "2026-09-22", "14:00", JAKARTA, "90")),
    (ID, "bikin webinar Tanya Jawab tgl 25 September 2026 jam 9 setengah jam",
     ("Tanya Jawab", "2026-09-25", "09:00", "", "30")),
    (EN, "plan a webinar Pro in practice on Thursday 17 September at 14:00 WIB for 60 minutes",
     ("Pro in practice", "2026-09-17", "14:00", JAKARTA, "60")),
    (EN, "schedule a webinar called Advanced pricing on Friday 25 September 10:00 to 11:30",
     ("Advanced pricing", "2026-09-25", "10:00", "", "90")),
    (EN, "please set up a webinar about Deal protection tomorrow at 3 pm for an hour",
     ("Deal protection", "2026-09-17", "15:00", "", "60")),
    (EN, "new webinar: Renewals in depth, 30 September 2026 10:00 WITA, 45 mins",
     ("Renewals in depth", "2026-09-30", "10:00", MAKASSAR, "45")),
    (EN, "create a webinar", ("", "", "", "", "")),
    (ID, "buat webinar Harga", ("Harga", "", "", "", "")),
    (ID, "buat webinar Harga besok", ("Harga", "2026-09-17", "", "", "")),
    (EN, "webinar Pricing on 12/10/2026 at 2 pm, 60 minutes", ("Pricing", "", "", "", "60")),
]  # fmt: skip


@pytest.mark.parametrize(("language", "sentence", "wanted"), SENTENCES)
def test_a_sentence(
    language: Language, sentence: str, wanted: tuple[str, str, str, str, str]
) -> None:
    assert said(read(sentence, language)) == wanted


def test_everything_at_once() -> None:
    draft = read(
        "webinar Pro in practice Kamis 24 September jam 14.00 WIB 60 menit kapasitas 50 peserta "
        "https://meet.example.com/x pembicara Sari Dewi untuk mitra Gold di Jakarta"
    )
    assert said(draft) == ("Pro in practice", "2026-09-24", "14:00", JAKARTA, "60")
    assert (draft.capacity, draft.link, draft.host) == (
        "50",
        "https://meet.example.com/x",
        "Sari Dewi",
    )
    assert audience.read(draft.audience, REGIONS) == {"tiers": ["gold"], "regions": ["Jakarta"]}


@pytest.mark.parametrize(
    ("sentence", "title", "wanted"),
    [
        ("webinar Pro for beginners", "Pro for beginners", ""),
        ("webinar Pro for Gold partners", "Pro", "Gold partners"),
        ("webinar Pricing for everyone", "Pricing", "everyone"),
        ("webinar Pro for Gold beginners", "Pro for Gold beginners", ""),
    ],
)
def test_for_whom_is_no_part_of_the_title(sentence: str, title: str, wanted: str) -> None:
    draft = read(sentence, EN)
    assert (draft.titles, draft.audience.strip()) == ({"en": title}, wanted)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("", {}),
        ("semua mitra", {}),
        ("Gold, reseller, Jakarta",
         {"kinds": ["reseller"], "tiers": ["gold"], "regions": ["Jakarta"]}),
        ("distributor dan afiliasi", {"kinds": ["distributor", "affiliate"]}),
        ("Gold di Kalimantan", Strange("Kalimantan")),
    ],
)  # fmt: skip
def test_an_audience(words: str, wanted: object) -> None:
    assert audience.read(words, REGIONS) == wanted


FULL = Draft(
    titles={"en": "Pricing"}, day="2026-09-17", time="14.00", zone=JAKARTA, minutes="60", host="M"
)


def test_a_full_draft_is_ready() -> None:
    ready = decide(FULL, REGIONS, NOW)
    assert isinstance(ready, Ready)
    assert ready.starts_at == datetime(2026, 9, 17, 7, 0, tzinfo=UTC)
    assert (ready.minutes, ready.audience, ready.capacity) == (60, {}, None)


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("titles", {}, ("title", Fault("no_title"))),
        ("day", "", ("day", Fault("no_day"))),
        ("day", "2026-02-30", ("day", Fault("no_day"))),
        ("day", "2026-09-15", ("day", Fault("has_passed"))),
        ("time", "", ("time", Fault("no_time"))),
        ("time", "25.00", ("time", Fault("no_time"))),
        ("time", "noon", ("time", Fault("no_time"))),
        ("zone", "Mars/Base", ("zone", Fault("no_zone"))),
        ("minutes", "", ("minutes", Fault("no_minutes"))),
        ("minutes", "0", ("minutes", Fault("no_minutes"))),
        ("minutes", "1000", ("minutes", Fault("no_minutes"))),
        ("link", "javascript:alert(1)", ("link", Fault("no_link"))),
        ("audience", "Kalimantan", ("audience", Fault("strange", "Kalimantan"))),
        ("capacity", "many", ("capacity", Fault("no_number"))),
        ("capacity", "0", ("capacity", Fault("no_number"))),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    field: str, value: object, fault: tuple[str, Fault]
) -> None:
    decision = decide(replace(FULL, **{field: value}), REGIONS, NOW)  # type: ignore[arg-type]
    assert isinstance(decision, Missing)
    assert decision.faults == dict([fault])
