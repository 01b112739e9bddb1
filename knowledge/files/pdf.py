"""Reads a PDF: its lines with where and how large they stand, its outline and its title."""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Iterator
from ctypes import byref, c_double, create_string_buffer
from itertools import pairwise
from math import hypot
from typing import Any

from pypdfium2 import PdfDocument, PdfiumError, raw

from knowledge.files import names
from knowledge.files.layout import Entry, Line, laid_out
from knowledge.limits import MOST_CHARACTERS, MOST_PAGES
from knowledge.sections import CELL_SEPARATOR, LONGEST_HEADING, Parsed, Refused

LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
#: PDFium joins two lines where a word is broken, and says so with one of these.
HYPHENS = str.maketrans({"\x02": "\xad", "\ufffe": "\xad"})
TWICE = re.compile(r"\b(\w+)\xad(?=\1\b)", re.IGNORECASE)  #: *produk-produk* keeps its hyphen
BLANK = frozenset({*range(33), 160}) - {2}  # a broken word ends with 2
SPACE, APART = ord(" "), tuple(map(ord, CELL_SEPARATOR))
FAR_APART = 1.6  #: sizes between two cells
NARROW = 0.45  #: of the size, a letter with what follows it; a row with gaps is wider
BOLD = 600
DEEPEST_ENTRY = 6
MOST_ENTRIES = 5_000
LONGEST_FONT_NAME = 100
_left, _right, _bottom, _top = (c_double() for _ in range(4))
_found = tuple(map(byref, (_left, _right, _bottom, _top)))


def parse(content: bytes) -> Parsed:
    """The sections of a PDF with the page of each.

    Raises:
        Refused: when it is encrypted, broken or has too many pages.
    """
    try:
        document = PdfDocument(content)
    except PdfiumError as error:
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise Refused("encrypted" if locked else "broken") from None
    if len(document) > MOST_PAGES:
        raise Refused("too_much", what="pages", most=MOST_PAGES)
    pages = list(_pages(document))
    title, sections = laid_out(pages, list(_outline(document)))
    title = title or sections.title() or names.told(document.get_metadata_value("Title"))
    return Parsed(title, "", "", sections.under(title))


def _pages(document: Any) -> Iterator[list[Line]]:
    total = 0
    for number in range(len(document)):
        lines = _page(document, number)
        total += sum(len(line.text) for line in lines)
        if total > MOST_CHARACTERS:
            raise Refused("too_much", what="characters", most=MOST_CHARACTERS)
        yield lines


def _page(document: Any, number: int) -> list[Line]:
    try:
        page = document[number]
        text = page.get_textpage()
    except PdfiumError:  # one broken page does not take the others away
        return []
    lines = list(_lines(text.raw, number + 1))
    text.close()
    page.close()
    return lines


def _lines(text: Any, page: int) -> Iterator[Line]:
    count = raw.FPDFText_CountChars(text)
    if count > MOST_CHARACTERS:
        raise Refused("too_much", what="characters", most=MOST_CHARACTERS)
    begin = 0
    codes = [raw.FPDFText_GetUnicode(text, at) for at in range(max(count, 0))]
    for at, code in enumerate([*codes, 10]):
        if code in (10, 13):
            line = _line(text, begin, codes[begin:at], page)
            if line is not None:
                yield line
            begin = at + 1


def _line(text: Any, begin: int, codes: list[int], page: int) -> Line | None:
    seen = [begin + at for at, code in enumerate(codes) if code not in BLANK]
    if not seen:
        return None
    middle = seen[len(seen) // 2]
    size = _size(text, middle)
    return Line(
        text=_written(text, seen, [codes[at - begin] for at in seen], size),
        page=page,
        size=size,
        bold=all(_is_bold(text, at) for at in {seen[0], middle, seen[-1]}),
        right=_sides(text, seen[-1])[1],
        first=_height(text, seen[0]),
        last=_height(text, seen[-1]),
    )


def _written(text: Any, places: list[int], codes: list[int], size: float) -> str:
    """The words of a line; what stands far apart is cells of a row."""
    width = _sides(text, places[-1])[1] - _sides(text, places[0])[0]
    may_be_row = width > (places[-1] - places[0]) * size * NARROW
    units = [codes[0]]
    for (before, at), code in zip(pairwise(places), codes[1:], strict=True):
        if at > before + 1:
            units.extend(_between(text, before, at, size) if may_be_row else (SPACE,))
        units.append(code)
    words = array("H", (unit for unit in units if unit < 2**16)).tobytes()
    written = words.decode(f"utf-16-{sys.byteorder[0]}e", "ignore").translate(HYPHENS)
    return TWICE.sub(r"\1-", written.translate(LIGATURES)).replace("\xad", "")


def _between(text: Any, before: int, at: int, size: float) -> tuple[int, ...]:
    gap = _sides(text, at)[0] - _sides(text, before)[1]
    return APART if gap > size * FAR_APART else (SPACE,)


def _sides(text: Any, at: int) -> tuple[float, float]:
    """Where a letter begins and ends."""
    raw.FPDFText_GetCharBox(text, at, *_found)
    return _left.value, _right.value


def _height(text: Any, at: int) -> float:
    across, up = c_double(), c_double()
    raw.FPDFText_GetCharOrigin(text, at, byref(across), byref(up))
    return up.value


def _size(text: Any, at: int) -> float:
    """The size as it is seen: a font of size 1 may be drawn twelve times as large."""
    matrix = raw.FS_MATRIX()
    known = raw.FPDFText_GetMatrix(text, at, byref(matrix))
    scale = hypot(matrix.c, matrix.d) if known else 1.0
    return float(round(raw.FPDFText_GetFontSize(text, at) * scale * 2) / 2)


def _is_bold(text: Any, at: int) -> bool:
    if raw.FPDFText_GetFontWeight(text, at) >= BOLD:
        return True
    name = create_string_buffer(LONGEST_FONT_NAME)
    raw.FPDFText_GetFontInfo(text, at, name, LONGEST_FONT_NAME, None)
    return b"bold" in name.value.lower()


def _outline(document: Any) -> Iterator[Entry]:
    """The bookmarks; their number and depth are limited because they may run in circles."""
    for number, mark in enumerate(document.get_toc(max_depth=DEEPEST_ENTRY)):
        if number >= MOST_ENTRIES:
            return
        target = mark.get_dest()
        at = target.get_index() if target else None
        title = " ".join(mark.get_title()[:LONGEST_HEADING].split())
        if at is not None and title:
            yield Entry(title, mark.level + 1, at + 1)
