"""How a component pays, in words: the rule in one phrase, then its rows, prizes and terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from handlers.incentives.drafting.saying.values import Shown, exact

Rule = Mapping[str, Any]


def how(rule: Rule, shown: Shown) -> str:
    """Empty for a rule whose kind is not known yet."""
    say = KINDS.get(str(rule.get("kind")))
    return say(rule, shown) if say else ""


def details(rule: Rule, shown: Shown) -> Iterator[str]:
    match rule.get("kind"):
        case "tiers":
            yield from _rows(rule, shown)
        case "rank":
            for place, prize in enumerate(rule.get("prizes") or (), start=1):
                yield shown.text("prize", place=place, amount=shown.money(prize))
            yield shown.word("ties", str(rule.get("ties", "share")))
        case "guarantee" if rule.get("recover"):
            yield shown.word("recover", rule["recover"])
        case _:
            return


def _rate(rule: Rule, shown: Shown) -> str:
    measure = shown.measure(rule.get("base"))
    return shown.text("pays_rate", pct=shown.number(rule.get("pct")), measure=measure)


def _per_unit(rule: Rule, shown: Shown) -> str:
    amount, measure = shown.money(rule.get("amount")), shown.measure(rule.get("base"))
    if rule.get("package") is not None:
        return _package(rule, amount, measure, shown)
    unit = shown.word("unit", str(rule.get("base"))) if _named(rule) else measure
    said = shown.text("pays_unit", amount=amount, unit=unit)
    free = rule.get("free")
    return said + (shown.text("pays_free", free=shown.number(free)) if exact(free) else "")


def _package(rule: Rule, amount: str, measure: str, shown: Shown) -> str:
    """A package that needs all its units is one whose first units but one are free."""
    size, free = exact(rule["package"]) or Decimal(1), exact(rule.get("free")) or Decimal(0)
    full = free >= size - 1 > 0
    key, first = ("pays_full", free - size + 1) if full else ("pays_package", free)
    said = shown.text(key, amount=amount, package=shown.number(size), measure=measure)
    return said + (shown.text("pays_free", free=shown.number(first)) if first else "")


def _named(rule: Rule) -> bool:
    return rule.get("base") in ("seats", "units")


def _fixed(rule: Rule, shown: Shown) -> str:
    per = shown.per(str(rule.get("once_per", "period")))
    said = shown.text("pays_fixed", amount=shown.money(rule.get("amount")), per=per)
    gate = rule.get("gate")
    return said + (shown.text("pays_gate", test=_gate(gate, shown)) if gate else "")


def _gate(gate: Rule, shown: Shown) -> str:
    field, op = gate.get("field"), str(gate.get("op"))
    values = gate.get("value")
    listed = values if isinstance(values, list) else [values]
    value = shown.joined([shown.amount_of(field, each) for each in listed], "and")
    return shown.word("op", op, field=shown.measure(field), value=value)


def _tiers(rule: Rule, shown: Shown) -> str:
    by, measure = (
        shown.measure(rule.get("by") or rule.get("base")),
        shown.measure(rule.get("base")),
    )
    said = shown.word("pays_tiers", str(rule.get("mode", "marginal")), by=by, measure=measure)
    alone = rule.get("accumulate") == "transaction"
    return said + (shown.text("each_deal") if alone else "")


def _multiplier(rule: Rule, shown: Shown) -> str:
    named = {each.get("id"): each.get("label") for each in shown.plan.get("components") or ()}
    of = [str(named.get(each) or each) for each in rule.get("of") or ()]
    pct = shown.number(rule.get("pct"))
    return shown.text("pays_multiplier", pct=pct, of=shown.joined(of, "and"))


def _guarantee(rule: Rule, shown: Shown) -> str:
    return shown.text("pays_guarantee", amount=shown.money(rule.get("amount")))


def _claim(rule: Rule, shown: Shown) -> str:
    pct, fund = shown.number(rule.get("reimburse_pct")), str(rule.get("fund", "")).upper()
    return shown.text("pays_claim", pct=pct, fund=fund)


def _rank(rule: Rule, shown: Shown) -> str:
    measure = shown.measure(rule.get("measure"))
    return shown.text("pays_rank", measure=measure, count=len(rule.get("prizes") or ()))


def _rows(rule: Rule, shown: Shown) -> Iterator[str]:
    """Each row with where it begins and ends, and what happens exactly at a bound."""
    selector, low = rule.get("by") or rule.get("base"), None
    table = rule.get("table") or ()
    for row in table:
        high, pays = row.get("up_to"), _row(row, shown)
        values = {
            key: shown.amount_of(selector, value)
            for key, value in (("from", low), ("to", high))
            if value is not None
        }
        key = {(): "row_any", ("to",): "row_up_to", ("from",): "row_above"}.get(tuple(values))
        yield shown.text(key or "row_between", **values, pays=pays)
        low = high
    if len(table) > 1:
        yield shown.word("boundary", str(rule.get("boundary") or "lower_inclusive"))


def _row(row: Rule, shown: Shown) -> str:
    said = []
    if row.get("pct") is not None and (exact(row["pct"]) or row.get("amount") is None):
        said.append(shown.text("row_pct", pct=shown.number(row["pct"])))
    if row.get("per_unit") is not None:
        said.append(shown.text("row_unit", amount=shown.money(row["per_unit"])))
    if row.get("amount") is not None:
        said.append(shown.text("row_flat", amount=shown.money(row["amount"])))
    match said:
        case [one, other, *_]:
            return shown.text("row_and", one=one, other=other)
        case [one]:
            return one
        case _:
            return shown.text("row_nothing")


KINDS: dict[str, Callable[[Rule, Shown], str]] = {
    "rate": _rate,
    "per_unit": _per_unit,
    "fixed": _fixed,
    "tiers": _tiers,
    "multiplier": _multiplier,
    "guarantee": _guarantee,
    "claim": _claim,
    "rank": _rank,
}
