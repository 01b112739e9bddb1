"""What words and vectors mean together."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from handlers.conversation.understanding import (
    Example,
    Meant,
    Torn,
    Unclear,
    Understanding,
    score,
)
from handlers.conversation.understanding.logistic import Logistic, log_sum
from knowledge.models import Models
from storage.values import Language
from tests.handlers.conversation.understanding.encoders import Sense
from tests.handlers.conversation.understanding.sentences import EXAMPLES

EN, ID = Language.EN, Language.ID
ENGLISH = [
    *(
        Example(f"register {what} deal", "deals.register", EN)
        for what in ["a", "my", "this", "our"]
    ),
    *(Example(f"{how} much did I earn", "earned", EN) for how in ["how", "so", "and how"]),
    Example("earned that much", "earned", EN),
]


@pytest.fixture(scope="module")
def english() -> Understanding:
    return Understanding.learn(ENGLISH, Sense())


def test_a_language_without_examples_is_understood_by_its_vectors(english: Understanding) -> None:
    assert english.rank("daftarkan deal", ID).intents[0] == "deals.register"
    assert english.rank("komisi berapa", ID).intents[0] == "earned"
    assert english.rank("registrieren geschäft", EN).intents[0] == "deals.register"
    assert english.rank("viel verdient", EN).intents[0] == "earned"


def test_words_alone_do_not_understand_it() -> None:
    found = Understanding.learn(ENGLISH).understand("viel verdient", EN)
    assert isinstance(found, Unclear)


def test_it_is_the_same_every_time() -> None:
    one, same = (Understanding.learn(ENGLISH, Sense()) for _ in range(2))
    for text in ("register it", "how much", "zebra", "daftarkan deal saya"):
        assert one.rank(text, EN) == same.rank(text, EN)


def test_an_encoder_is_not_kept_with_what_was_learned(english: Understanding) -> None:
    again = pickle.loads(pickle.dumps(english))
    assert again.reads_vectors
    assert isinstance(again.understand("viel verdient", EN), Unclear)
    again.reading_with(Sense())
    assert again.rank("viel verdient", EN) == english.rank("viel verdient", EN)


def test_a_sentence_is_read_once_as_it_was_said() -> None:
    encoder = Sense()
    found = Understanding.learn(ENGLISH, encoder)
    encoder.read.clear()
    found.understand("register our new deals", EN)
    assert encoder.read == ["register our new deals"]


def test_an_example_and_the_seams_of_a_message_need_no_encoder() -> None:
    encoder = Sense()
    found = Understanding.learn(ENGLISH, encoder)
    encoder.read.clear()
    assert found.understand("Register my deal!", EN) == Meant("deals.register", 1.0, EN)
    found.requests("register a deal, and how much did I earn?", EN)
    assert encoder.read == []


@pytest.mark.parametrize("count", [1, 2, 3, 7, len(EXAMPLES)])
def test_any_examples_can_be_learned(count: int) -> None:
    found = Understanding.learn(EXAMPLES[:count], Sense())
    for text in ("", "?", "deal", EXAMPLES[0].text, "what is this about then"):
        assert isinstance(found.understand(text, EN), Meant | Torn | Unclear)


@pytest.mark.parametrize(
    "text", ["", "🙂", "D-1012", "register a deal", "A" * 500, "x", "1", "register deal deal deal"]
)
def test_one_more_example_never_hurts(text: str) -> None:
    for intent in ("deals.register", "another.one"):
        more = Understanding.learn([*ENGLISH, Example(text, intent, ID)], Sense())
        assert more.rank("how much did I earn", EN).intents[0] == "earned"


def test_a_regression_separates_what_is_apart_and_is_unsure_between() -> None:
    points = np.array([[3, 0], [3, 0.1], [0, 3], [0.1, 3]], dtype=np.float32)
    fitted = Logistic.fit(points @ points.T, np.array([0, 0, 1, 1]))
    asked = np.array([[2, 0], [0, 2], [1, 1]], dtype=np.float32)
    scores = fitted.scores(asked @ points.T)
    chances = np.exp(scores - log_sum(scores)[:, None])
    assert chances[0, 0] > 0.8
    assert chances[1, 1] > 0.8
    assert chances[2, 0] == pytest.approx(0.5, abs=0.01)


def test_a_score_may_be_measured_with_an_encoder() -> None:
    train = [{"text": each.text, "intent": each.intent} for each in ENGLISH]
    test = [{"text": "komisi berapa", "intent": "earned", "language": "id"}]
    assert score(train, test, Sense()).accuracy == 1
    assert score(train, test).accuracy < 1 or score(train, test).answered < 1


def test_the_installed_model_understands_what_no_example_says() -> None:
    """By words alone where `make setup` could not fetch the model."""
    encoder = Models().encoder
    found = Understanding.learn(EXAMPLES, encoder)
    assert found.reads_vectors is (encoder is not None)
    assert found.rank("Setujui D-1012 ya", ID).intents[0] == "deals.approve"
    if encoder is not None:
        assert found.rank("genehmige bitte den Antrag D-1012", EN).intents[0] == "deals.approve"
