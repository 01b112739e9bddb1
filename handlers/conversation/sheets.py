"""Tables as a file that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

#: A cell that begins like this is a formula to a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
BOM = "\ufeff"  #: without it a spreadsheet reads UTF-8 as something else


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Every cell is text that may have come from people."""
    written = StringIO()
    csv.writer(written).writerows(safe(row) for row in rows)
    return (BOM + written.getvalue()).encode()


def safe(cells: Iterable[str]) -> list[str]:
    """Text that came from people cannot begin a formula; a leading quote shows as nothing."""
    return [f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells]
