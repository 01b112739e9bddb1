"""Numbers as people and their programs write them, read exactly or refused."""

from __future__ import annotations

import re
from decimal import Decimal

from handlers.incentives.files.faults import Fault

#: No currency and no count here needs more, and less than this never overflows in a database.
MOST_DIGITS, MOST_DECIMALS = 15, 12
LONGEST = MOST_DIGITS + MOST_DECIMALS + 16  #: with a sign and separators
ZERO = Decimal(0)
#: Three decimals after at most three digits may as well be thousands: 1.500.
SURE = re.compile(r"[+-]?(?:[0-9]*\.(?:[0-9]{1,2}|[0-9]{4,})|[0-9]{4,}\.[0-9]{3}|[0-9]+)")
POINTED = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")
GROUPED = re.compile(r"([+-]?[0-9]{1,3})((?:[.,][0-9]{3})+)([.,][0-9]+)?")
COMMA = re.compile(r"([+-]?[0-9]*),([0-9]+)")
NEVER = frozenset({"nan", "snan", "inf", "infinity", "-inf", "-infinity", "+inf", "+infinity"})


def number(cell: object) -> Decimal | None:
    """`1500000`, `1500000.50`, `1.500.000,50` and `1,500,000.50`; None for an empty cell.

    Raises:
        Fault: for what could be two numbers, such as `1.500`, and for what is none.
    """
    if not isinstance(cell, str):
        return _bounded(_told(cell))
    written = cell.strip()
    if not written:
        return None
    if not SURE.fullmatch(written):
        return _bounded(_written(written))
    sure = Decimal(written)
    return sure or ZERO if len(written) <= MOST_DECIMALS else _bounded(sure)


def pointed(cell: object) -> Decimal | None:
    """As `number`, where a point is always a decimal point; programs also write `1.5E+6`."""
    if isinstance(cell, str) and len(cell) <= LONGEST and POINTED.fullmatch(cell.strip()):
        return _bounded(Decimal(cell.strip()))
    return number(cell)


def _told(cell: object) -> Decimal | None:
    """What a line of JSON says is a number."""
    if cell is None or isinstance(cell, Decimal):
        return cell
    raise Fault("not_a_number", written=str(cell)[:40])


def _written(written: str) -> Decimal:
    if len(written) > LONGEST:
        raise Fault("number_too_large")
    if written.casefold() in NEVER:
        raise Fault("not_finite", written=written)
    grouped = GROUPED.fullmatch(written)
    if grouped is not None:
        return _grouped(written, *grouped.groups(""))
    comma = COMMA.fullmatch(written)
    if comma is None:
        raise Fault("not_a_number", written=written)
    return Decimal(f"{comma[1] or 0}.{comma[2]}")


def _grouped(written: str, head: str, groups: str, decimals: str) -> Decimal:
    """Thousands between the same marks, and decimals after the other one."""
    mark = groups[0]
    whole = head.lstrip("+-")
    if not decimals and len(groups) == 4:
        if whole.startswith("0"):
            return Decimal(f"{head}.{groups[1:]}")
        raise Fault("two_numbers", written=written, large=whole + groups[1:])
    if len(set(groups) & {".", ","}) > 1 or decimals[:1] == mark or whole.startswith("0"):
        raise Fault("not_a_number", written=written)
    return Decimal(head + groups.replace(mark, "") + decimals.replace(",", "."))


def _bounded(value: Decimal | None) -> Decimal | None:
    if not value:
        return ZERO if value == 0 else None
    if value.adjusted() >= MOST_DIGITS:
        raise Fault("number_too_large")
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -MOST_DECIMALS:
        raise Fault("too_many_decimals", most=MOST_DECIMALS)
    return value
