"""Which questions ask the same."""

from __future__ import annotations

import pytest

from knowledge.finder import Finder
from tests.conftest import MODELS

needs_the_model = pytest.mark.skipif(
    not MODELS.has_encoder, reason="no language model: make setup"
)


@needs_the_model
@pytest.mark.parametrize(
    ("question", "language", "other", "spoken", "same"),
    [
        ("Does Basic have a trial?", "en", "apakah Basic ada trial?", "id", True),
        ("is there a refund policy", "en", "what is your refund policy?", "en", True),
        ("How much is Basic?", "en", "How many seats can Basic have?", "en", False),
        ("Does Pro run in Papua?", "en", "Does Pro run in Bali?", "en", False),
        ("How many seats can Basic have?", "en", "How many seats can Premium have?", "en", False),
        ("Is there an API for orders?", "en", "Is there an app for orders?", "en", False),
        ("who invented the telephone", "en", "berapa lama garansinya", "id", False),
    ],
)
def test_the_same_question(
    question: str, language: str, other: str, spoken: str, same: bool
) -> None:
    found = Finder(MODELS).same(question, language, [("What is a cow?", "en"), (other, spoken)])
    assert found == (1 if same else None)


def test_without_a_model_no_two_are_the_same() -> None:
    assert Finder().same("a", "en", [("a", "en")]) is None
