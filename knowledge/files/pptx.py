"""Reads a presentation: each slide under its title, with its tables and its notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

import pptx
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER

from knowledge.files import archives, names, tables
from knowledge.limits import MOST_PAGES
from knowledge.sections import Parsed, Refused, Sections

ASIDE = frozenset(
    {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.VERTICAL_TITLE}
    | {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE}
)


def parse(content: bytes) -> Parsed:
    """The sections of a presentation; hidden slides are not shown to anybody."""
    archives.checked(content)
    deck = pptx.Presentation(BytesIO(content))
    if len(deck.slides) > MOST_PAGES:
        raise Refused("too_much", what="pages", most=MOST_PAGES)
    sections, first = Sections(), ""
    for number, slide in enumerate(deck.slides, 1):
        if slide._element.get("show") in ("0", "false"):
            continue
        heading = _title(slide)
        first = first or heading
        sections.enter(1, heading, f"slide {number}")
        _say(sections, slide, f"slide {number}")
    title = names.told(deck.core_properties.title or "") or first
    return Parsed(title, deck.core_properties.version or "", "", sections.under(""))


def _title(slide: Any) -> str:
    shape = slide.shapes.title
    return " ".join(shape.text_frame.text.split()) if shape is not None else ""


def _say(sections: Sections, slide: Any, page: str) -> None:
    for shape in _flat(slide.shapes):
        if getattr(shape, "has_table", False):
            tables.say(sections, tables.table(_rows(shape.table)), page)
        elif shape.has_text_frame and not _is_aside(shape):
            sections.say(_lines(shape.text_frame), page)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        sections.say(_lines(slide.notes_slide.notes_text_frame), page)


def _lines(frame: Any) -> str:
    """A vertical tab is a line break inside a paragraph."""
    return str(frame.text).replace("\v", "\n")


def _flat(shapes: Iterable[Any]) -> Iterator[Any]:
    """Every shape, also those in groups, from top to bottom of the slide."""
    for shape in sorted(shapes, key=lambda each: (each.top or 0, each.left or 0)):
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from _flat(shape.shapes)
        else:
            yield shape


def _is_aside(shape: Any) -> bool:
    """The title has been said as a heading; the rest frames each slide."""
    return bool(shape.is_placeholder) and shape.placeholder_format.type in ASIDE


def _rows(table: Any) -> Iterator[list[str]]:
    for row in table._tbl.tr_lst:
        yield ["" if cell.hMerge else _cell(cell) for cell in row.tc_lst]


def _cell(cell: Any) -> str:
    return cell.text.replace("\v", "\n") if hasattr(cell, "text") else ""
