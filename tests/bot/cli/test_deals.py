"""`mitra deals match`, on files of pairs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Mitra


def test_each_pair_is_told_with_why(mitra: Mitra) -> None:
    Path("pairs.csv").write_text("a,b\nPT Kopi Kita,KOPI KITA\nPelindo I,Pelindo II\n", "utf-8")
    assert mitra("deals", "match", "pairs.csv").splitlines() == [
        "PT Kopi Kita · KOPI KITA: the same company "
        "(the names are the same but for legal form, case and accents)",
        "Pelindo I · Pelindo II: another company (the number “1” tells the companies apart; "
        "the number “2” tells the companies apart)",
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_spreadsheets_file_becomes_one_document(mitra: Mitra, separator: str) -> None:
    rows = [["B", "A", "Country"], ["Astra Intl", "Astra International", "ID"], ["", "", ""]]
    content = "\r\n".join(separator.join(row) for row in rows)
    Path("pairs.csv").write_text(content, "utf-8-sig")
    (pair,) = json.loads(mitra("deals", "match", "pairs.csv", "--json"))
    assert pair == {
        "a": "Astra International",
        "b": "Astra Intl",
        "country": "ID",
        "level": "flag",
        "evidence": [{"sign": "abbreviation", "a": "international", "b": "intl", "level": "flag"}],
    }


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "needs the columns a and b"),
        (b"one,two\nx,y\n", "needs the columns a and b"),
        (b"a,b\nx,\n", "Line 2 of pairs.csv has no a or no b"),
        (b'a,b\n"x"y,z\n', "Line 2 of pairs.csv is not CSV"),
        ("a,b\nMüller,x\n".encode("latin-1"), "not in UTF-8"),
    ],
)
def test_a_file_that_cannot_be_compared(mitra: Mitra, content: bytes, told: str) -> None:
    Path("pairs.csv").write_bytes(content)
    answer = mitra("deals", "match", "pairs.csv", status=1)
    assert told in answer
    assert answer.endswith("run the command again.\n")


def test_a_file_that_is_not_there(mitra: Mitra) -> None:
    assert "Check the path" in mitra("deals", "match", "nowhere.csv", status=1)
