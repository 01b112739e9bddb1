"""What a cell of a text column says: words, a kind, a currency, or shares of a sale."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel.numbers import is_currency

from handlers.incentives.files.faults import Fault
from handlers.incentives.files.numbers import pointed
from storage.sales import Credit, TransactionKind

LONGEST = 500
FORMULA = frozenset("=+-@")
A_NUMBER = re.compile(r"[+-][0-9][0-9.,]*")
UNSAFE = re.compile(r"[\x00-\x08\x0a-\x1f\x7f\ud800-\udfff\ufffd]")
OVERLAY = "overlay"
WHOLE = Decimal(100)
KINDS = {
    "": TransactionKind.SALE,
    **{kind.value: kind for kind in TransactionKind},
    **dict.fromkeys(("penjualan", "jual"), TransactionKind.SALE),
    **dict.fromkeys(("retur", "pengembalian", "return"), TransactionKind.REFUND),
    **dict.fromkeys(("koreksi", "penyesuaian"), TransactionKind.CORRECTION),
}


def text(cell: object) -> str:
    """Words; what a spreadsheet would run as a formula is refused, a lone dash is nothing.

    Raises:
        Fault: for a formula, and for words that are too long.
    """
    said = cell.strip() if isinstance(cell, str) else _scalar(cell)
    if said and said[0] in FORMULA:
        if said == "-":
            return ""
        if not A_NUMBER.fullmatch(said):
            raise Fault("formula", written=said[:40])
    if len(said) > LONGEST:
        raise Fault("too_long", most=LONGEST)
    return said


def safe(cell: object) -> bool:
    """Nothing in it that no file of text can hold, such as a half of a character."""
    match cell:
        case str():
            return UNSAFE.search(cell) is None
        case list():
            return all(map(safe, cell))
        case dict():
            return all(map(safe, [*cell, *cell.values()]))
        case _:
            return True


def kind(cell: object) -> TransactionKind:
    """A cell that says nothing is a sale."""
    said = text(cell)
    found = KINDS.get(said) or KINDS.get(said.casefold())
    if found is None:
        raise Fault("no_kind", written=said[:40])
    return found


def currency(cell: object) -> str:
    """The ISO 4217 code; `Rp` is IDR."""
    return _currency(text(cell))


@lru_cache(1_000)
def _currency(said: str) -> str:
    code = "IDR" if said.casefold() == "rp" else said.upper()
    if code and not is_currency(code):
        raise Fault("no_currency", written=said[:40])
    return code


def credits(cell: object) -> tuple[Credit, ...]:
    """`[{"partner": "A", "share": 60}, {"partner": "B", "share": 40}]` or `{"A": 60, "B": 40}`;
    overlays come on top.

    Raises:
        Fault: when that is not what it says, or the shares do not total 100.
    """
    said = _list(cell) if isinstance(cell, str) else cell
    if said in (None, [], {}):
        return ()
    if isinstance(said, Mapping) and "partner" not in said:
        said = [{"partner": partner, "share": share} for partner, share in said.items()]
    if not isinstance(said, list):
        raise Fault("credits_unreadable")
    shares = tuple(_credits(said))
    total = sum((each.share for each in shares if each.role != OVERLAY), Decimal())
    if total != WHOLE:
        raise Fault("credits_total", total=f"{total:f}")
    return shares


def _list(cell: str) -> Any:
    if not cell.strip():
        return None
    try:
        return json.loads(cell, parse_float=Decimal, parse_int=Decimal)
    except (ValueError, RecursionError) as wrong:
        raise Fault("credits_unreadable") from wrong


def _credits(said: list[Any]) -> Iterator[Credit]:
    for each in said:
        if not isinstance(each, Mapping) or not {"partner", "share"} <= each.keys():
            raise Fault("credits_unreadable")
        if "member" in each:
            raise Fault("credits_member")
        if each.keys() - {"partner", "share", "role"} or not safe(dict(each)):
            raise Fault("credits_unreadable")
        share, partner = pointed(each["share"]), text(each["partner"])
        if share is None or not 0 < share <= WHOLE or not partner:
            raise Fault("credits_unreadable")
        yield Credit(partner, share, text(each.get("role")).casefold())


def _scalar(cell: object) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case Decimal():
            return f"{pointed(cell):f}"
        case _:
            raise Fault("nested")
