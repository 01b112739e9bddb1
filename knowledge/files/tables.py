"""Reads rows of cells so that each row can be quoted on its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from knowledge.limits import MOST_COLUMNS, MOST_ROWS
from knowledge.sections import CELL_SEPARATOR, Refused, Sections

Row = Sequence[str]
QUESTION = frozenset({"question", "questions", "q", "pertanyaan"})
ANSWER = frozenset({"answer", "answers", "a", "jawaban"})
TOPIC = frozenset({"category", "topic", "section", "kategori", "topik", "bagian"})
FIGURE = re.compile(r"[^A-Za-z]{0,3}(?:Rp\.?|USD|IDR)?\s*-?\d[\d.,:/\s-]*%?")
LONGEST_LABEL = 80
LOOKED_AT = 12  #: rows in which the header is expected


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under their header; `before` stands above it."""

    before: list[Row]
    header: Row
    rows: Iterable[Row]

    @property
    def pair(self) -> tuple[int, int] | None:
        """Where the question and the answer stand, if it is a list of both."""
        labels = [label.casefold().strip() for label in self.header]
        asked = next((at for at, label in enumerate(labels) if label in QUESTION), None)
        answered = next((at for at, label in enumerate(labels) if label in ANSWER), None)
        return None if asked is None or answered is None else (asked, answered)

    def lines(self) -> Iterator[str]:
        """Each row as *Column: value · Column: value*."""
        for row in self.before:
            yield CELL_SEPARATOR.join(filled(row))
        for row in self.rows:
            yield line(self.header, row)


def table(rows: Iterable[Row], headed: bool = False) -> Table:
    """Rows with their header, if they have one; `headed` where that is likely."""
    some = _counted(row for row in rows if any(row))
    first = list(islice(some, LOOKED_AT))
    at = _header(first)
    if at is None or not (headed or _is_headed(first[at:])):
        return Table([], (), chain(first, some))
    return Table(first[:at], first[at], chain(first[at + 1 :], some))


def say(sections: Sections, found: Table, page: str = "", level: int = 9) -> None:
    """Add a table to what is read: pairs as question and answer, else row by row."""
    if found.pair is None:
        for each in found.lines():
            sections.say(each, page)
        return
    for row in found.before:
        sections.say(CELL_SEPARATOR.join(filled(row)), page)
    topic = next((n for n, each in enumerate(found.header) if each.casefold() in TOPIC), None)
    for row in found.rows:
        if topic is not None:
            sections.enter(level, _cell(row, topic), page)
        question, answer = (_cell(row, at) for at in found.pair)
        sections.enter(level + 1, question, page)
        sections.say(answer, page)
    sections.enter(level, "", page)


def line(header: Row, row: Row) -> str:
    """One row, each value with the name of its column."""
    if not header and len(pair := filled(row)) == 2 and not FIGURE.fullmatch(pair[0]):
        return ": ".join(each.rstrip(":") for each in pair)
    labelled = (
        f"{_cell(header, at)}: {flat(value)}" if _cell(header, at) else flat(value)
        for at, value in enumerate(row)
        if value.strip()
    )
    return CELL_SEPARATOR.join(labelled)


def filled(row: Row) -> list[str]:
    return [flat(value) for value in row if value.strip()]


def flat(value: str) -> str:
    """A value on one line."""
    return " ".join(value.split())


def _header(rows: list[Row]) -> int | None:
    """The first row of short, different words that is as wide as what follows it."""
    widest = max((len(filled(row)) for row in rows), default=0)
    for at, row in enumerate(rows[:-1]):
        names = filled(row)
        if len(names) >= 2 and len(names) >= widest - 1:
            return at if _are_labels(names) and len(filled(rows[at + 1])) >= 1 else None
    return None


def _is_headed(rows: list[Row]) -> bool:
    """Two columns of words may as well be names with what they are: *Weight* and *2 kg*."""
    if len(filled(rows[0])) > 2 or Table([], rows[0], ()).pair:
        return True
    return any(FIGURE.fullmatch(value) for row in rows[1:] for value in filled(row)[1:])


def _are_labels(names: list[str]) -> bool:
    different = len({name.casefold() for name in names}) == len(names)
    return different and all(
        len(name) <= LONGEST_LABEL and not FIGURE.fullmatch(name) for name in names
    )


def _counted(rows: Iterable[Row]) -> Iterator[Row]:
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS:
            raise Refused("too_much", what="rows", most=MOST_ROWS)
        if len(row) > MOST_COLUMNS:
            raise Refused("too_much", what="columns", most=MOST_COLUMNS)
        yield row


def _cell(row: Row, at: int) -> str:
    return flat(row[at]) if at < len(row) else ""
