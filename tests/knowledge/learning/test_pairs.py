"""Every question that is answered is shown beside one that looks like it and is not."""

from __future__ import annotations

from random import Random

import pytest

from knowledge.learning.examples import Asking, Passage, locate
from knowledge.learning.pairs import Pair, Pairs

HOURS = Passage("hours", "desk", "Front_desk", "The desk opens at 8. It closes at 17.")
DOGS = Passage("dogs", "desk", "Pets", "No dogs at the desk. Cats are welcome.")
OPENS = Asking("When does it open?", "en", HOURS, True, locate(HOURS.text, "8"))
SUNDAY = Asking("When does it open on Sunday?", "en", HOURS, answers=False)
BUKA = Asking("Jam berapa buka?", "id", HOURS, True, locate(HOURS.text, "8"))
WRONG = {("When does it open?", "hours"): [DOGS], ("Jam berapa buka?", "hours"): [DOGS]}


def dealt(*askings: Asking, kind: str, seed: int = 1) -> list[Pair]:
    return list(Pairs(askings, WRONG, Random(seed), {kind: 1.0}).dealt())


def test_the_twin_question_is_asked_about_the_same_text() -> None:
    ((right, wrong),) = dealt(OPENS, SUNDAY, kind="asked")
    assert (right.question, right.answers) == (OPENS.question, True)
    assert (wrong.question, wrong.answers, wrong.span) == (SUNDAY.question, False, None)
    assert wrong.text == right.text


def test_a_twin_is_in_the_same_language() -> None:
    assert dealt(BUKA, SUNDAY, kind="asked") == []


def test_the_same_question_is_asked_about_a_passage_that_looks_right() -> None:
    ((right, wrong),) = dealt(OPENS, kind="wrong")
    assert wrong.question == right.question
    assert wrong.text.endswith(DOGS.text)


def test_the_answer_is_taken_out_of_the_text() -> None:
    ((_, wrong),) = dealt(OPENS, kind="removed")
    assert wrong.text.endswith("It closes at 17.")
    assert "8" not in wrong.text


@pytest.mark.parametrize("seed", range(12))
def test_the_span_follows_the_answer_behind_the_title(seed: int) -> None:
    ((right, _),) = dealt(OPENS, SUNDAY, kind="asked", seed=seed)
    assert right.span is not None
    assert right.text[slice(*right.span)] == "8"


def test_titles_are_in_front_of_some_passages_only() -> None:
    texts = [dealt(OPENS, kind="wrong", seed=seed)[0][0].text for seed in range(40)]
    assert 10 < sum(text.startswith("Front desk: ") for text in texts) < 36


def test_a_question_without_any_companion_is_left_out() -> None:
    alone = Asking("Why?", "en", Passage("one", "one", "", "Because."), answers=True)
    assert dealt(alone, kind="asked") == []
