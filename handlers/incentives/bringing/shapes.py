"""What a file is, told by how it begins rather than by its name."""

from __future__ import annotations

import csv
import json
from enum import StrEnum
from io import BytesIO

from handlers.incentives.files.columns import IMPORT, meaning
from handlers.incentives.files.faults import UnreadableFile
from handlers.incentives.files.lines import Lines, decoded
from handlers.incentives.files.reading import headers
from handlers.incentives.payouts.answered import NEEDED, XML

ENOUGH = 3  #: of the columns that sales must have


class Shape(StrEnum):
    """`answer` is a bank's; `other` is nothing that finance brings."""

    SALES = "sales"
    ANSWER = "answer"
    SPREADSHEET = "spreadsheet"
    OTHER = "other"


def shape(content: bytes) -> Shape:
    named = _names(content)
    if isinstance(named, Shape):
        return named
    if len({meaning(name) for name in named} & IMPORT.required) >= ENOUGH:
        return Shape.SALES
    is_answer = {name.strip().casefold() for name in named} >= NEEDED
    return Shape.ANSWER if is_answer or _is_xml(content) else Shape.OTHER


def _names(content: bytes) -> list[str] | Shape:
    """Of the columns, in the first line that is not empty."""
    try:
        first = Lines(decoded(BytesIO(content))).first()
    except UnreadableFile as unreadable:
        if unreadable.reason == "spreadsheet":
            return Shape.SPREADSHEET
        return Shape.ANSWER if _is_xml(content) else Shape.OTHER
    try:
        said = json.loads(first) if first.lstrip().startswith("{") else headers(first)[1]
    except (ValueError, RecursionError, csv.Error):
        return []
    return list(said)


def _is_xml(content: bytes) -> bool:
    return content.lstrip()[:4].startswith(XML)
