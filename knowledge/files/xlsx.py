"""Reads a workbook: each row of each sheet that can be seen, as its columns name it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from xml.parsers import expat
from zipfile import ZipFile

import openpyxl

from knowledge.files import archives, names, tables
from knowledge.limits import MOST_COLUMNS
from knowledge.sections import Parsed, Sections

#: How a number format names a currency: [$Rp-421] or "Rp" or a sign.
CURRENCY = re.compile(r"\[\$([^\]-]+)[^\]]*\]|\"([^\"]{1,4})\"(?=\s*[#0])|([$€£¥])")
GROUP = 1_400  #: characters of rows in a section
MIDNIGHT = time()


@dataclass
class _Hidden:
    """The columns and rows of a sheet that its writer has hidden."""

    columns: set[int] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)

    def note(self, tag: str, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") not in ("1", "true"):
            return
        match tag.rpartition(":")[2]:
            case "col":
                last = min(int(attributes["max"]), MOST_COLUMNS)
                self.columns.update(range(int(attributes["min"]), last + 1))
            case "row" if "r" in attributes:
                self.rows.add(int(attributes["r"]))


def parse(content: bytes) -> Parsed:
    """The rows of a workbook; formulas are shown as the values last seen."""
    archive = archives.checked(content)
    book = openpyxl.load_workbook(
        BytesIO(content), read_only=True, data_only=True, keep_links=False
    )
    sections = Sections(longest=GROUP)
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            page = f"sheet {sheet.title}"
            sections.enter(1, sheet.title, page)
            tables.say(sections, tables.table(_rows(archive, sheet)), page, level=2)
    title = names.told(book.properties.title or "")
    return Parsed(title, book.properties.version or "", "", sections.under(""))


def _rows(archive: ZipFile, sheet: Any) -> Iterator[list[str]]:
    hidden = _hidden(archive, sheet._worksheet_path)
    sheet.reset_dimensions()  # what a sheet says about its size is often wrong
    for number, row in enumerate(sheet.iter_rows(), 1):
        if number not in hidden.rows:
            yield _trimmed(
                "" if at in hidden.columns or cell.value is None else _shown(cell)
                for at, cell in enumerate(row, 1)
            )


def _trimmed(cells: Iterable[str]) -> list[str]:
    """Without the empty cells at the end, of which a coloured row has thousands."""
    row = list(cells)
    while row and not row[-1]:
        row.pop()
    return row


def _hidden(archive: ZipFile, path: str) -> _Hidden:
    hidden = _Hidden()
    reader = expat.ParserCreate()
    reader.StartElementHandler = hidden.note
    with archive.open(path) as sheet:
        reader.ParseFile(sheet)
    return hidden


def _shown(cell: Any) -> str:
    match cell.value:
        case bool() as value:
            return "TRUE" if value else "FALSE"
        case int() | float() as value:
            return _figure(value, cell.number_format or "")
        case datetime() | date() | time() as value:
            return _moment(value)
        case value:
            return "" if cell.data_type == "e" else str(value)


def _moment(value: datetime | date | time) -> str:
    """A day, an hour or both; a date at midnight is only a day."""
    match value:
        case datetime() if value.time() != MIDNIGHT:
            return value.isoformat(" ", "minutes")
        case time():
            return value.isoformat("minutes")
        case _:
            return f"{value:%Y-%m-%d}"


def _figure(value: int | float, form: str) -> str:
    """A number with its percent sign, its currency and its thousands as the sheet shows them."""
    if "%" in form:
        return f"{round(value * 100, 6):.12g}%"
    found = CURRENCY.search(form)
    sign = next((part.strip() for part in found.groups() if part), "") if found else ""
    grouped = f"{value:,.2f}".removesuffix(".00") if "," in form else f"{value:.12g}"
    spaced = f"{sign} " if sign.isalpha() else sign
    return f"{spaced}{grouped}"
