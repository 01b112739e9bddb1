"""Reads what a bank answered, whichever of the two forms it has: a report or a table."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Set
from dataclasses import dataclass
from io import StringIO

from handlers.incentives.payouts.answers import Answers, Refusal, Said, State, weigh
from handlers.incentives.payouts.causes import MEANT
from handlers.incentives.payouts.orders import Order
from handlers.incentives.payouts.reports import LARGEST, LONGEST, from_report

NEEDED = frozenset({"reference", "state"})
XML = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe", b"\xfe\xff")  #: the last two are UTF-16


def read(content: bytes, order: Order, settled: Set[str] = frozenset()) -> Answers | Refusal:
    """`settled` are the references of payments that the bank has said to be paid before."""
    if content.lstrip().startswith(XML):
        return from_report(content, order, settled)
    return from_table(content, order, settled)


def from_table(content: bytes, order: Order, settled: Set[str]) -> Answers | Refusal:
    """A header with reference, state and reason in any order, then a row a payment; a reason is
    the bank's code, with its own words behind it."""
    if len(content) > LARGEST:
        return Refusal.TOO_LARGE
    try:
        header, *rows = _lines(content.decode("utf-8-sig"))
    except (ValueError, csv.Error):
        return Refusal.UNREADABLE
    names = [name.casefold() for name in header.cells]
    if not set(names) >= NEEDED:
        return Refusal.NOT_AN_ANSWER
    known = {payment.reference for payment in order.payments}
    return weigh((_row(row, names) for row in rows), known, settled)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    cells: tuple[str, ...]


def _lines(text: str) -> Iterator[_Line]:
    first = text.partition("\n")[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    lines = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    for cells in lines:
        if any(cells):
            yield _Line(lines.line_num, tuple(map(str.strip, cells)))


def _row(line: _Line, names: list[str]) -> Said:
    row = dict(zip(names, line.cells, strict=False))
    code, text = _reason(row.get("reason", ""))
    word = row.get("state", "").casefold()
    state = State(word) if word in set(State) else None
    return Said(line.number, row.get("reference", ""), state, code, text)


def _reason(told: str) -> tuple[str, str]:
    code, *text = told.split(maxsplit=1) or [""]
    if code.strip(":") in MEANT:
        return code.strip(":"), " ".join(text)[:LONGEST]
    return "", told[:LONGEST]
