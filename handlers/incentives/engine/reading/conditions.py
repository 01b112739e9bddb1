"""Reads tests and conditions."""

from __future__ import annotations

import re
from decimal import Decimal

from handlers.incentives.engine.conditions import Op, Test, Value, Values, When
from handlers.incentives.engine.faults import Code
from handlers.incentives.engine.nearness import near
from handlers.incentives.engine.reading.nodes import Fields, Kind, Node, list_of
from handlers.incentives.engine.reading.scalars import (
    DECIMAL,
    IDENTIFIER,
    as_day,
    choice,
    decimal,
    fits,
    text,
)

WHEN = ("all", "any_of")
TEST = ("field", "op", "value")
NAMESPACES = ("partner", "member", "deal", "product")
NAMED = re.compile(r"(\w+)\.\w[\w .-]*")
#: A text that is a number in its plainest form is that number; 007 and 5.0 in quotes are texts.
PLAIN = re.compile(r"0|-?(0|[1-9]\d*)\.\d*[1-9]|-?[1-9]\d*", re.ASCII)
WITHOUT_VALUE = (Op.IS_TRUE, Op.IS_FALSE)
AMONG = (Op.IN, Op.NOT_IN)
ORDERED = (Op.LT, Op.LE, Op.GT, Op.GE)
OF_A_TOTAL = (Op.EQ, Op.NE, *ORDERED, Op.BETWEEN)


def condition(node: Node) -> When:
    fields = Fields(node, WHEN)
    groups = fields.get("any_of", list_of(GROUP, least=0), ())
    if len(groups) == 1:  # as alternatives: all of one group would say what `all` says
        groups = tuple((test,) for test in groups[0])
    return When(fields.get("all", list_of(TESTS, least=0), ()), groups)


def of_transaction(node: Node) -> Test:
    fields = Fields(node, TEST)
    name = fields.need("field", Kind(_field, ""))
    op = fields.found("op", choice(Op.EQ))
    return Test(name, op or Op.EQ, _values(fields, op) if op else ())


def of_total(node: Node) -> Test:
    """A gate: compares a measure's total, by its id, with numbers."""
    fields = Fields(node, TEST)
    name = fields.need("field", IDENTIFIER)
    op = fields.found("op", choice(Op.EQ, OF_A_TOTAL))
    if op is Op.BETWEEN:
        return Test(name, op, fields.need("value", Kind(_range, ())))
    return Test(name, op or Op.EQ, (fields.need("value", DECIMAL),))


def _field(node: Node) -> str | None:
    """A fact of one of the namespaces, or a column of the transaction."""
    found = text(node)
    if found is None or "." not in found:
        return found
    named = NAMED.fullmatch(found)
    if named and named[1] in NAMESPACES:
        return found
    space = found.partition(".")[0]
    node.wrong(Code.UNKNOWN_FIELD, known=", ".join(NAMESPACES), **near(space, NAMESPACES))
    return None


def _values(fields: Fields, op: Op) -> Values:
    if op in WITHOUT_VALUE:
        said = fields.node.key("value").value
        if said is not None and (op, said) != (Op.IS_TRUE, True):
            fields.node.key("value").fault(Code.KEY_WITHOUT_USE, name="value", other=f"op: {op}")
        return ()
    if op in AMONG:
        return fields.need("value", list_of(VALUE))
    if op is Op.BETWEEN:
        return fields.need("value", Kind(_range, ()))
    kind = ORDERABLE if op in ORDERED else PREFIX if op is Op.STARTS_WITH else VALUE
    return (fields.need("value", kind),)


def _value(node: Node) -> Value | None:
    value, on = node.value, as_day(node.value)
    if on is not None:
        return on.isoformat()
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and not _is_number(value):
        return text(node)
    if isinstance(value, str | int | float | Decimal):
        return decimal(node)
    node.wrong(Code.NOT_A_VALUE)
    return None


def _is_number(written: str) -> bool:
    return bool(PLAIN.fullmatch(written)) and fits(Decimal(written))


def _orderable(node: Node) -> Value | None:
    """A number or a day."""
    on = as_day(node.value)
    if on is not None:
        return on.isoformat()
    if isinstance(node.value, int | float | Decimal) and not isinstance(node.value, bool):
        return decimal(node)
    if isinstance(node.value, str) and node.value.lstrip("+-.")[:1].isdigit():
        return decimal(node)
    node.wrong(Code.NOT_ORDERED)
    return None


def _prefix(node: Node) -> str | None:
    if isinstance(node.value, int | Decimal) and not isinstance(node.value, bool):
        return str(node.value)
    return text(node)


def _range(node: Node) -> Values | None:
    items = node.items()
    if items is None:
        return None
    if len(items) != len(("low", "high")):
        node.wrong(Code.NOT_TWO)
        return None
    low, high = (_orderable(item) for item in items)
    if low is None or high is None:
        return None
    if not _rises(low, high):
        node.fault(Code.FALLING_RANGE, low=str(low), high=str(high))
    return (low, high)


def _rises(low: Value, high: Value) -> bool:
    if isinstance(low, str) and isinstance(high, str):
        return low <= high
    return isinstance(low, Decimal) and isinstance(high, Decimal) and low <= high


VALUE: Kind[Value] = Kind(_value, "")
ORDERABLE: Kind[Value] = Kind(_orderable, Decimal(0))
PREFIX: Kind[Value] = Kind(_prefix, "")
TESTS = Kind(of_transaction, Test("", Op.EQ))
GROUP = list_of(TESTS)
CONDITION = Kind(condition, When())
