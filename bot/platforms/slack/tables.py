"""Tables and bar charts: Slack's own table where there is one, else in a fixed width."""

from __future__ import annotations

from collections.abc import Iterator

from bot.platforms.slack import elements, limits, markup
from bot.platforms.slack.elements import SlackBlock
from handlers.conversation.reply import Picture, Table

BAR = "█"
BAR_WIDTH = 20
LABEL_WIDTH = 24
EMPTY = " "  #: Slack refuses a cell without a character


def fits(table: Table) -> bool:
    """Is it within what Slack's table block takes?"""
    rows = _filled(table)
    text = sum(len(cell) for row in rows for cell in row)
    narrow = len(table.headers) <= limits.TABLE_COLUMNS
    return narrow and len(rows) <= limits.TABLE_ROWS and text <= limits.TABLE_TEXT


def native(table: Table) -> Iterator[SlackBlock]:
    """Slack's table: a message can hold one, and only a message can."""
    yield from elements.bold(table.caption)
    rows = _filled(table)
    yield {
        "type": "table",
        "column_settings": [
            {"align": "right" if column in table.numeric else "left", "is_wrapped": True}
            for column in range(len(table.headers))
        ],
        "rows": [[{"type": "raw_text", "text": cell} for cell in row] for row in rows],
    }


def as_text(table: Table) -> Iterator[SlackBlock]:
    """The same in columns of a fixed width."""
    rows = [tuple(" ".join(cell.split()) for cell in row) for row in _filled(table)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(_cells(table, row, widths)).rstrip() for row in rows]
    yield from elements.bold(table.caption)
    yield from elements.fixed_width("\n".join(lines))


def _filled(table: Table) -> list[tuple[str, ...]]:
    """Headers and rows, no cell empty."""
    return [tuple(cell or EMPTY for cell in row) for row in (table.headers, *table.rows)]


def _cells(table: Table, row: tuple[str, ...], widths: list[int]) -> Iterator[str]:
    for column, cell in enumerate(row):
        right = column in table.numeric
        yield cell.rjust(widths[column]) if right else cell.ljust(widths[column])


def chart(picture: Picture) -> Iterator[SlackBlock]:
    """Bars of signs, and the same in words: a picture would first have to be uploaded."""
    longest = max((abs(bar.value) for bar in picture.bars), default=0) or 1
    width = min(LABEL_WIDTH, max((len(bar.label) for bar in picture.bars), default=0))
    lines = [
        f"{limits.cut(bar.label, LABEL_WIDTH).ljust(width)}  "
        f"{BAR * round(BAR_WIDTH * abs(bar.value) / longest)} {bar.shown}"
        for bar in picture.bars
    ]
    yield from elements.bold(picture.title)
    yield from elements.fixed_width("\n".join(lines))
    yield from elements.context(limits.drawn(picture.alternative, limits.CONTEXT, markup.literal))
