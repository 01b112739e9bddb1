"""Tables as a file that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import StringIO

#: A cell that begins like this is a formula to a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BOM = "\ufeff"  #: without it a spreadsheet reads UTF-8 as something else

Cell = str | int | Decimal


def as_csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Text may have come from people; numbers are ours, also those that begin with a minus."""
    written = StringIO()
    csv.writer(written).writerows(safe(row) for row in rows)
    return (BOM + written.getvalue()).encode(errors="replace")


def safe(cells: Iterable[Cell]) -> list[str]:
    """Text that came from people cannot begin a formula; a leading quote shows as nothing."""
    return [_safe(cell) if isinstance(cell, str) else f"{Decimal(cell):f}" for cell in cells]


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
