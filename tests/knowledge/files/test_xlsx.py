"""Each row of a workbook can be quoted on its own, as its columns name it."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

import pytest

from knowledge.files.xlsx import parse
from knowledge.sections import Section
from tests.knowledge.files.making import Rows, changed, member, workbook

SHEET = "xl/worksheets/sheet1.xml"


def test_a_row_says_its_columns_under_its_sheet() -> None:
    content = workbook(
        [
            ["Partner price list"],
            [],
            ["Product", "Price", "Since", ""],
            ["Pro", 1500000, date(2026, 7, 1), "new"],
            ["Suite", 99.5, None, None],
        ],
        "Prices",
    )
    assert parse(content).sections == (
        Section(
            "Prices",
            "Partner price list\n"
            "Product: Pro · Price: 1500000 · Since: 2026-07-01 · new\n"
            "Product: Suite · Price: 99.5",
            "sheet Prices",
        ),
    )


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (0.25, "0%", "25%"),
        (0.125, "0.0%", "12.5%"),
        (1500000, '"Rp"#,##0', "Rp 1,500,000"),
        (1500000, "[$Rp-421]#,##0", "Rp 1,500,000"),
        (10, '"$"#,##0.00', "$10"),
        (10.5, "$#,##0.00", "$10.50"),
        (1234567, "#,##0", "1,234,567"),
        (0.1, "General", "0.1"),
        (True, "General", "TRUE"),
        (datetime.fromisoformat("2026-07-01T10:30"), "yyyy-mm-dd h:mm", "2026-07-01 10:30"),
        (datetime.fromisoformat("2026-07-01"), "d mmm yyyy", "2026-07-01"),
        (time(9, 5), "hh:mm", "09:05"),
    ],
)
def test_a_value_is_shown_as_the_sheet_shows_it(value: object, form: str, shown: str) -> None:
    def look(book: Any) -> None:
        book.active["B2"].number_format = form

    text = parse(workbook([["Name", "Value", "Unit"], ["x", value]], change=look)).sections[0].text
    assert text == f"Name: x · Value: {shown}"


@pytest.mark.parametrize(
    ("last", "shown"),
    [("<v>2</v>", "Name: y · Sum: 2"), ("<v/>", "Name: y"), ("<v>#REF!</v>", "Name: y")],
)
def test_a_formula_is_its_last_value(last: str, shown: str) -> None:
    content = workbook([["Name", "Sum"], ["x", 1], ["y", "=1+1"]])
    kind = ' t="e"' if "#" in last else ""
    sheet = re.sub(
        r'<c r="B3"[^>]*><f>1\+1</f><v ?/?>(</v>)?</c>',
        f'<c r="B3"{kind}><f>1+1</f>{last}</c>',
        member(content, SHEET),
    )
    found = parse(changed(content, {SHEET: sheet.encode()}))
    assert found.sections[0].text == f"Name: x · Sum: 1\n{shown}"


def test_what_is_hidden_is_not_read() -> None:
    def hide(book: Any) -> None:
        book.active.column_dimensions["B"].hidden = True
        book.active.row_dimensions[3].hidden = True
        secret = book.create_sheet("Margins")
        secret.append(["Secret"])
        secret.sheet_state = "hidden"

    rows: Rows = [
        ["Product", "Cost", "Price"],
        ["Pro", 7, 10],
        ["Old", 1, 2],
        ["Max", 8, 20],
    ]
    found = parse(workbook(rows, change=hide)).sections
    assert [each.text for each in found] == ["Product: Pro · Price: 10\nProduct: Max · Price: 20"]


def test_a_list_of_questions_is_read_as_answers_under_questions() -> None:
    rows: Rows = [["No", "Pertanyaan", "Jawaban"], [1, "Apa itu Pro?", "Produk kami."]]
    assert parse(workbook(rows, "FAQ")).sections == (
        Section("FAQ › Apa itu Pro?", "Produk kami.", "sheet FAQ"),
    )


def test_rows_are_grouped_into_sections_of_sensible_size() -> None:
    rows: Rows = [
        ["Name", "Note", "Owner"],
        *([f"Row {n}", "words " * 20, "A"] for n in range(100)),
    ]
    found = parse(workbook(rows)).sections
    assert len(found) > 5
    assert all(len(each.text) < 1_600 for each in found)
    assert sum(each.text.count("Name: Row") for each in found) == 100


def test_macros_are_not_looked_at() -> None:
    content = changed(workbook([["a", "b"], ["c", 1]]), {"xl/vbaProject.bin": b"\xd0\xcf macro"})
    assert parse(content).sections[0].text == "a: c · b: 1"
