"""Repeats the steps of a trace, with nothing else at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from tests.handlers.incentives.engine.oracle import cents


def repeated(steps: Sequence[Mapping[str, Any]], gross: Fraction) -> int:
    """What whoever repeats the steps comes to, in cents."""
    assert sum((Fraction(step.get("pays", 0)) for step in steps), Fraction(0)) == gross
    amount = 0
    for step in steps:
        amount = AGAIN.get(step["step"], nothing)(step, amount)
    return amount


def nothing(step: Mapping[str, Any], amount: int) -> int:
    return amount


def row_again(step: Mapping[str, Any], amount: int) -> int:
    slope = Fraction(step.get("pct", 0)) / 100 + Fraction(step.get("per_unit", 0))
    if "flat" in step and "amount" not in step:
        assert Fraction(step["part"]) * slope == Fraction(step["pays"])
    return amount


def round_again(step: Mapping[str, Any], amount: int) -> int:
    if "gross" in step:
        return cents(Fraction(step["gross"]))
    return cents(Fraction(step["after"])) - cents(Fraction(step["before"]))


def limit_again(step: Mapping[str, Any], amount: int) -> int:
    assert amount == cents(Fraction(step["before"]))
    if "paid" not in step:
        return cents(Fraction(step["after"]))
    before, most = cents(Fraction(step["paid"])), cents(Fraction(step["max"]))
    return min(before + amount, most) - min(before, most)


def amount_again(step: Mapping[str, Any], amount: int) -> int:
    assert amount == cents(Fraction(step["amount"]))
    return amount


AGAIN = {
    "row": row_again,
    "round": round_again,
    "limit": limit_again,
    "taken_back": limit_again,
    "amount": amount_again,
}
