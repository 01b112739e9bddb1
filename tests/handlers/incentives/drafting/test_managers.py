"""Sentences of channel managers, none of which the vocabulary was made from."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from handlers.incentives.drafting.changing import changed
from handlers.incentives.drafting.draft import Draft
from handlers.incentives.drafting.reading import said
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.reading import read
from tests.handlers.incentives.drafting.gist import READERS, WORLD, gist

SENTENCES = tomllib.loads(Path(__file__).with_name("managers.toml").read_text("utf-8"))
ROWS = [row for rows in SENTENCES.values() for row in rows]


def drafted(language: str, *sentences: str) -> Draft:
    draft = said(READERS[language], sentences[0], WORLD)
    for each in sentences[1:]:
        after = changed(draft, READERS[language], each, WORLD)
        assert after is not None
        draft = after
    return draft


@pytest.mark.parametrize("row", ROWS, ids=lambda row: " ".join(row[1:-1]))
def test_what_a_manager_types_is_the_plan_that_is_meant_or_is_asked_about(row: list[str]) -> None:
    language, *sentences, expected = row
    draft = drafted(language, *sentences)
    currency = draft.plan.get("currency") or "IDR"
    came = gist(draft) if currency == "IDR" else f"{currency} {gist(draft)}"
    assert came == expected
    assert Draft.of(draft.stored()) == draft
    assert draft.is_complete == ("?" not in expected)
    assert draft.questions or isinstance(read(draft.document()), Plan)
