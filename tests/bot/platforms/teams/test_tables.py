"""Tables: columns where there is room for them, else row by row."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.platforms.teams import draw
from handlers.conversation.reply import Reply, Table
from tests.bot.platforms.teams import judges
from tests.bot.platforms.teams.judges import texts

WIDE = Table(
    ("Deal", "Customer", "Value", "Stage", "Protected until", "What next"),
    (
        (
            "D-1042",
            "PT Maju Bersama",
            "Rp 150.000.000",
            "approved",
            "30 November 2026",
            "ends on 30 November",
        ),
        ("D-1012", "PT Nusantara Retail", "Rp 60.000.000", "submitted", "", ""),
    ),
    frozenset({2}),
)


def test_a_table_too_wide_for_a_card_is_drawn_row_by_row() -> None:
    activities = draw.messages(Reply("Deals", (WIDE,)))
    assert not [e for e in judges.elements(activities) if e["type"] == "Table"]
    assert [text for text in texts(activities) if text.startswith("D-")] == ["D-1042", "D-1012"]
    first, second = (e["facts"] for e in judges.elements(activities) if e["type"] == "FactSet")
    assert first[1] == {"title": "Value", "value": "Rp 150.000.000"}
    assert second[4] == {"title": "What next", "value": ""}


def test_a_column_is_as_wide_as_its_longest_word() -> None:
    table = Table(("Deal", "Value"), (("PT Maju Bersama", "Rp 150.000.000"),), frozenset({1}))
    (drawn,) = [
        e for e in judges.elements(draw.messages(Reply("", (table,)))) if e["type"] == "Table"
    ]
    assert [column["width"] for column in drawn["columns"]] == [18, 16]
    assert drawn["columns"][1]["horizontalCellContentAlignment"] == "Right"


def test_a_column_of_short_words_is_wide_enough_for_them() -> None:
    table = Table(("Who", "Units"), (("Dewi", "20"),), frozenset({1}))
    (drawn,) = [
        e for e in judges.elements(draw.messages(Reply("", (table,)))) if e["type"] == "Table"
    ]
    assert min(column["width"] for column in drawn["columns"]) >= 8


@pytest.mark.parametrize(
    "table", [Table((), ()), Table((), (), caption="Nothing"), replace(WIDE, rows=())]
)
def test_a_table_with_nothing_in_it(table: Table) -> None:
    (activity,) = draw.messages(Reply("Deals", (table,)))
    judges.matches_schema(activity)


def test_a_table_repeats_its_header_on_every_card() -> None:
    table = Table(("Deal", "Status"), tuple((f"D-{n}", "kata " * 18) for n in range(900)))
    tables = [
        e for e in judges.elements(draw.messages(Reply("", (table,)))) if e["type"] == "Table"
    ]
    assert len(tables) > 1
    assert {each["rows"][0]["cells"][0]["items"][0]["text"] for each in tables} == {"Deal"}
    assert sum(len(each["rows"]) - 1 for each in tables) == 900
