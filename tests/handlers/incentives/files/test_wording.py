"""Every reason has words in both languages, with a place for every fact."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handlers.conversation.text import Text
from handlers.incentives.files import columns
from handlers.incentives.files.faults import UnreadableFile
from handlers.incentives.files.wording import CATALOGUE, complaint, refusal
from storage.sales import BadRow
from storage.values import Language

ROOT = Path(__file__).parents[4]
STORAGE = ("intake", "preparing", "references")
RAISED = re.compile(r'(?:Fault|UnreadableFile)\(\s*"(\w+)"|Unfit\(\s*\w+[^,()]*, f?"([\w{}]+)"')
NAMED = re.compile(r'Unfit\(\s*"\w+", "(\w+)"')


def reasons() -> set[str]:
    """What the code may say."""
    files = [*(ROOT / "handlers/incentives/files").glob("*.py")]
    files += [ROOT / "storage" / f"{name}.py" for name in STORAGE]
    code = "\n".join(path.read_text("utf-8") for path in files)
    said = {one or other for one, other in RAISED.findall(code)} | set(NAMED.findall(code))
    kinds = ("partner", "member", "product")
    return {reason.replace("{kind}", kind) for reason in said for kind in kinds}


@pytest.mark.parametrize("language", Language)
def test_every_reason_has_words(language: Language) -> None:
    found = reasons()
    assert {"two_numbers", "unknown_partner", "id_twice", "spreadsheet"} <= found
    assert found <= Text.load(CATALOGUE, language).replies.keys()


@pytest.mark.parametrize(
    ("row", "english", "indonesian"),
    [
        (
            BadRow(1_200, "", "too_few_cells", {"cells": 3, "wanted": 8}),
            "Line 1200: There are 3 cells and 8 columns. ",
            "Baris 1200: Ada 3 sel untuk 8 kolom. ",
        ),
        (
            BadRow(7, "nilai", "two_numbers", {"written": "1.500", "large": "1500"}),
            "Line 7, column nilai: “1.500” can be read as 1500 ",
            "Baris 7, kolom nilai: “1.500” bisa berarti 1500 ",
        ),
    ],
)
def test_a_row_is_refused_in_words(row: BadRow, english: str, indonesian: str) -> None:
    for language, said in ((Language.EN, english), (Language.ID, indonesian)):
        assert refusal(row, Text.load(CATALOGUE, language)).startswith(said)


def test_a_file_is_refused_in_words() -> None:
    text = Text.load(CATALOGUE, Language.EN)
    missing = UnreadableFile("no_column", columns="date, partner")
    assert complaint(missing, text).startswith("The columns date, partner are missing.")


def test_the_guide_lists_every_column_and_word() -> None:
    guide = (ROOT / "docs" / "transactions.md").read_text("utf-8")
    for name, words in columns.SYNONYMS.items():
        assert f"| `{name}` | {words} |" in guide
    assert columns.SYNONYMS.keys() == columns.PARSERS.keys()
