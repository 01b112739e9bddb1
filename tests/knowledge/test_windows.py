"""Windows cover a text, are small, and overlap by a sentence."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.windows import LONGEST, windows

TEXTS = st.lists(st.text("abc 12.!?\n", min_size=1, max_size=300), max_size=12).map(" Then ".join)


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in windows(text)]


def test_a_window_is_a_few_sentences_and_begins_with_the_last_of_the_one_before() -> None:
    text = " ".join(f"Sentence number {n} says something of its own." for n in range(1, 7))
    first, second, *_ = cut(text)
    assert first.count("Sentence") == 3
    assert second.startswith("Sentence number 3")


def test_a_line_without_an_end_is_cut_between_words() -> None:
    text = "word " * 400
    pieces = cut(text)
    assert all(len(piece) <= LONGEST for piece in pieces)
    assert all(piece.startswith("word") for piece in pieces)


def test_nothing_has_no_windows() -> None:
    assert cut(" \n ") == []


@given(TEXTS)
def test_every_word_stands_in_a_window(text: str) -> None:
    seen: set[int] = set()
    for start, end in windows(text):
        seen.update(range(start, end))
    assert all(at in seen for at, letter in enumerate(text) if not letter.isspace())
