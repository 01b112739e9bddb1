"""A Word document is read under its headings, as it stands when every change is accepted."""

from __future__ import annotations

from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from knowledge.files.docx import parse
from knowledge.sections import Refused, Section
from tests.knowledge.files.making import deck, saved


def paragraph(inside: str) -> Any:
    return parse_xml(f"<w:p {nsdecls('w')}>{inside}</w:p>")


def run(text: str, tag: str = "t", look: str = "") -> str:
    return f"<w:r>{look}<w:{tag} xml:space='preserve'>{text}</w:{tag}></w:r>"


def test_headings_lists_and_tables_are_sections() -> None:
    file = docx.Document()
    file.core_properties.title = "Word Document"
    file.core_properties.version = "v7"
    file.add_heading("Partner guide", 0)
    file.add_paragraph("For all partners.")
    file.add_heading("Tiers", 1)
    file.add_heading("Gold", 2)
    file.add_paragraph("Sell more.", style="List Bullet")
    file.add_paragraph("Sell\tbetter.", style="List Number")
    table = file.add_table(rows=3, cols=2)
    for row, cells in zip(
        table.rows, [("Tier", "Discount"), ("Gold", "20%"), ("", "")], strict=True
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    found = parse(saved(file))
    assert (found.title, found.version) == ("Partner guide", "v7")
    assert found.sections == (
        Section("", "For all partners."),
        Section("Tiers › Gold", "Sell more.\nSell better.\nTier: Gold · Discount: 20%"),
    )


def test_one_heading_above_all_others_is_the_title() -> None:
    file = docx.Document()
    for level, heading in ((1, "Panduan mitra"), (2, "Tingkat"), (2, "Harga")):
        file.add_heading(heading, level)
        file.add_paragraph(f"Tentang {heading}.")
    found = parse(saved(file))
    assert found.title == "Panduan mitra"
    assert [section.heading for section in found.sections] == ["", "Tingkat", "Harga"]


def test_properties_give_a_title_where_no_heading_does() -> None:
    file = docx.Document()
    file.core_properties.title = "Price list"
    file.add_paragraph("Pro is 10.")
    assert parse(saved(file)).title == "Price list"


def test_changes_are_accepted_and_hidden_words_left_out() -> None:
    file = docx.Document()
    look = "<w:rPr><w:vanish/></w:rPr>"
    shown = "<w:rPr><w:vanish w:val='0'/></w:rPr>"
    deleted = f"<w:del>{run('2', 'delText')}</w:del>"
    inserted = f"<w:ins>{run('3')}</w:ins>"
    body = file.element.body
    body.insert(0, paragraph(run("It lasts ") + deleted + inserted + run(" years.")))
    body.insert(1, paragraph(run("Ask for less. ", look=look) + run("Thanks.", look=shown)))
    control = (
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p>{run('Chosen.')}</w:p></w:sdtContent></w:sdt>"
    )
    body.insert(2, parse_xml(control))
    assert parse(saved(file)).sections[0].text == "It lasts 3 years.\nThanks.\nChosen."


def test_two_columns_may_be_names_with_what_they_are() -> None:
    file = docx.Document()
    table = file.add_table(rows=3, cols=2)
    for at, text in enumerate(("Name", "Pro", "Weight:", "2 kg", "Garansi", "3 tahun")):
        table.cell(at // 2, at % 2).text = text
    assert parse(saved(file)).sections[0].text == "Name: Pro\nWeight: 2 kg\nGaransi: 3 tahun"


def test_merged_cells_are_said_in_every_row_they_reach() -> None:
    file = docx.Document()
    table = file.add_table(rows=4, cols=3)
    for cell, text in zip(table.rows[0].cells, ("Region", "Tier", "Discount"), strict=True):
        cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Java"
    for at, (tier, discount) in enumerate([("Gold", "20%"), ("Silver", "10%")], 1):
        table.cell(at, 1).text, table.cell(at, 2).text = tier, discount
    table.cell(3, 0).merge(table.cell(3, 1)).text = "Elsewhere"
    table.cell(3, 2).text = "5%"
    assert parse(saved(file)).sections[0].text.splitlines() == [
        "Region: Java · Tier: Gold · Discount: 20%",
        "Region: Java · Tier: Silver · Discount: 10%",
        "Region: Elsewhere · Discount: 5%",
    ]


def test_a_presentation_is_no_document() -> None:
    with pytest.raises((Refused, ValueError)):
        parse(deck("A", "B"))
