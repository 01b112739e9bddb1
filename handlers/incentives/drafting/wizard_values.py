"""Values of a plan as a form shows them, and what a person wrote there as values again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from handlers.conversation.slots import Reader, Unsure
from handlers.conversation.slots.numerals import FIGURES, GROUPING, figures
from handlers.conversation.text import Text
from handlers.incentives.drafting import naming_who
from handlers.incentives.drafting.draft import written
from handlers.incentives.drafting.places import without
from handlers.incentives.drafting.values_said import Shown, exact
from handlers.incentives.drafting.wizard_fields import Asked, Kind
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
    match each.kind:
        case Kind.MONEY:
            return "" if value is None else said.money(value)
        case Kind.NUMBER | Kind.DAYS:
            return "" if value is None else said.number(value)
        case Kind.TRUTH:
            return "no" if value is False else "yes"
        case Kind.WHOM | Kind.GOODS:
            return naming_who.listed(value, each.kind is Kind.GOODS)
        case Kind.BASIS:
            return next((m["date"] for m in value or () if m.get("date")), each.default)
        case Kind.RULE:
            return (value or {}).get("kind", "")
        case Kind.ROW_END:
            return _row_end(value or {}, said)
        case Kind.ROW_RATE:
            return _row_rate(value or {}, said)
        case _:
            return each.default if value is None else str(value)


def reading(each: Asked, words: str, old: Any, by: Written) -> Any:
    """The value, None for what was emptied, or what is wrong with it."""
    if not words and each.kind not in (Kind.WHOM, Kind.GOODS, Kind.ROW_END, Kind.ROW_RATE):
        return Fault("is_needed") if each.required else None
    match each.kind:
        case Kind.MONEY:
            return _money(words, by)
        case Kind.NUMBER:
            return _number(words)
        case Kind.DAYS:
            return int(words) if words.isdecimal() else Fault("not_number")
        case Kind.DATE:
            return _day(words)
        case Kind.TRUTH:
            return words != "no"
        case _:
            return _part(each, words, old, by)


def _part(each: Asked, words: str, old: Any, by: Written) -> Any:
    match each.kind:
        case Kind.WHOM:
            return naming_who.whom(words, old, by.read, by.world) or _unknown(words)
        case Kind.GOODS:
            return naming_who.goods(words, old, by.read, by.world) or _unknown(words)
        case Kind.BASIS:
            return [{**measure, "date": words} for measure in old or ()] or None
        case Kind.RULE:
            return {"kind": words, **{k: v for k, v in (old or {}).items() if k in SHARED}}
        case Kind.ROW_END:
            return _ended(words, old or {}, by)
        case Kind.ROW_RATE:
            return _rated(words, old or {}, by)
        case _:
            return words


def _unknown(words: str) -> Any:
    return Fault("not_known", words) if words else None


def _money(words: str, by: Written) -> str | Fault:
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


def _number(words: str) -> str | Fault:
    match = PERCENT.fullmatch(words)
    return str(written(Decimal(match[1].replace(",", ".")))) if match else Fault("not_pct")


def _day(words: str) -> str | Fault:
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError:
        return Fault("not_a_day")


def _row_end(row: dict[str, Any], said: Shown) -> str:
    value = row.get("up_to")
    return "" if value is None else said.number(value)


def _row_rate(row: dict[str, Any], said: Shown) -> str:
    if row.get("pct") is not None:
        return f"{said.number(row['pct'])}%"
    value = row.get("per_unit") if row.get("per_unit") is not None else row.get("amount")
    return "" if value is None else said.money(value)


def _ended(words: str, row: dict[str, Any], by: Written) -> Any:
    if not words:
        return without(row, "up_to")
    end = _money(words, by)
    return end if isinstance(end, Fault) else {**row, "up_to": end}


def _rated(words: str, row: dict[str, Any], by: Written) -> Any:
    """A percentage, or an amount: a flat one where the row had one alone, else for each unit."""
    rest = without(row, "pct", "per_unit")
    if not words:
        return without(rest, "amount")
    match = RATE.fullmatch(words)
    if match:
        return {**rest, "pct": str(written(Decimal(match[1].replace(",", "."))))}
    amount = _money(words, by)
    if isinstance(amount, Fault):
        return Fault("not_rate") if amount.key == "not_money" else amount
    flat = exact(row.get("amount")) is not None and row.get("per_unit") is None
    return {**rest, "amount": amount} if flat else {**rest, "per_unit": amount}
