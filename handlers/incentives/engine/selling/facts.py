"""Whether tests hold, tried once for each different value that a column has."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import assert_never

import numpy as np

from handlers.incentives.engine.columns.exact import Array
from handlers.incentives.engine.columns.texts import Texts
from handlers.incentives.engine.conditions import Op, Test, Value, When
from handlers.incentives.engine.selling.sales import Sales

#: Where a fact is found that no column is called after.
OWN = {
    "partner.id": "partner",
    "partner.name": "partner",
    "member.id": "member",
    "member.name": "member",
    "deal.id": "deal",
    "product.sku": "product",
    "product.name": "product",
    "product.category": "category",
}
YES = {"true", "yes", "y", "1", "ya"}
NO = {"false", "no", "n", "0", "tidak"}
REGISTERED = "deal.registered"
FREE = Test("product.commission_free", Op.IS_TRUE)


class Facts:
    """What is known of each row; a test of what nobody knows fails."""

    __slots__ = ("_held", "sales")

    def __init__(self, sales: Sales) -> None:
        self.sales = sales
        self._held: dict[Test, Array] = {}

    def when(self, when: When) -> Array:
        holds = self._all(when.all)
        if when.any_of:
            holds = holds & np.any([self._all(group) for group in when.any_of], axis=0)
        return holds

    def holds(self, test: Test) -> Array:
        if test not in self._held:
            self._held[test] = self._try(test)
        return self._held[test]

    def column(self, field: str) -> Texts | str | None:
        """The column of a fact, or what is true of all rows; None: nobody knows."""
        if self.sales.has(field):
            return self.sales.texts(field)
        kind, _, key = field.partition(".")
        if kind == "partner" and key in self.sales.partner:
            return self.sales.partner[key]
        own = OWN.get(field, "")
        return self.sales.texts(own) if self.sales.has(own) else None

    def says(self, field: str, row: int) -> str | None:
        column = self.column(field)
        return column.at(row) if isinstance(column, Texts) else column

    def _all(self, tests: tuple[Test, ...]) -> Array:
        holds = np.ones(len(self.sales), dtype=bool)
        for test in tests:
            holds = holds & self.holds(test)
        return holds

    def _try(self, test: Test) -> Array:
        column = self.column(test.field)
        if column is None and test.field == REGISTERED:
            registered = self.sales.texts("deal").known
            return registered if passes(test, "true") else ~registered & passes(test, "false")
        if isinstance(column, Texts):
            return column.holding(lambda value: passes(test, value))
        return np.full(len(self.sales), column is not None and passes(test, column))


def passes(test: Test, said: str) -> bool:
    """Whether one value passes a test."""
    match test.op:
        case Op.EQ | Op.IN:
            return _among(said, test)
        case Op.NE | Op.NOT_IN:
            return not _among(said, test)
        case Op.STARTS_WITH:
            return said.startswith(tuple(map(str, test.values)))
        case Op.IS_TRUE | Op.IS_FALSE:
            return said.strip().lower() in (YES if test.op is Op.IS_TRUE else NO)
        case Op.LT | Op.LE | Op.GT | Op.GE | Op.BETWEEN:
            return _within(test, said)
        case _:
            assert_never(test.op)


def _among(said: str, test: Test) -> bool:
    return any(_equal(said, value) for value in test.values)


ORDER: dict[Op, Callable[[int], bool]] = {
    Op.LT: lambda sign: sign < 0,
    Op.LE: lambda sign: sign <= 0,
    Op.GT: lambda sign: sign > 0,
    Op.GE: lambda sign: sign >= 0,
}


def _within(test: Test, said: str) -> bool:
    signs = [_compared(said, value) for value in test.values]
    if test.op is Op.BETWEEN:
        return signs[0] >= 0 >= signs[1]
    return ORDER[test.op](signs[0])


def _equal(said: str, value: Value) -> bool:
    if isinstance(value, bool):
        return said.strip().lower() in (YES if value else NO)
    return _compared(said, value) == 0 if isinstance(value, Decimal) else said == value


def _compared(said: str, value: Value) -> int:
    """-1, 0 or 1: as numbers where both are, else as texts (as days are written)."""
    one, two = _number(said), _number(str(value))
    if one is not None and two is not None:
        return (one > two) - (one < two)
    return (said > str(value)) - (said < str(value))


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
