"""Draws tables: a card is narrow, so columns get what their words need or rows stand alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from bot.platforms.teams.blocks import words
from bot.platforms.teams.markdown import card_text
from handlers.conversation.reply import Table

Element = dict[str, Any]

WIDEST_COLUMN = 40
#: In small letters: how many stand beside each other on a card of the usual width, how many a
#: column's edges take, and how much wider a bold one is.
CARD_WIDTH = 60
PADDING = 2.5
LEAST_COLUMN = 8.0  #: else short words, which have wide letters more often, are broken
BOLD = 1.15


def table(block: Table) -> list[Element]:
    """Columns where there is room for them; else each row by itself, which a phone can show."""
    caption = [words(block.caption, weight="Bolder", spacing="Medium")] if block.caption else []
    needed = _needed(block)
    if not needed:
        return caption
    fits = sum(needed) <= CARD_WIDTH
    return [*caption, *(_grid(block, needed) if fits else _records(block))]


def _needed(block: Table) -> list[float]:
    """The room that each column needs so that no word, and no number, is broken."""
    heads = [max(map(len, text.split()), default=1) * BOLD for text in block.headers]
    needed = [[head] for head in heads]
    for row in block.rows:
        needed += [[] for _ in row[len(needed) :]]
        for number, text in enumerate(row):
            needed[number].append(_unbroken(text, number in block.numeric))
    return [max(PADDING + max(column), LEAST_COLUMN) for column in needed]


def _unbroken(text: str, is_number: bool) -> int:
    return len(text) if is_number else max(map(len, text.split()), default=1)


def _grid(block: Table, needed: Sequence[float]) -> list[Element]:
    rows = [block.headers, *block.rows]
    columns = [
        _column(number in block.numeric, width)
        for number, width in enumerate(_widths(block, needed))
    ]
    drawn = {
        "type": "Table",
        "columns": columns,
        "rows": [_row(row, is_header=not number) for number, row in enumerate(rows)],
        "firstRowAsHeader": True,
        "showGridLines": True,
        "gridStyle": "default",
    }
    return [drawn]


def _widths(block: Table, needed: Sequence[float]) -> list[int]:
    """What each column needs, and of the room that is left what its longest text can use."""
    rows = (block.headers, *block.rows)
    longest = [max(len(r[n]) for r in rows if n < len(r)) for n in range(len(needed))]
    wanted = [
        max(0.0, min(own, WIDEST_COLUMN) + PADDING - room)
        for own, room in zip(longest, needed, strict=True)
    ]
    left = min(CARD_WIDTH - sum(needed), sum(wanted))
    share = left / (sum(wanted) or 1)
    return [round(room + more * share) for room, more in zip(needed, wanted, strict=True)]


def _column(is_number: bool, width: int) -> Element:
    side = {"horizontalCellContentAlignment": "Right"} if is_number else {}
    return {"type": "TableColumnDefinition", "width": width} | side


def _records(block: Table) -> list[Element]:
    drawn: list[Element] = []
    for name, *texts in (row or ("",) for row in block.rows):
        listed = [
            {"title": card_text(label), "value": card_text(text)}
            for label, text in zip_longest(block.headers[1:], texts, fillvalue="")
        ]
        drawn += [
            words(name, weight="Bolder", separator=True),
            {"type": "FactSet", "facts": listed},
        ]
    return drawn or [words(" · ".join(block.headers), weight="Bolder")]


def _row(texts: Sequence[str], *, is_header: bool) -> Element:
    look = {"size": "Small"} | ({"weight": "Bolder"} if is_header else {})
    cells = [{"type": "TableCell", "items": [words(text, **look)]} for text in texts]
    return {"type": "TableRow", "cells": cells}
