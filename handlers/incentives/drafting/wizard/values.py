"""Values of a plan as a form shows them, and what a person wrote there as values again."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from handlers.conversation.slots import Reader, Unsure
from handlers.conversation.slots.numerals import FIGURES, GROUPING, figures
from handlers.conversation.text import Text
from handlers.incentives.drafting.draft import written
from handlers.incentives.drafting.places import without
from handlers.incentives.drafting.saying.values import Shown, exact
from handlers.incentives.drafting.wizard import listing
from handlers.incentives.drafting.wizard.fields import Asked, Kind
from handlers.incentives.drafting.world import World

PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s*%?")
RATE = re.compile(r"(\d+(?:[.,]\d+)?)\s*%")
#: What a kind keeps of the rule that it replaces.
SHARED = ("base", "amount", "pct")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why something could not be read: a reply's name, and the words it is about."""

    key: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """Who fills the form: how amounts are read, which names there are, in which words."""

    read: Reader
    world: World
    text: Text


def shown(each: Asked, value: Any, said: Shown) -> str:
    """As the form has it: the default where the document says nothing."""
    show = SHOWN.get(each.kind)
    if show:
        return show(each, value, said)
    return each.default if value is None else str(value)


def reading(each: Asked, words: str, old: Any, by: Written) -> Any:
    """The value, None for what was emptied, or what is wrong with it."""
    if not words and each.kind not in EMPTIED:
        return Fault("is_needed") if each.required else None
    read = READ.get(each.kind)
    return read(words, old, by) if read else words


def _shown_names(each: Asked, value: Any, said: Shown) -> str:
    return listing.listed(value, goods=each.kind is Kind.GOODS)


def _shown_date(each: Asked, measures: Any, said: Shown) -> str:
    return next((str(m["date"]) for m in measures or () if m.get("date")), each.default)


def _dated(words: str, measures: Any, by: Written) -> Any:
    return [{**measure, "date": words} for measure in measures or ()] or None


def _shown_column(each: Asked, measures: Any, said: Shown) -> str:
    return next((str(m.get("field", "")) for m in measures or () if m["of"] == "field"), "")


def _of_column(words: str, measures: Any, by: Written) -> Any:
    """The column that a measure of its own adds up; there is one such measure in the form."""
    known = list(measures or ())
    own = next((n for n, each in enumerate(known) if each["of"] == "field"), None)
    if own is None:
        day = next(({"date": each["date"]} for each in known if each.get("date")), {})
        return [*known, {"id": OTHER, "of": "field", "field": words, "window": "period", **day}]
    known[own] = {**known[own], "field": words}
    return known


def _of_kind(words: str, rule: Any, by: Written) -> Any:
    return {"kind": words, **{key: rule[key] for key in SHARED if key in (rule or {})}}


def _whom(words: str, when: Any, by: Written) -> Any:
    found = listing.whom(words, when, by.read, by.world)
    return Fault("not_known", words) if found is None else found


def _goods(words: str, when: Any, by: Written) -> Any:
    found = listing.goods(words, when, by.read, by.world)
    return Fault("not_known", words) if found is None else found


def _days(words: str, old: Any, by: Written) -> int | Fault:
    return int(words) if words.isdecimal() else Fault("not_number")


def _money(words: str, old: Any, by: Written) -> str | Fault:
    """A bare number counts as money here; what may be two amounts is a fault."""
    found = by.read.money(words)
    if len(found) == 1:
        return _sure(found[0], by)
    numeral = figures(words) if re.fullmatch(FIGURES, words) else None
    if numeral is None:
        return Fault("not_money")
    if numeral.other is not None and numeral.mark != GROUPING[by.read.language]:
        return Fault("two_amounts")
    return str(written(numeral.value))


def _sure(found: Any, by: Written) -> str | Fault:
    if isinstance(found, Unsure):
        return Fault("two_amounts")
    right = found.value.currency == by.read.currency and found.value.minor >= 0
    return str(written(found.value)) if right else Fault("not_money")


def _number(words: str, old: Any, by: Written) -> str | Fault:
    match = PERCENT.fullmatch(words)
    return str(written(Decimal(match[1].replace(",", ".")))) if match else Fault("not_pct")


def _day(words: str, old: Any, by: Written) -> str | Fault:
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError:
        return Fault("not_a_day")


def _row_end(each: Asked, row: Any, said: Shown) -> str:
    value = (row or {}).get("up_to")
    return "" if value is None else said.number(value)


def _row_rate(each: Asked, found: Any, said: Shown) -> str:
    row = found or {}
    if row.get("pct") is not None:
        return f"{said.number(row['pct'])}%"
    value = row.get("per_unit") if row.get("per_unit") is not None else row.get("amount")
    return "" if value is None else said.money(value)


def _ended(words: str, old: Any, by: Written) -> Any:
    row = old or {}
    if not words:
        return without(row, "up_to")
    end = _money(words, None, by)
    return end if isinstance(end, Fault) else {**row, "up_to": end}


def _rated(words: str, old: Any, by: Written) -> Any:
    """A percentage, or an amount: a flat one where the row had one alone, else for each unit."""
    row = old or {}
    rest = without(row, "pct", "per_unit")
    if not words:
        return without(rest, "amount")
    match = RATE.fullmatch(words)
    if match:
        return {**rest, "pct": str(written(Decimal(match[1].replace(",", "."))))}
    amount = _money(words, None, by)
    if isinstance(amount, Fault):
        return Fault("not_rate") if amount.key == "not_money" else amount
    flat = exact(row.get("amount")) is not None and row.get("per_unit") is None
    return {**rest, "amount": amount} if flat else {**rest, "per_unit": amount}


#: The measure of a column that the vendor has of its own.
OTHER = "other"
EMPTIED = frozenset({Kind.WHOM, Kind.GOODS, Kind.ROW_END, Kind.ROW_RATE})
SHOWN: dict[Kind, Callable[[Asked, Any, Shown], str]] = {
    Kind.MONEY: lambda each, value, said: "" if value is None else said.money(value),
    Kind.NUMBER: lambda each, value, said: "" if value is None else said.number(value),
    Kind.DAYS: lambda each, value, said: "" if value is None else str(value),
    Kind.TRUTH: lambda each, value, said: "no" if value is False else "yes",
    Kind.WHOM: _shown_names,
    Kind.GOODS: _shown_names,
    Kind.BASIS: _shown_date,
    Kind.COLUMN: _shown_column,
    Kind.RULE: lambda each, value, said: str((value or {}).get("kind", "")),
    Kind.ROW_END: _row_end,
    Kind.ROW_RATE: _row_rate,
}
READ: dict[Kind, Callable[[str, Any, Written], Any]] = {
    Kind.MONEY: _money,
    Kind.NUMBER: _number,
    Kind.DAYS: _days,
    Kind.DATE: _day,
    Kind.TRUTH: lambda words, old, by: words != "no",
    Kind.WHOM: _whom,
    Kind.GOODS: _goods,
    Kind.BASIS: _dated,
    Kind.COLUMN: _of_column,
    Kind.RULE: _of_kind,
    Kind.ROW_END: _ended,
    Kind.ROW_RATE: _rated,
}
