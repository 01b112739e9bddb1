"""Tests of a plan: for which partners, members, deals, products and sales something holds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

#: What a test compares with: one value, or several for `in`, `not_in` and `between`.
Value = str | Decimal | bool
Values = tuple[Value, ...]


class Op(StrEnum):
    EQ = "eq"
    NE = "ne"
    IN = "in"
    NOT_IN = "not_in"
    LT = "lt"
    LE = "le"
    GT = "gt"
    GE = "ge"
    BETWEEN = "between"
    IS_TRUE = "is_true"
    IS_FALSE = "is_false"
    STARTS_WITH = "starts_with"


@dataclass(frozen=True, slots=True)
class Test:
    """`field` compared with `values`: one for most, two (both included) for `between`, any number
    for `in` and `not_in`, none for `is_true` and `is_false`."""

    field: str
    op: Op
    values: Values = ()


@dataclass(frozen=True, slots=True)
class When:
    """Holds when all tests of `all` do and, if there are groups in `any_of`, all tests of at
    least one of them."""

    all: tuple[Test, ...] = ()
    any_of: tuple[tuple[Test, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.all or self.any_of)
