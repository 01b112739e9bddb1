"""A statement as a file that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from handlers.conversation.sheets import BOM, safe
from handlers.incentives.spiff import Earned, Line, Unpaid


def as_csv(headers: Sequence[str], earned: Earned) -> bytes:
    """One row a sale: date, reference, product, units, rule, rate, gross, cut, amount,
    currency."""
    rows = [*map(_line, earned.lines), *map(_unpaid, earned.unpaid)]
    written = StringIO()
    writer = csv.writer(written)
    writer.writerows([headers, *sorted(rows)])
    return (BOM + written.getvalue()).encode()


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
