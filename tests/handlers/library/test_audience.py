from __future__ import annotations

import pytest

from handlers.conversation.slots import Reader
from handlers.conversation.text import Text
from handlers.library import audience
from handlers.library.audience import Strange
from storage.values import Language
from tests.conftest import NOW

REGIONS = ("Jakarta", "Balikpapan")


def read(words: str) -> dict[str, object] | Strange:
    return audience.read(words, Reader(Language.ID, "IDR", NOW), REGIONS)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("", {}),
        ("everyone", {}),
        ("semua mitra", {}),
        ("Gold dan Silver", {"tiers": ["silver", "gold"]}),
        ("reseller di Jakarta", {"kinds": ["reseller"], "regions": ["Jakarta"]}),
        ("mitra referral, pembaca bahasa Inggris", {"kinds": ["referral"], "languages": ["en"]}),
        ("khusus staf", {"staff_only": True}),
        ("Platinum, staff only", {"tiers": ["platinum"], "staff_only": True}),
    ],
)
def test_who_may_read_it(words: str, meant: dict[str, object]) -> None:
    assert read(words) == meant


@pytest.mark.parametrize("words", ["mitra di Kalimantan", "semua kecuali Gold", "Emas"])
def test_what_names_nobody_is_never_left_out(words: str) -> None:
    assert isinstance(read(words), Strange)


@pytest.mark.parametrize(
    ("sentence", "meant"),
    [
        ("masukkan ke pengetahuan untuk mitra Gold", {"tiers": ["gold"]}),
        ("masukkan ke pengetahuan, khusus reseller", {"kinds": ["reseller"]}),
        ("add this to the knowledge, staff only", {"staff_only": True}),
        ("ini tarif parkir Jakarta", {}),
    ],
)
def test_what_is_said_beside_a_file(sentence: str, meant: dict[str, object]) -> None:
    assert audience.said(sentence, Reader(Language.ID, "IDR", NOW), REGIONS) == meant


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "meant",
    [
        {},
        {"kinds": ["reseller", "service"], "tiers": ["gold"], "regions": ["Jakarta"]},
        {"languages": ["en"], "staff_only": True},
    ],
)
def test_what_is_shown_can_be_read_back(language: Language, meant: dict[str, object]) -> None:
    shown = audience.shown(meant, Text.load("library", language))
    assert read(shown) == meant
