"""Columns at their edges: numbers beyond 64 bits, many groups, nothing at all."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from handlers.incentives.engine.columns.exact import Exact, settled
from handlers.incentives.engine.columns.rounding import decimals, text
from handlers.incentives.engine.columns.running import Groups
from tests.handlers.incentives.engine.trying import evaluated, paid, plan, sale, sales

HUGE = "123456789012345678901234567.89"


def test_amounts_beyond_64_bits_stay_exact() -> None:
    rule = {"kind": "rate", "base": "net", "pct": "33.33"}
    table = [{"up_to": 1000, "pct": 1}, {"pct": 10}]
    marginal = {"kind": "tiers", "base": "net", "mode": "marginal", "table": table}
    capped = rule | {"limits": [{"per": "period", "max": "5000000000000000"}]}
    rows = sales(HUGE, HUGE)
    due = (Decimal(HUGE) * Decimal("0.3333")).quantize(Decimal("0.01"))
    assert paid(plan(rule), rows) == [str(due), str(due)]
    assert paid(plan(capped), rows) == ["5000000000000000.00", "0.00"]
    assert paid(plan(marginal), rows) == [
        "12345678901234567890123366.79",
        "12345678901234567890123456.79",
    ]


def test_columns_of_large_numbers_become_python_integers() -> None:
    large = Exact.of([10**30, Fraction(1, 3)])
    assert large.top.dtype == object
    assert large.at(1) == Fraction(1, 3)
    assert Exact.of([3, -7]).top.dtype == np.int64


def test_groups_with_keys_too_large_to_sort_at_once() -> None:
    keys = np.array([2**61, 5, 2**61, 5])
    groups = Groups.of(keys, np.array([3, 2, 1, 0]))
    assert groups.keys.tolist() == [5, 2**61]
    assert groups.before(np.array([1, 2, 4, 8])).tolist() == [4, 8, 0, 0]
    assert (
        Groups.of(np.zeros(0, dtype=np.int64)).before(np.zeros(0, dtype=np.int64)).tolist() == []
    )


def test_ratios_that_have_nothing_in_common() -> None:
    primes = [
        Fraction(1, 1_000_003),
        Fraction(1, 7_000_003),
        Fraction(1, 9_999_991),
        Fraction(1, 2),
    ]
    column = settled(primes)
    assert column.bottom == 10**10
    assert column.at(3) == Fraction(1, 2)


@pytest.mark.parametrize(
    ("number", "exact", "two"),
    [
        (Fraction(-1, 8), "-0.125", "-0.13"),
        (Fraction(1, 3), "1/3", "0.33"),
        (Fraction(-1, 300), "-1/300", "0.00"),
        (Fraction(1200), "1200", "1200.00"),
        (Fraction(3, 50), "0.06", "0.06"),
    ],
)
def test_numbers_as_texts(number: Fraction, exact: str, two: str) -> None:
    assert (text(number), decimals(number, 2)) == (exact, two)


def test_a_transaction_with_very_many_credits() -> None:
    credits = [{"partner": f"P{at}", "share": "2.5"} for at in range(40)]
    lines = evaluated(
        plan({"kind": "rate", "base": "net", "pct": 100}),
        [sale("a", "1.01", credits=json.dumps(credits)), sale("b", 2)],
    )
    shares = [line.amount.minor for line in lines.each()]
    assert shares == [3] * 21 + [2] * 19 + [200]


def test_columns_that_appear_later_in_a_file_and_days_of_moments() -> None:
    rows = [sale("a", 100), sale("b", 100, date="2026-03-11T23:59:00Z", region="Java")]
    java = {"all": [{"field": "region", "op": "eq", "value": "Java"}]}
    assert paid(plan({"kind": "rate", "base": "net", "pct": 1, "when": java}), rows) == [
        "0.00",
        "1.00",
    ]


def test_totals_of_each_component_and_of_all() -> None:
    rule = {"kind": "rate", "base": "net", "pct": 1}
    lines = evaluated(plan(rule, rule), sales(100, 200))
    assert {id: str(total.amount) for id, total in lines.totals().items()} == {
        "c": "3.00",
        "c1": "3.00",
    }
    assert (str(lines.total().amount), len(lines)) == ("6.00", 4)
