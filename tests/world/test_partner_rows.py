"""Rows 30 to 32 in both languages on every platform: tiers, funds and the leaderboard."""

from __future__ import annotations

import pytest

from storage.values import Platform
from tests.conftest import People

LANGUAGES = ("id", "en")
pytestmark = pytest.mark.parametrize("platform", Platform)
both_languages = pytest.mark.parametrize("language", LANGUAGES)

TO_GOLD = {"id": "Kurang berapa lagi ke Gold?", "en": "How much more do we need for Gold?"}
MISSING = {
    "id": ("Rp 350.000.000", "1 orang bersertifikat lagi", "Sertifikat Anda sendiri"),
    "en": ("Rp 350,000,000", "1 more certified person", "Your own certificate ends"),
}
ENDS = {"id": "30 September 2026", "en": "30 September 2026"}


@both_languages
def test_30_the_way_to_gold(chat: People, platform: Platform, language: str) -> None:
    agus = chat("agus", platform).says(TO_GOLD[language])
    agus.hears(*MISSING[language], ENDS[language])
    assert agus.reply.private
