"""Tables and bar charts: Slack's own table where there is one, else in a fixed width."""

from __future__ import annotations

from collections.abc import Iterator

from bot.platforms.slack import elements, limits, markup
from bot.platforms.slack.elements import SlackBlock
from handlers.conversation.reply import Bar, Picture, Table

FILLED, LEFT = "▰", "▱"
BAR_WIDTH = 12
FEW_ROWS = 6  #: these read as well as a list, and better on a telephone
NAME = 72  #: signs of what a row is about, if it is to stand on one line
EMPTY = " "  #: Slack refuses a cell without a character


def fits(table: Table) -> bool:
    """Is it worth Slack's own table, and within what that takes?"""
    rows = _filled(table)
    text = sum(len(cell) for row in rows for cell in row)
    narrow = len(table.headers) <= limits.TABLE_COLUMNS
    taken = narrow and len(rows) <= limits.TABLE_ROWS and text <= limits.TABLE_TEXT
    return taken and len(table.rows) > FEW_ROWS


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


def as_list(table: Table) -> Iterator[SlackBlock]:
    """Each row a paragraph: what it is about, and below it the rest with its headers."""
    yield from elements.bold(table.caption)
    for row in table.rows:
        yield from elements.marked_sections(_row(table.headers, row))


def _row(headers: tuple[str, ...], row: tuple[str, ...]) -> Iterator[str]:
    about, *rest = zip(headers, row, strict=True)
    name = about[1].strip() or limits.MORE
    if name.isdigit() and rest:  # a rank says nothing by itself
        name, rest = f"{name}. {rest[0][1]}", rest[1:]
    facts = [f"{header}: {cell}" for header, cell in rest if cell.strip()]
    lines = limits.drawn("  ·  ".join(facts), limits.SECTION - len(name) * 6, markup.literal)
    if len(name) > NAME:
        yield from limits.drawn(name, limits.SECTION, markup.bold)
        yield from lines
    else:
        first = next(lines, "")
        yield f"{markup.bold(name)}\n{first}"
        yield from lines


def _filled(table: Table) -> list[tuple[str, ...]]:
    """Headers and rows, no cell empty."""
    return [tuple(cell or EMPTY for cell in row) for row in (table.headers, *table.rows)]


def chart(picture: Picture) -> Iterator[SlackBlock]:
    """Bars of signs, each with its value and name: a picture would first have to be uploaded,
    and what is written needs no alternative that says it again."""
    longest = max((abs(bar.value) for bar in picture.bars), default=0) or 1
    lines = (_bar(bar, longest) for bar in picture.bars)
    yield from elements.bold(picture.title)
    yield from elements.marked_sections(limits.packed(lines, limits.SECTION))


def _bar(bar: Bar, longest: int) -> str:
    """All bars are equally wide, so that what stands beside them stands in a column."""
    filled = round(BAR_WIDTH * abs(bar.value) / longest)
    drawn = FILLED * filled + LEFT * (BAR_WIDTH - filled)
    return f"{drawn}  {markup.bold(bar.shown)}  {markup.literal(bar.label)}"
