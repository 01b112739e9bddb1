"""`mitra deals`: compares names of companies, without a database."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from bot.cli.failure import Worded
from bot.cli.speak import say, say_json, words
from handlers.conversation.text import Text
from handlers.deals.matching import wording
from handlers.deals.matching.compare import compare
from handlers.deals.matching.evidence import Match

SEPARATORS = ",;\t"
Row = Mapping[str, str]


class NotCompared(Worded):
    """Said in the words about matching."""


def arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    match = actions.add_parser("match", help="say which pairs of names are one company, and why")
    match.add_argument("pairs", type=Path, metavar="PAIRS.csv", help="columns a, b and country?")
    match.add_argument("--json", action="store_true", help="print one JSON document")


def run(given: argparse.Namespace) -> None:
    """
    Raises:
        Refused: when the file cannot be read; nothing is printed then.
    """
    text = Text.load(wording.CATALOGUE, words().language)
    compared = [(row, _match(row)) for row in _rows(given.pairs, text)]
    if given.json:
        say_json([_document(row, match) for row, match in compared])
        return
    for row, match in compared:
        evidence = "; ".join(wording.reasons(match, text))
        level = wording.level(match, text)
        say(text("pair", a=row["a"], b=row["b"], level=level, evidence=evidence))


def _match(row: Row) -> Match:
    return compare(row["a"], row["b"], row["country"])


def _rows(path: Path, text: Text) -> list[Row]:
    content = _content(path, text)
    separator = max(SEPARATORS, key=content.partition("\n")[0].count)
    reader = csv.reader(StringIO(content, newline=""), delimiter=separator, strict=True)
    try:
        columns = [column.strip().casefold() for column in next(reader, [])]
        if not {"a", "b"} <= set(columns):
            raise NotCompared(text("no_columns", path=str(path)))
        return [_complete(row, line, path, text) for line, row in _each(reader, columns)]
    except csv.Error as wrong:
        raise NotCompared(text("not_csv", path=str(path), line=reader.line_num)) from wrong


def _content(path: Path, text: Text) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as wrong:
        reason = str(wrong.strerror)
        raise NotCompared(text("not_opened", path=str(path), reason=reason)) from wrong
    except UnicodeDecodeError as wrong:
        raise NotCompared(text("no_text", path=str(path))) from wrong


def _each(reader: Any, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    for values in reader:
        if any(value.strip() for value in values):
            yield reader.line_num, dict(zip(columns, map(str.strip, values), strict=False))


def _complete(row: dict[str, str], line: int, path: Path, text: Text) -> Row:
    if not row.get("a") or not row.get("b"):
        raise NotCompared(text("short_row", path=str(path), line=line))
    return {"country": "", **row}


def _document(row: Row, match: Match) -> dict[str, Any]:
    return {
        "a": row["a"],
        "b": row["b"],
        "country": row["country"],
        "level": match.level,
        "evidence": [
            {"sign": each.sign, "a": each.one, "b": each.other, "level": each.level}
            for each in match.evidence
        ],
    }
