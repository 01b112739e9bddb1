"""Files of sales from a few words, and what becomes of them."""

from __future__ import annotations

from io import BytesIO

from handlers.conversation.text import Text
from handlers.incentives.files.columns import IMPORT, Terms
from handlers.incentives.files.reading import Row, read
from handlers.incentives.files.wording import CATALOGUE, refusal
from storage.sales import BadRow, SaleRow
from storage.values import Language

HEADER = "id,date,partner,quantity,amount,currency"
GOOD = "S-1,2026-09-03,PT Satu,2,1500000,IDR"


def rows(content: str | bytes, terms: Terms = IMPORT) -> list[Row]:
    return list(read(BytesIO(content.encode() if isinstance(content, str) else content), terms))


def only(content: str | bytes, terms: Terms = IMPORT) -> Row:
    (row,) = rows(content, terms)
    return row


def sale(content: str | bytes, terms: Terms = IMPORT) -> SaleRow:
    row = only(content, terms)
    assert isinstance(row, SaleRow), row
    return row


def refused(content: str | bytes, terms: Terms = IMPORT) -> str:
    row = only(content, terms)
    assert isinstance(row, BadRow), row
    for language in Language:
        assert refusal(row, Text.load(CATALOGUE, language))
    return f"{row.column} {row.reason}".strip()


def with_cell(column: str, cell: str) -> str:
    """One good row, with another cell in a column of it or in one more column; by tabs."""
    cells = dict(zip(HEADER.split(","), GOOD.split(","), strict=True)) | {column: cell}
    return "\t".join(cells) + "\n" + "\t".join(cells.values()) + "\n"
