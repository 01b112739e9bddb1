"""Single values of a plan: texts, ids, exact numbers, days and choices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from math import isfinite
from typing import TypeVar

from handlers.incentives.engine.faults import Code
from handlers.incentives.engine.nearness import listed, near
from handlers.incentives.engine.reading.nodes import CONTROL, Kind, Node

E = TypeVar("E", bound=StrEnum)
ID = re.compile(r"\w[\w.-]{0,63}")
NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?", re.ASCII)
NOT_FINITE = re.compile(r"[-+]?\.?(inf|infinity|s?nan)", re.IGNORECASE)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
#: Digits before and after the point: more than any currency's total needs, and always exact.
WHOLE_DIGITS = 16
DECIMALS = 10


def decimal(node: Node) -> Decimal | None:
    found = _written(node)
    if found is None:
        node.wrong(_why_no_number(node.value))
    elif not found.is_finite():
        node.wrong(Code.NOT_FINITE)
    elif not fits(found):
        node.wrong(Code.TOO_MANY_DIGITS, whole=str(WHOLE_DIGITS), decimals=str(DECIMALS))
    else:
        return found
    return None


def fits(number: Decimal) -> bool:
    """Whether a finite number can be written with so many digits."""
    _, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    trailing = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    return not any(digits) or (
        number.adjusted() < WHOLE_DIGITS and -(exponent + trailing) <= DECIMALS
    )


def _written(node: Node) -> Decimal | None:
    match node.value:
        case bool():
            return None
        case int() | Decimal() as exact:
            return Decimal(exact)
        case str() as written if NUMBER.fullmatch(written):
            return Decimal(written)
        case _:
            return None


def _why_no_number(value: object) -> Code:
    if isinstance(value, float):
        return Code.NOT_EXACT if isfinite(value) else Code.NOT_FINITE
    if isinstance(value, str) and NOT_FINITE.fullmatch(value):
        return Code.NOT_FINITE
    return Code.NOT_A_NUMBER


def text(node: Node) -> str | None:
    if isinstance(node.value, str) and node.value.strip() and not CONTROL.search(node.value):
        return node.value
    node.wrong(Code.NOT_TEXT)
    return None


def identifier(node: Node) -> str | None:
    found = text(node)
    if found is None or ID.fullmatch(found):
        return found
    node.wrong(Code.NOT_AN_ID)
    return None


def truth(node: Node) -> bool | None:
    if isinstance(node.value, bool):
        return node.value
    node.wrong(Code.NOT_TRUE_OR_FALSE)
    return None


def day(node: Node) -> date | None:
    found = as_day(node.value)
    if found is None:
        node.wrong(Code.NOT_A_DAY)
    return found


def as_day(value: object) -> date | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        written = isinstance(value, str) and DAY.fullmatch(value)
        return date.fromisoformat(written[0]) if written else None
    except ValueError:
        return None


def whole(least: int) -> Kind[int]:
    """A whole number from `least` on."""

    def read(node: Node) -> int | None:
        found = decimal(node)
        if found is None:
            return None
        if found != found.to_integral_value():
            node.wrong(Code.NOT_WHOLE)
        elif found < least:
            node.wrong(Code.TOO_SMALL, least=str(least))
        else:
            return int(found)
        return None

    return Kind(read, least)


def choice(instead: E, only: Sequence[E] = ()) -> Kind[E]:
    """One word of the enumeration that `instead` is of; `true` and `false` are what some YAML
    tools make of yes and no."""
    allowed = {str(member): member for member in only or type(instead)}

    def read(node: Node) -> E | None:
        value = ("no", "yes")[node.value] if isinstance(node.value, bool) else node.value
        if isinstance(value, str) and value in allowed:
            return allowed[value]
        guess = near(value, list(allowed)) if isinstance(value, str) else {}
        node.wrong(Code.NOT_ONE_OF, allowed=listed(allowed), **guess)
        return None

    return Kind(read, instead)


TEXT = Kind(text, "")
IDENTIFIER = Kind(identifier, "")
DECIMAL = Kind(decimal, Decimal(0))
TRUTH = Kind(truth, False)
DAY_OF_YEAR = Kind(day, date.min)
