"""Which questions ask the same, and in which order passages are found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from knowledge import library, vectors
from knowledge.asked import Question
from knowledge.finder import Finder
from knowledge.model.encoder import Encoder
from knowledge.model.reader import Reader, Reading
from knowledge.models import Models
from knowledge.reading import PASSAGES
from storage.knowledge import Asker
from storage.store import Store
from tests.conftest import MODELS
from tests.knowledge.encoders import Things

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


class Doubting(Reader):
    """Finds that nothing answers anything."""

    def __init__(self) -> None:
        pass

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        return [Reading(-30.0, 0, 4, -30.0, ((0, 1.0),)) for _ in passages]


class Modest(Models):
    """Models that know a few words and doubt everything."""

    @property
    def encoder_name(self) -> str:
        return Things.name

    @property
    def encoder(self) -> Encoder:
        return Things()

    @property
    def reader(self) -> Reader:
        return Doubting()


def test_what_was_read_in_vain_still_comes_before_what_was_not_read(empty_store: Store) -> None:
    with empty_store.transaction() as records:
        for number in range(PASSAGES + 4):
            library.add(records, f"{number}.md", f"# Room {number}\n\n## x\n\nA seat, {number}.")
    vectors.fill(empty_store, Things())
    question = Question("berapa kursi", "id", Asker(staff=True), date(2026, 9, 16))
    with empty_store.reading() as records:
        found = Finder(Modest()).readings(records, question)
    assert len(found) == PASSAGES + 4
    assert [bool(each.quote) for each in found] == [True] * PASSAGES + [False] * 4
