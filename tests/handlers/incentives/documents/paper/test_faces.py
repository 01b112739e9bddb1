from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.incentives.documents.paper.faces import Face, plain, shrunk, wrapped

FACE = Face(8)


@pytest.mark.parametrize(
    ("written", "laid"),
    [
        ("  PT\tMaju\nJaya ", "PT Maju Jaya"),
        ("Łódź Nguyễn ₱ €", "Łódź Nguyễn ₱ €"),
        ("e\u0301", "é"),
        ("株式 A", "□□ A"),
        ("a\ud800b\x00", "a b"),
        ("", ""),
    ],
)
def test_only_letters_with_a_shape_are_laid_out(written: str, laid: str) -> None:
    assert plain(written) == laid


def test_words_go_to_the_next_line() -> None:
    assert wrapped("PT Sinar Terang Abadi", FACE, 50) == ["PT Sinar", "Terang Abadi"]


def test_a_word_too_long_is_cut() -> None:
    lines = wrapped("Super" * 6, FACE, 60)
    assert "".join(lines) == "Super" * 6
    assert all(FACE.width(line) <= 60 for line in lines)


def test_what_there_is_no_room_for_ends_with_dots() -> None:
    assert wrapped("PT Sinar Terang Abadi Nusantara", FACE, 50, 1) == ["PT Sinar…"]
    assert len(wrapped("kata " * 99, FACE, 50, 3)) == 3


@given(st.text(max_size=400), st.floats(5, 400), st.integers(1, 4))
def test_every_line_fits(text: str, room: float, most: int) -> None:
    lines = wrapped(text, FACE, room, most)
    assert len(lines) <= most
    assert all(FACE.width(line) <= max(room, FACE.width(line[:1] + "…")) for line in lines)


def test_a_figure_becomes_smaller_rather_than_shorter() -> None:
    assert shrunk("1,000", FACE, 100) is FACE
    assert shrunk("1,000,000,000", FACE, 30).width("1,000,000,000") <= 30.001
