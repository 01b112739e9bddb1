"""The refused rows of a file as a file of their own, to mend and bring again."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from io import BytesIO, StringIO

from handlers.conversation.sheets import BOM, FORMULA
from handlers.incentives.files.cells import A_NUMBER
from handlers.incentives.files.lines import LONGEST, decoded
from handlers.incentives.files.reading import headers


def mend(content: bytes, reasons: Mapping[int, str], column: str) -> bytes:
    """The lines with these numbers, and beside each why it was refused; a CSV file again, or
    JSON Lines where it was that."""
    lines = [line.rstrip("\n") for line in decoded(BytesIO(content))]
    first = next(at for at, line in enumerate(lines) if line.strip())
    wanted = [(lines[number - 1][:LONGEST], reasons[number]) for number in sorted(reasons)]
    if lines[first].lstrip().startswith("{"):
        return "".join(f"{_object(line, why, column)}\n" for line, why in wanted).encode()
    delimiter, named = headers(lines[first])
    written = StringIO()
    writer = csv.writer(written, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([*named, column])
    for line, why in wanted:
        writer.writerow(_cells(line, delimiter, len(named), why))
    return (BOM + written.getvalue()).encode(errors="replace")


def _cells(line: str, delimiter: str, width: int, why: str) -> list[str]:
    """A cell that a spreadsheet would run gets a quote before it; a number below zero stays."""
    cells = next(csv.reader([line], delimiter=delimiter), [])[:width]
    return [*map(_safe, cells), *[""] * (width - len(cells)), why]


def _safe(cell: str) -> str:
    runs = cell.startswith(FORMULA) and cell != "-" and not A_NUMBER.fullmatch(cell.strip())
    return f"'{cell}" if runs else cell


def _object(line: str, why: str, column: str) -> str:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return line
    return json.dumps(said | {column: why}, ensure_ascii=False) if isinstance(said, dict) else line
