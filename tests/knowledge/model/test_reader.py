"""The reader says which passage answers, and in which words."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.model.encoder import Words
from knowledge.model.folder import default, is_complete
from knowledge.model.reader import LONGEST_SPAN, SHIPPED, Reader, best, starts

needs_the_model = pytest.mark.skipif(
    not (is_complete(default()) and SHIPPED.exists()),
    reason="the language model is not installed (make model)",
)
HOURS = (
    "Lobby › Hours: The front desk opens at 07.15 and closes at 21.40. Parcels are kept for "
    "nine days. The lift is checked every March."
)
PETS = "Lobby › Animals: Guide dogs may come in. Other animals wait outside, in the shade."


@pytest.fixture(scope="module")
def reader() -> Reader:
    words = Words(default())
    return Reader(words.tokenizer, words.embedded)


@needs_the_model
@pytest.mark.parametrize(
    "question", ["When does the front desk open?", "Jam berapa meja depan buka?"]
)
def test_the_passage_that_answers_is_told_from_another(reader: Reader, question: str) -> None:
    hours, pets = reader.read(question, [HOURS, PETS])
    assert hours.answers > pets.answers
    assert hours.span > pets.span
    assert "07.15" in HOURS[hours.start : hours.end]


@needs_the_model
def test_a_long_passage_is_read_to_its_end(reader: Reader) -> None:
    long = f"{PETS} " * 30 + HOURS
    (reading,) = reader.read("When does the front desk open?", [long])
    assert "07.15" in long[reading.start : reading.end]


@needs_the_model
@pytest.mark.parametrize("passages", [[], [""], ["", HOURS]])
def test_nothing_to_read_is_no_trouble(reader: Reader, passages: list[str]) -> None:
    assert len(reader.read("When?", passages)) == len(passages)


@pytest.mark.parametrize(
    ("length", "room", "expected"),
    [
        (0, 200, [0]),
        (200, 200, [0]),
        (210, 200, [0, 10]),
        (400, 200, [0, 100, 200]),
        (5000, 200, [0, 136, 272, 408]),
    ],
)
def test_windows_overlap_and_reach_the_end(length: int, room: int, expected: list[int]) -> None:
    assert starts(length, room) == expected


def test_the_best_span_does_not_end_before_it_starts() -> None:
    begin = np.array([0, 0, 5, 0], np.float32)
    end = np.array([6, 0, 0, 4], np.float32)
    assert best(begin, end) == (2, 3, 9.0)


def test_a_span_is_no_longer_than_a_sentence() -> None:
    begin, end = np.zeros(80, np.float32), np.zeros(80, np.float32)
    begin[0], end[79], end[20] = 9, 9, 1
    assert best(begin, end) == (0, 20, 10.0)
    assert LONGEST_SPAN < 79


@needs_the_model
def test_the_marks_say_where_the_reader_looks(reader: Reader) -> None:
    (reading,) = reader.read("When does the front desk open?", [HOURS])
    assert sum(share for _, share in reading.marks) == pytest.approx(1)
    answering = HOURS.index("Parcels")
    assert sum(share for at, share in reading.marks if at < answering) > 0.9
