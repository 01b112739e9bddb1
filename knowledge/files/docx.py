"""Reads a Word document: headings by their styles, paragraphs, lists and the rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn

from knowledge.files import archives, names, tables
from knowledge.sections import Parsed, Sections

HEADING = re.compile(r"(?:heading|judul|überschrift|titre|título) ?([1-9])", re.IGNORECASE)
TITLES = frozenset({"title", "judul"})
PARAGRAPH, TABLE, ROW, CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
RUN, LETTERS, HIDDEN = qn("w:r"), qn("w:t"), f"{qn('w:rPr')}/{qn('w:vanish')}"
#: What only holds the blocks or the words inside it; whatever else is no part of the text.
AROUND = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo")))
UNSEEN = frozenset(map(qn, ("w:del", "w:moveFrom", "w:pPr", "w:txbxContent", "w:instrText")))
WRITTEN = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
LEVELS = 9


def parse(content: bytes) -> Parsed:
    """The sections of a Word document."""
    archives.checked(content)
    document = docx.Document(BytesIO(content))
    styles = _styles(document)
    sections, title = Sections(), ""
    for block in _blocks(document.element.body):
        style = styles.get(_style(block), "")
        level = _level(style)
        if block.tag == TABLE:
            tables.say(sections, tables.table(_rows(block)), level=LEVELS + 1)
        elif style in TITLES and not title:
            title = " ".join(_text(block).split())
        elif level:
            sections.enter(level, _text(block))
        else:
            sections.say(_text(block))
    properties = document.core_properties
    title = title or sections.title() or names.told(properties.title or "")
    return Parsed(title, properties.version or "", "", sections.under(title))


def _styles(document: Document) -> dict[str, str]:
    """Names by id; Word gives ids in the language of its user, and names mostly in English."""
    named = ((style.style_id, style.name) for style in document.styles)
    return {key: name.casefold() for key, name in named if name}


def _blocks(holder: Any) -> Iterator[Any]:
    for child in holder:
        if child.tag in (PARAGRAPH, TABLE):
            yield child
        elif child.tag in AROUND:
            yield from _blocks(child)


def _style(block: Any) -> str:
    return str(block.style or "") if block.tag == PARAGRAPH else ""


def _level(style: str) -> int:
    found = HEADING.match(style)
    return int(found[1]) if found else 0


def _text(block: Any) -> str:
    """The words of a paragraph as they stand when every change is accepted."""
    return "".join(_words(block))


def _words(holder: Any) -> Iterator[str]:
    for child in holder:
        if child.tag == LETTERS:
            yield child.text or ""
        elif child.tag in WRITTEN:
            yield WRITTEN[child.tag]
        elif child.tag not in UNSEEN and not _is_hidden(child):
            yield from _words(child)
    if holder.tag == PARAGRAPH:
        yield "\n"


def _is_hidden(run: Any) -> bool:
    vanish = run.find(HIDDEN) if run.tag == RUN else None
    return vanish is not None and vanish.get(qn("w:val")) not in ("0", "false")


def _rows(block: Any) -> Iterator[list[str]]:
    """A cell that reaches over rows is said in each of them, so that each can stand alone."""
    above: dict[int, str] = {}
    for row in block.iter(ROW):
        if next(row.iterancestors(TABLE)) is not block:
            continue
        cells: list[str] = []
        for cell in row.iterchildren(CELL):
            goes_on = cell.vMerge == "continue"
            text = above.get(len(cells), "") if goes_on else _text(cell).strip()
            above[len(cells)] = text
            cells.extend([text, *[""] * (min(cell.grid_span, 60) - 1)])
        yield cells
