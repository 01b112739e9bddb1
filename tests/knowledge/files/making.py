"""Makes real files of every kind that can be read, with the libraries that write them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any, Protocol
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import openpyxl
import pptx

from tests.knowledge.files.pdfs import Put, written

Rows = Sequence[Sequence[object]]


class _Saves(Protocol):
    def save(self, where: Any, /) -> None: ...


def saved(file: _Saves) -> bytes:
    content = BytesIO()
    file.save(content)
    return content.getvalue()


def workbook(
    rows: Rows, sheet: str = "Sheet", change: Callable[[Any], None] | None = None
) -> bytes:
    """A workbook of one sheet; `change` does more to it before it is saved."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(row)
    if change is not None:
        change(book)
    return saved(book)


def archive(members: dict[str, bytes]) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as packed:
        for name, member in members.items():
            packed.writestr(name, member)
    return content.getvalue()


def changed(office: bytes, members: dict[str, bytes]) -> bytes:
    """An Office file in which some members are replaced or added."""
    with ZipFile(BytesIO(office)) as packed:
        old = {name: packed.read(name) for name in packed.namelist()}
    return archive(old | members)


def member(office: bytes, name: str) -> str:
    """What stands in one member of an Office file."""
    with ZipFile(BytesIO(office)) as packed:
        return packed.read(name).decode()


def document(heading: str, words: str) -> bytes:
    file = docx.Document()
    file.add_heading(heading, 1)
    file.add_paragraph(words)
    return saved(file)


def deck(heading: str, words: str) -> bytes:
    file = pptx.Presentation()
    slide = file.slides.add_slide(file.slide_layouts[1])
    slide.shapes.title.text = heading
    slide.placeholders[1].text = words
    return saved(file)


def each_kind(heading: str, words: str) -> dict[str, bytes]:
    """The same words in a file of each kind."""
    pairs = {"question": heading or "?", "answer": words}
    return {
        "a.md": f"## {heading}\n\n{words}".encode(),
        "a.txt": f"{heading}\n{words}".encode(),
        "a.html": f"<title>{heading}</title><h2>{heading}</h2><p>{words}</p>".encode(),
        "a.pdf": written([[Put(heading, 700, 18), Put(words, 670)]]),
        "a.docx": document(heading, words),
        "a.pptx": deck(heading, words),
        "a.xlsx": workbook([["Pertanyaan", "Jawaban"], [heading, words]]),
        "a.csv": f"{','.join(pairs)}\n{heading},{words}\n".encode(),
        "a.jsonl": json.dumps(pairs).encode(),
    }
