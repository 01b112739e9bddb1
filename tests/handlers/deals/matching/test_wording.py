from __future__ import annotations

import pytest

from handlers.conversation.text import Text
from handlers.deals.matching import wording
from handlers.deals.matching.compare import compare
from handlers.deals.matching.evidence import Level, Sign
from storage.values import Language


@pytest.mark.parametrize("language", Language)
def test_every_level_and_sign_has_words(language: Language) -> None:
    replies = Text.load(wording.CATALOGUE, language).replies
    assert {f"level_{level}" for level in Level} <= replies.keys()
    assert {f"sign_{sign}" for sign in Sign} <= replies.keys()


def test_the_reasons_name_the_words() -> None:
    text = Text.load(wording.CATALOGUE, Language.ID)
    match = compare("Mandiri Securities", "Mandiri Sekuritas Dua")
    assert wording.level(match, text) == "perusahaan lain"
    assert wording.reasons(match, text) == [
        "“securities” dan “sekuritas” berarti sama",
        "angka “2” membedakan kedua perusahaan",
    ]
