"""A statement as a file that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from handlers.incentives.spiff import Earned, Line, Unpaid

#: A cell that begins like this is a formula to a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
BOM = "\ufeff"  #: without it a spreadsheet reads UTF-8 as something else


def as_csv(headers: Sequence[str], earned: Earned) -> bytes:
    """One row a sale: date, reference, product, units, rule, rate, gross, cut, amount,
    currency."""
    rows = [*map(_line, earned.lines), *map(_unpaid, earned.unpaid)]
    written = StringIO()
    writer = csv.writer(written)
    writer.writerows([headers, *sorted(rows)])
    return (BOM + written.getvalue()).encode()


def safe(cells: Iterable[str]) -> list[str]:
    """Text that came from people cannot begin a formula; a leading quote shows as nothing."""
    return [f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells]


def _line(line: Line) -> list[str]:
    sale, spiff = line.sale, line.spiff
    rule = f"{spiff.name} v{spiff.version}"
    first, reference, product, rule = safe(
        [sale.day.isoformat(), sale.reference, sale.product, rule]
    )
    amounts = [str(money.amount) for money in (spiff.rate, line.gross, line.cut, line.amount)]
    return [first, reference, product, str(sale.units), rule, *amounts, line.amount.currency]


def _unpaid(none: Unpaid) -> list[str]:
    sale = none.sale
    first, reference, product = safe([sale.day.isoformat(), sale.reference, sale.product])
    return [first, reference, product, str(sale.units), "", "", "", "", "0", ""]
