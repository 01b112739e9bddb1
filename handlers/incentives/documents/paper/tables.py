"""Tables over pages: the header stands again on each, and a row is never cut in two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers.incentives.documents.paper.faces import Face, plain, shrunk, wrapped
from handlers.incentives.documents.paper.marks import (
    GREY,
    INK,
    LINE,
    WARN,
    WARN_TINT,
    Align,
    Box,
    Mark,
    Stroke,
    Words,
)
from handlers.incentives.documents.paper.sheet import EDGE, ROOM, Sheet

HEADER, FIRST, STRONG, UNDER = Face(7.2, True), Face(8.2), Face(8.2, True), Face(7)
FLAG = Face(6.6, True)
GAP = 10.0  #: between two columns
PADDING = 4.5  #: above and below a row
NOTED = 1.6  #: above a note
SHIFT = 2.6  #: from the foot of a line to where its letters stand

Written = list[tuple[str, Face, str]]  #: lines with their face and ink


@dataclass(frozen=True, slots=True)
class Column:
    """A right column ends at its right, a left one begins at its left."""

    title: str
    width: float
    is_right: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """`under` is smaller and grey, below the first words."""

    text: str = ""
    under: str = ""
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """`flag` and `note` stand below all cells, from the second column on."""

    cells: tuple[Cell, ...]
    note: str = ""
    flag: str = ""


def lay(sheet: Sheet, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    laid = [_laid(row, columns) for row in rows]
    header = _header(columns)
    sheet.need(opening(columns, rows))
    _put(sheet, header, INK)
    for each in laid:
        if sheet.need(each.height):
            _put(sheet, header, INK)
        _put(sheet, each, LINE)


def opening(columns: Sequence[Column], rows: Sequence[Row]) -> float:
    """How much of a page the header and the first row need."""
    return _header(columns).height + sum(_laid(row, columns).height for row in rows[:1])


def lay_sum(sheet: Sheet, words: str, amount: str) -> None:
    """What a table adds up to, below its last column."""
    face = Face(9, is_bold=True)
    sheet.need(20)
    sheet.y += 15
    left = EDGE + ROOM - face.width(amount) - GAP
    sheet.put(Words(left, sheet.y, words, FIRST, GREY, Align.RIGHT))
    sheet.put(Words(EDGE + ROOM, sheet.y, amount, face, INK, Align.RIGHT))


@dataclass(frozen=True, slots=True)
class _Laid:
    """A row with its words cut into lines."""

    columns: Sequence[Column]
    cells: list[Written]
    note: list[str]
    flag: str = ""

    @property
    def height(self) -> float:
        note = NOTED + len(self.note) * UNDER.leading if self.note else 0
        return 2 * PADDING + self._cells_height + note

    @property
    def _cells_height(self) -> float:
        return max(sum(face.leading for _, face, _ in cell) for cell in self.cells)

    def marks(self, top: float) -> Iterator[Mark]:
        left = EDGE
        for column, cell in zip(self.columns, self.cells, strict=True):
            x = left + column.width if column.is_right else left
            y, align = top + PADDING, Align.RIGHT if column.is_right else Align.LEFT
            for text, face, ink in cell:
                y += face.leading
                yield Words(x, y - SHIFT, text, face, ink, align)
            left += column.width
        yield from self._noted(top + PADDING + NOTED + self._cells_height)

    def _noted(self, y: float) -> Iterator[Mark]:
        left = EDGE + self.columns[0].width
        if self.flag:
            wide = _flag_width(self.flag)
            yield Box(left, y + 0.4, wide - 5, UNDER.leading - 0.4, WARN_TINT, 3)
            yield Words(left + 3.5, y + UNDER.leading - SHIFT, self.flag, FLAG, WARN)
        for line in self.note:
            y += UNDER.leading
            yield Words(left + _flag_width(self.flag), y - SHIFT, line, UNDER, GREY)


def _laid(row: Row, columns: Sequence[Column]) -> _Laid:
    cells = [_written(cell, column) for cell, column in zip(row.cells, columns, strict=True)]
    room = ROOM - columns[0].width - _flag_width(row.flag)
    note = wrapped(row.note, UNDER, room)
    return _Laid(columns, cells, note or ([""] if row.flag else []), row.flag)


def _header(columns: Sequence[Column]) -> _Laid:
    cells: list[Written] = [
        [(line, HEADER, GREY) for line in wrapped(column.title, HEADER, column.width - GAP)]
        for column in columns
    ]
    return _Laid(columns, cells, [])


def _written(cell: Cell, column: Column) -> Written:
    """A figure stands on one line, however small; words are wrapped."""
    cut = _one_line if column.is_right else wrapped
    room, face = column.width - GAP, STRONG if cell.is_strong else FIRST
    first: Written = [(line, shrunk(line, face, room), INK) for line in cut(cell.text, face, room)]
    return [*first, *((line, UNDER, GREY) for line in wrapped(cell.under, UNDER, room))]


def _one_line(text: str, face: Face, room: float) -> list[str]:
    return [plain(text)] if text else []


def _flag_width(flag: str) -> float:
    return FLAG.width(flag) + 13 if flag else 0


def _put(sheet: Sheet, row: _Laid, ink: str) -> None:
    sheet.put(*row.marks(sheet.y), Stroke(EDGE, sheet.y + row.height, ROOM, ink, 0.5))
    sheet.y += row.height
