from __future__ import annotations

import pytest

from handlers.identity import codes


def test_a_new_code_is_read_back() -> None:
    letters = codes.new()
    assert codes.read(codes.written(letters)) == letters
    assert codes.written("2B3C4D5F") == "MITRA-2B3C-4D5F"
    assert codes.new() != letters


@pytest.mark.parametrize(
    "sentence",
    [
        "MITRA-2B3C-4D5F",
        "mitra-2b3c-4d5f",
        " mitra 2b3c 4d5f ",
        "MITRA2B3C4D5F",
        "Mitra – 2B3C – 4D5F.",
        "`MITRA-2B3C-4D5F`",
    ],
)
def test_however_it_is_typed(sentence: str) -> None:
    assert codes.read(sentence) == "2B3C4D5F"


def test_letters_that_look_like_figures_are_figures() -> None:
    assert codes.read("MITRA-OIL2-3456") == "01123456"


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "halo",
        "mitra baru saya",
        "MITRA-2B3C-4D5",
        "MITRA-2B3C-4D5F6",
        "my code is MITRA-2B3C-4D5F",
        "D-1012",
    ],
)
def test_what_is_no_code(sentence: str) -> None:
    assert codes.read(sentence) is None


def test_what_is_stored_does_not_tell_the_code() -> None:
    assert codes.hashed("2B3C4D5F") == codes.hashed("2B3C4D5F")
    assert "2B3C" not in codes.hashed("2B3C4D5F").upper()
    assert len(codes.hashed("2B3C4D5F")) == 64
