"""Reads CSV and JSON Lines: questions with their answers, or rows under column names."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator

from knowledge.files import tables
from knowledge.files.encodings import decoded
from knowledge.limits import LARGEST_FILE
from knowledge.sections import Parsed, Refused, Sections

DELIMITERS = ",;\t|"
LOOKED_AT = 20  #: rows that tell the delimiter


def parse_csv(content: bytes) -> Parsed:
    """The rows of a CSV file, whatever stands between its cells."""
    text = decoded(content)
    csv.field_size_limit(LARGEST_FILE)
    first, _, rest = text.partition("\n")
    says = first.strip().casefold().removeprefix("sep=")
    if first.casefold().startswith("sep=") and len(says) == 1:
        return _parsed(_rows(rest, says))
    return _parsed(_rows(text, max(DELIMITERS, key=lambda each: _fits(text, each))))


def parse_jsonl(content: bytes) -> Parsed:
    """One object a line, its keys as columns."""
    objects = [_object(line) for line in decoded(content).splitlines() if line.strip()]
    columns = list(dict.fromkeys(key for each in objects for key in each))
    return _parsed(iter([columns, *([each.get(key, "") for key in columns] for each in objects)]))


def _parsed(rows: Iterator[list[str]]) -> Parsed:
    sections = Sections()
    tables.say(sections, tables.table(rows, headed=True))
    return Parsed("", "", "", sections.under(""))


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(text.splitlines(keepends=True), delimiter=delimiter)


def _fits(text: str, delimiter: str) -> tuple[int, int]:
    """How many of the first rows are as wide as the first one, if it is wider than one cell."""
    some = "".join(text.splitlines(keepends=True)[: LOOKED_AT * 5])
    rows = [row for row in list(_rows(some, delimiter))[:LOOKED_AT] if row]
    wide = len(rows[0]) if rows else 0
    return (sum(len(row) == wide for row in rows), wide) if wide > 1 else (0, 0)


def _object(line: str) -> dict[str, str]:
    try:
        found = json.loads(line)
    except ValueError:
        raise Refused("broken") from None
    if not isinstance(found, dict):
        raise Refused("broken")
    return {key: _shown(value) for key, value in found.items() if not isinstance(value, dict)}


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(each) for each in value if isinstance(each, str | int | float))
    return "" if value is None else str(value)
