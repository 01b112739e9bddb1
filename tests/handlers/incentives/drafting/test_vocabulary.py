from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.conversation.text import CATALOGUES
from handlers.incentives.drafting.changing import changed
from handlers.incentives.drafting.draft import Draft
from handlers.incentives.drafting.hearing.vocabulary import called, pattern
from handlers.incentives.drafting.reading import said
from storage.partners import PartnerKind, Tier
from storage.values import Language
from tests.handlers.incentives.drafting.gist import READERS, WORLD
from tests.handlers.incentives.drafting.test_said import ROWS

WORDS = {
    language: tomllib.loads((CATALOGUES / language / "drafting.toml").read_text("utf-8"))
    for language in Language
}
#: Parts of real sentences, to be thrown together.
PARTS = [part for _, sentence, _ in ROWS for part in sentence.split(",")]


@pytest.mark.parametrize("section", ["reading", "called"])
def test_both_languages_have_words_for_the_same_things(section: str) -> None:
    english, indonesian = (words[section] for words in WORDS.values())
    assert english.keys() == indonesian.keys()


@pytest.mark.parametrize("word", sorted(WORDS[Language.EN]["reading"]))
def test_every_word_is_a_pattern(word: str) -> None:
    assert pattern("{" + word + "}").search("") is None


@pytest.mark.parametrize("key", [*Tier, *PartnerKind])
def test_every_tier_and_kind_has_a_name(key: str) -> None:
    assert called(key).search(f"{key} partners") is not None


@given(st.lists(st.sampled_from(PARTS), max_size=6), st.sampled_from(sorted(READERS)))
def test_whatever_is_said_is_a_draft_that_can_be_kept(parts: list[str], language: str) -> None:
    draft = said(READERS[language], ", ".join(parts), WORLD)
    assert Draft.of(draft.stored()) == draft
    assert draft.document()["components"]
    changed(draft, READERS[language], ", ".join(reversed(parts)), WORLD)


@given(st.text(max_size=200))
def test_any_text_is_a_draft(text: str) -> None:
    assert said(READERS["id"], text, WORLD).questions
