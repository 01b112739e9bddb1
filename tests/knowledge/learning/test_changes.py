"""Changes that take an answer away, or leave less around it."""

from __future__ import annotations

from random import Random

import pytest

from knowledge.learning.changes import cut, holds, sentences, swapped, without_answer
from knowledge.learning.examples import locate

TEXT = "The desk opens at 8. It closes at 17. On Friday, Basic members leave by 15.\nNo dogs."


def span(text: str, answer: str) -> tuple[int, int]:
    found = locate(text, answer)
    assert found is not None
    return found


def test_sentences_are_the_whole_text() -> None:
    pieces = [TEXT[start:end] for start, end in sentences(TEXT)]
    assert "".join(pieces) == TEXT
    assert [piece.strip() for piece in pieces] == [
        "The desk opens at 8.",
        "It closes at 17.",
        "On Friday, Basic members leave by 15.",
        "No dogs.",
    ]


def test_the_sentence_that_answers_is_taken_away() -> None:
    left = without_answer(TEXT, span(TEXT, "17"))
    assert left is not None
    assert "17" not in left
    assert left.startswith("The desk opens at 8. On Friday")


@pytest.mark.parametrize("text", ["It closes at 17.", "It closes at 17. By 17 all are gone."])
def test_nothing_is_left_or_the_answer_still_stands(text: str) -> None:
    assert without_answer(text, span(text, "17")) is None


def test_an_answer_is_held_as_words_only() -> None:
    assert holds("Until 17.", "17")
    assert not holds("Until 170.", "17")


@pytest.mark.parametrize("seed", range(20))
def test_a_cut_keeps_the_answer(seed: int) -> None:
    text, kept = cut(TEXT, span(TEXT, "15"), Random(seed))
    assert kept is not None
    assert text[slice(*kept)] == "15"
    assert text in TEXT


def test_a_cut_without_an_answer_is_a_part() -> None:
    text, kept = cut(TEXT, None, Random(1))
    assert kept is None
    assert text in TEXT


def test_a_question_is_asked_of_another_number_or_name_of_the_passage() -> None:
    other = swapped("What may Pro members do at 17?", TEXT, Random(3))
    assert other in {
        "What may Pro members do at 8?",
        "What may Pro members do at 15?",
        "What may Friday members do at 17?",
        "What may Basic members do at 17?",
    }


def test_a_question_without_number_or_name_stays() -> None:
    assert swapped("when does it close?", TEXT, Random(3)) is None


def test_the_nearest_of_several_answers_is_located() -> None:
    assert locate("8 or 8 or 8", "8", near=6) == (5, 6)
    assert locate("8 or 9", "7") is None
