from __future__ import annotations

import pytest

from handlers.training.letters import letter_in

SEATS = ["100 seats", "250 seats", "500 seats", "1,000 seats"]


@pytest.mark.parametrize(
    ("said", "letter"),
    [
        ("b", "B"),
        ("B.", "B"),
        ("(c)", "C"),
        ("d)", "D"),
        ("jawaban B", "B"),
        ("jawabannya c deh", "C"),
        ("pilih yang a", "A"),
        ("saya pilih D", "D"),
        ("my answer is A", "A"),
        ("option c please", "C"),
        ("I think it's b", "B"),
        ("the second", "B"),
        ("the last one", "D"),
        ("yang ketiga", "C"),
        ("pertama", "A"),
        ("nomor 4", "D"),
        ("2", "B"),
        ("500", "C"),
        ("500 seats", "C"),
        ("1000", "D"),
        ("1.000 seats", "D"),
    ],
)
def test_a_letter_a_place_or_the_words_of_an_option(said: str, letter: str) -> None:
    assert letter_in(said, SEATS) == letter


@pytest.mark.parametrize(
    "said",
    [
        "",
        "e",
        "a customer wants more",
        "apa itu tenant",
        "both b and c",
        "5",
        "bd",
        "750",
        "seats",
    ],
)
def test_anything_else_is_no_answer(said: str) -> None:
    assert letter_in(said, SEATS) is None


def test_words_that_two_options_share_choose_neither() -> None:
    assert letter_in("90 days", ["90 days", "90  Days", "x", "y"]) is None
