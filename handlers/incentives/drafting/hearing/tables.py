"""Reads tables of rows out of a sentence: *3% from 500 million, 5% above that*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from handlers.conversation.slots import Count, Found, Reading, choices
from handlers.incentives.drafting.hearing.said import Part, Payment
from handlers.incentives.drafting.hearing.sheet import Sheet, Taken, Token
from handlers.incentives.drafting.hearing.vocabulary import pattern, says
from storage.values import Money

_UNIT = r"(?:\s*(?:/|{per})\s*(?:<value> )?(?:{seat}|{unit}))"


def _bounds(n: str) -> str:
    low, high = _amount(f"low_{n}"), _amount(f"high_{n}")
    return (
        rf"(?:(?:{{between}} )?{low}\s*(?:-|–|{{until}}|{{and}})\s*{high}"
        rf"|(?P<from_{n}>{{from_row}}|>=?|≥)\s*{_amount(f'least_{n}')}"
        rf"|{_amount(f'plus_{n}')}\s*(?:\+|{{above}})"
        rf"|(?:{{until_row}}|<=?|≤)\s*{_amount(f'most_{n}')}"
        rf"|{{first}}\s*{_amount(f'opens_{n}')}"
        rf"|{_amount(f'first_{n}')}\s*{{first}}"
        rf"|{{next_row}}\s*{_amount(f'next_{n}')}|{_amount(f'then_{n}')}\s*{{next_row}}"
        rf"|(?P<rest_{n}>{{rest}})|<band:span_{n}>)"
    )


def _amount(name: str) -> str:
    return rf"(?:⟦(?P<{name}>[mc]\d+)⟧)"


def _value(n: str) -> str:
    return rf"(?:<pct:pct_{n}>|<money:pay_{n}>(?P<unit_{n}>{_UNIT})?)"


_WORD = r"(?:(?!{and}|{cap}|{budget}|{only})[^\W\d_]+\s+)"
#: What is reached and then what it pays, or the other way round.
ROW = (
    rf"(?:{_bounds('a')}\s*[:=]?\s*{_WORD}{{0,2}}{_value('a')}"
    rf"|{_value('b')}\s*{_WORD}{{0,2}}?{_bounds('b')})"
)
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class _Row:
    """From `low` (None: the row before) to `high` (None: the row after, or no end)."""

    low: Reading[Any] | None
    high: Reading[Any] | None
    pct: Decimal | None
    pay: Reading[Money] | None
    a_unit: bool
    wide: Reading[Any] | None = None

    @property
    def reaches(self) -> Decimal:
        """Where it begins or, not being known, where it ends; the rest comes last."""
        edge = self.low or self.high
        return number(edge) if edge else Decimal("Infinity")


def read(sheet: Sheet) -> list[Payment]:
    """A table needs two rows, or one that begins somewhere and pays a percentage."""
    found = [Taken(match, sheet.tokens) for match in pattern(ROW).finditer(sheet.text)]
    rows = _stacked([_row(taken) for taken in found])
    if not _is_table(rows):
        return []
    start, strict = found[0].start, _strict(found) or _are_counted_bands(rows)
    for taken in found:
        sheet.cross_out(taken.start, taken.end)
    rule = _rule(sorted(rows, key=lambda row: row.reaches), strict=strict)
    if any(_is_slice(taken) for taken in found):
        rule = {"mode": "marginal", **rule}
    return [Payment(rule, start)]


def _is_slice(taken: Taken) -> bool:
    """*the first 100 million*, *the next 150 million*: each rate is for its own part."""
    return any(
        f"{name}_{side}" in taken for name in ("first", "opens", "next", "then") for side in "ab"
    )


def _stacked(rows: Sequence[_Row]) -> list[_Row]:
    """A row that is said by its width ends so much above the row before."""
    found: list[_Row] = []
    for row in rows:
        if row.wide and found and found[-1].high:
            row = replace(row, high=_plus(found[-1].high, row.wide))
        found.append(row)
    return found


def _plus(edge: Reading[Any], wide: Reading[Any]) -> Reading[Any]:
    return Found(choices(edge)[0] + choices(wide)[0], wide.start, wide.end)


def number(reading: Reading[Any]) -> Decimal:
    value = choices(reading)[0]
    return value.amount if isinstance(value, Money) else Decimal(value)


def _row(taken: Taken) -> _Row:
    side = "b" if "pct_b" in taken or "pay_b" in taken else "a"
    pct = taken.token(f"pct_{side}").value if f"pct_{side}" in taken else None
    pay = taken.token(f"pay_{side}").reading if f"pay_{side}" in taken else None
    low, high = _ends(taken, side)
    wide = next((n for n in ("next", "then") if f"{n}_{side}" in taken), "")
    width = _edge(taken.token(f"{wide}_{side}")) if wide else None
    return _Row(low, high, pct, pay, f"unit_{side}" in taken, width)


def _ends(taken: Taken, side: str) -> tuple[Reading[Any] | None, Reading[Any] | None]:
    for low in ("least", "plus"):
        if f"{low}_{side}" in taken:
            return _edge(taken.token(f"{low}_{side}")), None
    if f"low_{side}" in taken:
        return _edge(taken.token(f"low_{side}")), _edge(taken.token(f"high_{side}"))
    for high in ("most", "first", "opens"):
        if f"{high}_{side}" in taken:
            return None, _edge(taken.token(f"{high}_{side}"))
    return _span(taken.token(f"span_{side}")) if f"span_{side}" in taken else (None, None)


def _edge(token: Token) -> Reading[Any]:
    reading = token.reading
    if token.kind == "count":
        return Found(token.value.number, reading.start, reading.end)
    return reading


def _span(token: Token) -> tuple[Reading[Any] | None, Reading[Any] | None]:
    """*0-100 jt* is read as an amount that may be either: here it is both."""
    reading = token.reading
    values: Sequence[Any] = choices(reading)
    if isinstance(values[0], Count):
        values = values[0].readings
    return tuple(Found(values[i], reading.start, reading.end) for i in (0, -1))  # type: ignore[return-value]


def _is_table(rows: Sequence[_Row]) -> bool:
    if len(rows) > 1:
        return any(row.low or row.high for row in rows)
    return bool(rows) and rows[0].low is not None and rows[0].pct is not None


def _strict(found: Sequence[Taken]) -> bool:
    """*above* leaves the bound itself in the row under it, unless that is said to end below."""
    said = [taken.match[0] for taken in found]
    above = any(pattern("{above}|{rest_above}").search(row) for row in said)
    ends = any(f"most_{side}" in taken for taken in found for side in "ab")
    begins = any(f"{low}_{side}" in taken for taken in found for low in ("least", "first", "opens")
                 for side in "ab")  # fmt: skip
    return (above or (ends and not begins)) and not any(says("below", row) for row in said)


def _are_counted_bands(rows: Sequence[_Row]) -> bool:
    """*1-10 seats* has the tenth in it."""
    return _counted(rows) and any(row.low and row.high for row in rows)


def _rule(rows: Sequence[_Row], *, strict: bool) -> Part:
    if any(row.a_unit for row in rows) and all(row.pay is not None for row in rows):
        rows = [replace(row, a_unit=True) for row in rows]
    base = "net" if any(row.pct is not None or not row.a_unit for row in rows) else "seats"
    selector = "seats" if _counted(rows) else "net"
    rule: Part = {"kind": "tiers", "base": base if rows[0].pay is None else "seats"}
    if selector != rule["base"]:
        rule |= {"by": selector, "mode": "whole"}
    if all(row.pay is not None and not row.a_unit for row in rows):
        rule |= {"base": selector, "mode": "whole"}
        rule.pop("by", None)
    boundary = "upper_inclusive" if strict else "lower_inclusive"
    table = list(_table(rows))
    return {**rule, "accumulate": "window", "boundary": boundary, "table": table}


def _counted(rows: Sequence[_Row]) -> bool:
    edges = [edge for row in rows for edge in (row.low, row.high) if edge]
    return not isinstance(choices(edges[0])[0], Money)


def _table(rows: Sequence[_Row]) -> Iterator[Part]:
    """Each row ends where the next begins; what lies below or between pays nothing."""
    nothing = _pays(_Row(None, None, ZERO, None, False), like=rows[0])
    least = 1 if _counted(rows) else 0
    if rows[0].low is not None and number(rows[0].low) > least:
        yield {"up_to": rows[0].low, **nothing}
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        end = row.high or (after.low if after else None)
        yield {**({"up_to": end} if end else {}), **_pays(row, like=row)}
    if rows[-1].high is not None:
        yield nothing


def _pays(row: _Row, like: _Row) -> Part:
    if like.pct is not None:
        return {"pct": row.pct}
    if like.a_unit:
        return {"per_unit": row.pay or ZERO}
    return {"amount": row.pay} if row.pay else {"pct": ZERO}
