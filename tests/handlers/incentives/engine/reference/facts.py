"""Whether tests hold for one row."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal, InvalidOperation

from handlers.incentives.engine.conditions import Op, Test, Value, When

YES, NO = ("true", "yes", "y", "1", "ya"), ("false", "no", "n", "0", "tidak")
ELSEWHERE = {
    "partner.id": "partner",
    "partner.name": "partner",
    "member.id": "member",
    "member.name": "member",
    "deal.id": "deal",
    "product.sku": "product",
    "product.name": "product",
    "product.category": "category",
}


def holds(
    when: When, row: Mapping[str, str], columns: Collection[str], partner: Mapping[str, str]
) -> bool:
    def one(test: Test) -> bool:
        said = fact(test.field, row, columns, partner)
        return said is not None and passes(test, said)

    every = all(map(one, when.all))
    return every and (not when.any_of or any(all(map(one, group)) for group in when.any_of))


def fact(
    field: str, row: Mapping[str, str], columns: Collection[str], partner: Mapping[str, str]
) -> str | None:
    """What is known: a column of that name, an attribute of the partner, or its usual column."""
    if field in columns:
        return row.get(field) or None
    kind, _, key = field.partition(".")
    if kind == "partner" and key in partner:
        return partner[key]
    if field == "deal.registered":
        return "true" if row.get("deal") else "false"
    return row.get(ELSEWHERE.get(field, "")) or None


def passes(test: Test, said: str) -> bool:
    word = said.strip().lower()
    match test.op:
        case Op.EQ | Op.IN:
            return any(equal(said, value) for value in test.values)
        case Op.NE | Op.NOT_IN:
            return not any(equal(said, value) for value in test.values)
        case Op.STARTS_WITH:
            return said.startswith(str(test.values[0]))
        case Op.IS_TRUE:
            return word in YES
        case Op.IS_FALSE:
            return word in NO
        case _:
            return ordered(test.op, [compared(said, str(value)) for value in test.values])


def ordered(op: Op, sides: list[int]) -> bool:
    side = sides[0]
    return {
        Op.LT: side < 0,
        Op.LE: side <= 0,
        Op.GT: side > 0,
        Op.GE: side >= 0,
        Op.BETWEEN: side >= 0 and sides[-1] <= 0,
        Op.EQ: side == 0,
        Op.NE: side != 0,
    }[op]


def equal(said: str, value: Value) -> bool:
    if isinstance(value, bool):
        return said.strip().lower() in (YES if value else NO)
    if isinstance(value, Decimal):
        return compared(said, str(value)) == 0
    return said == value


def compared(one: str, two: str) -> int:
    """-1, 0 or 1; as numbers where both are."""
    try:
        left, right = Decimal(one), Decimal(two)
        return (left > right) - (left < right)
    except InvalidOperation:
        return (one > two) - (one < two)
