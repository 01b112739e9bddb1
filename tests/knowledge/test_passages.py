"""Where a sentence ends."""

from __future__ import annotations

import pytest

from knowledge.passages import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? 4 is next.", ["One.", "Two!", "Three?", "4 is next."]),
        ("It costs Rp. 500 a seat.", ["It costs Rp. 500 a seat."]),
        ("PT. Maju bought it. CV. Jaya did not.", ["PT. Maju bought it.", "CV. Jaya did not."]),
        ("He said “yes.” Then he left.", ["He said “yes.”", "Then he left."]),
        ("v1.2 is out. 99.9 % of it.", ["v1.2 is out.", "99.9 % of it."]),
        ("first item\nsecond item", ["first item", "second item"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected
