"""Reads a file of sales: a stream of bytes becomes rows, one for each line.

CSV with commas, semicolons or tabs, or JSON Lines: the first line tells which.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, BinaryIO, NoReturn

from handlers.incentives.files.cells import safe, text
from handlers.incentives.files.columns import IMPORT, Layout, Terms, layout, recognised
from handlers.incentives.files.faults import Fault, UnreadableFile
from handlers.incentives.files.lines import Lines, decoded
from storage.sales import BadRow, Credit, SaleRow, TransactionKind

DELIMITERS = (",", ";", "\t")
Row = SaleRow | BadRow


def read(stream: BinaryIO, terms: Terms = IMPORT) -> Iterator[Row]:
    """Each line as a row, or why not, in the order of the file.

    Raises:
        UnreadableFile: at once, when it is no such file.
    """
    lines = Lines(decoded(stream))
    first = lines.first()
    if first.lstrip().startswith("{"):
        return _json(lines, first, terms)
    if first.lstrip().startswith("["):
        raise UnreadableFile("json_array")
    delimiter, named = headers(first)
    try:
        return _csv(lines, delimiter, layout(tuple(named), terms))
    except Fault as fault:
        raise UnreadableFile(fault.reason, **fault.facts) from fault


def headers(first: str) -> tuple[str, list[str]]:
    """By the delimiter that makes the most names we know of the first line."""
    cut = {each: next(csv.reader([first], delimiter=each)) for each in DELIMITERS}
    delimiter = max(DELIMITERS, key=lambda each: (recognised(cut[each]), len(cut[each])))
    return delimiter, cut[delimiter]


def _csv(lines: Lines, delimiter: str, shape: Layout) -> Iterator[Row]:
    for cells in csv.reader(lines.rows(delimiter), delimiter=delimiter, strict=True):
        if lines.aside:
            yield from lines.taken_aside()
        if cells:
            yield _row(shape, cells, lines.number)
    yield from lines.taken_aside()


def _json(lines: Lines, first: str, terms: Terms) -> Iterator[Row]:
    yield _object(first, lines.number, terms)
    for line in lines.rows():
        if lines.aside:
            yield from lines.taken_aside()
        if not line.isspace():
            yield _object(line, lines.number, terms)
    yield from lines.taken_aside()


def _object(line: str, number: int, terms: Terms) -> Row:
    try:
        said = json.loads(line, object_pairs_hook=_once, **NUMBERS)
        if not isinstance(said, dict):
            raise Fault("not_an_object")
        if "\\u" in line and not safe(said):
            raise Fault("not_text")
        return _row(layout(tuple(said), terms), list(said.values()), number)
    except Fault as fault:
        return BadRow(number, "", fault.reason, fault.facts)
    except (ValueError, RecursionError):
        return BadRow(number, "", "not_json")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    said = dict(pairs)
    if len(said) != len(pairs):
        raise Fault("column_twice", column=next(name for name, _ in pairs))
    return said


def _never(written: str) -> NoReturn:
    raise Fault("not_finite", written=written)


NUMBERS: dict[str, Any] = {
    "parse_float": Decimal,
    "parse_int": Decimal,
    "parse_constant": _never,
}


def _row(shape: Layout, cells: Sequence[Any], line: int) -> Row:
    found: dict[str, Any] = {}
    header = ""
    try:
        _fits(shape, cells)
        for place in shape.places:
            header, cell = place.header, cells[place.index]
            value = place.empty if cell == "" else place.parse(cell)
            if place.needed and not value and value != 0:
                raise Fault("missing")
            found[place.name] = value
        header = ""
        if shape.further:
            found["further"] = _further(shape, cells)
        return _consistent(SaleRow(line=line, day=found.pop("date"), **found))
    except Fault as fault:
        return BadRow(line, header, fault.reason, fault.facts)


def _fits(shape: Layout, cells: Sequence[Any]) -> None:
    """Empty cells may follow the last."""
    count = len(cells)
    if count < shape.width:
        raise Fault("too_few_cells", cells=count, wanted=shape.width)
    if count > shape.width and any(cells[shape.width :]):
        raise Fault("too_many_cells", cells=count, wanted=shape.width)


def _further(shape: Layout, cells: Sequence[Any]) -> dict[str, str]:
    further = {name: said for at, name in shape.further if (said := text(cells[at]))}
    if "" in further:
        raise Fault("no_header", written=further[""][:40])
    return further


def _consistent(row: SaleRow) -> SaleRow:
    if row.of and row.kind is TransactionKind.SALE:
        raise Fault("sale_of")
    return row


TEXTS = ("id", "partner", "member", "deal", "customer", "product", "category", "currency", "of")
NUMBERED = ("quantity", "amount", "cost", "collected")
DATED = ("booked", "invoiced", "paid", "activated")


def as_mapping(row: SaleRow) -> dict[str, str]:
    """The cells of a row by the names of the format; what it does not say is not there."""
    said = {name: getattr(row, name) for name in TEXTS}
    said |= {name: f"{value:f}" for name in NUMBERED if (value := getattr(row, name)) is not None}
    said |= {name: value.isoformat() for name in DATED if (value := getattr(row, name))}
    known = {name: value for name, value in said.items() if value}
    if row.credits:
        known["credits"] = json.dumps([_credit(each) for each in row.credits])
    return {**row.further, **known, "date": row.day.isoformat(), "kind": row.kind.value}


def _credit(credit: Credit) -> dict[str, str]:
    share = {"partner": credit.partner, "share": f"{credit.share:f}"}
    return {**share, "role": credit.role} if credit.role else share
