"""What holds of every plan and all sales; `MITRA_EXAMPLES=5000` tries more of them."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.incentives.engine.lines import Lines
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.tracing import trace
from tests.handlers.incentives.engine.oracle import Oracle, cents
from tests.handlers.incentives.engine.repeating import repeated
from tests.handlers.incentives.engine.trying import evaluated, plan, sale

THOROUGH = settings(
    max_examples=int(os.environ.get("MITRA_EXAMPLES", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
MONEY = st.integers(0, 200_000).map(lambda cents: f"{cents / 100:.2f}") | st.sampled_from(
    ["100", "250", "1000", "0", "99.99"]
)
RATES = st.decimals("0", "60", places=2).map(str)
LIMIT = st.decimals("1", "300", places=2).map(str)
DAYS = st.sampled_from(["2026-01-31", "2026-02-01", "2026-02-14", "2026-03-01"])
Rows = list[dict[str, str]]


@st.composite
def rows(draw: st.DrawFn, returns: bool = True) -> Rows:
    """Sales of two partners, and returns of some, linked and not."""
    made: Rows = []
    for number in range(draw(st.integers(1, 9))):
        said = {
            "partner": draw(st.sampled_from("AB")),
            "customer": draw(st.sampled_from("XY")),
            "quantity": str(draw(st.integers(0, 12))),
            "kind": "sale",
        }
        sold = [row for row in made if row["kind"] == "sale"]
        if returns and sold and draw(st.booleans()):
            said["kind"] = "refund"
            if draw(st.integers(0, 4)):
                said["of"] = draw(st.sampled_from(sold))["id"]
        made.append(sale(f"t{number}", draw(MONEY), draw(DAYS), **said))
    return made


@st.composite
def tables(draw: st.DrawFn, mode: str) -> list[dict[str, str]]:
    bounds = sorted(draw(st.sets(st.sampled_from([5, 100, 250, 1000, 2500]), max_size=3)))
    table = []
    for bound in [*bounds, None]:
        row = {} if bound is None else {"up_to": str(bound)}
        if mode == "interpolated" and bound is not None:
            row["amount"] = draw(LIMIT)
        else:
            row[draw(st.sampled_from(["pct", "per_unit"]))] = draw(RATES)
            if mode != "interpolated" and draw(st.booleans()):
                row["amount"] = draw(LIMIT)
        table.append(row)
    return table


@st.composite
def rules(draw: st.DrawFn) -> dict[str, Any]:
    rule: dict[str, Any]
    base = draw(st.sampled_from(["net", "seats"]))
    match draw(st.sampled_from(["rate", "per_unit", "fixed", "tiers", "tiers"])):
        case "rate":
            return {"kind": "rate", "base": base, "pct": draw(RATES)}
        case "per_unit":
            rule = {"kind": "per_unit", "base": base, "amount": draw(RATES)}
            rule["free"] = str(draw(st.integers(1, 7)))
            return rule | draw(st.sampled_from([{}, {"package": "4"}, {"package": "2.5"}]))
        case "fixed":
            once_per = draw(st.sampled_from(["transaction", "customer"]))
            return {"kind": "fixed", "amount": draw(LIMIT), "once_per": once_per}
        case _:
            mode = draw(st.sampled_from(["marginal", "whole", "interpolated"]))
            rule = {
                "kind": "tiers",
                "base": base,
                "mode": mode,
                "table": draw(tables(mode)),
            }
            rule["accumulate"] = draw(st.sampled_from(["window", "transaction"]))
            rule["boundary"] = draw(st.sampled_from(["lower_inclusive", "upper_inclusive"]))
            return rule


@st.composite
def components(draw: st.DrawFn) -> dict[str, Any]:
    rule = draw(rules())
    limits: list[dict[str, str]] = []
    total = rule["kind"] == "fixed" or (
        rule.get("mode") == "whole" and rule["accumulate"] == "window"
    )
    if not total and draw(st.booleans()):
        limits.append({"per": "transaction", "max": str(draw(st.integers(40, 90)))})
        if draw(st.booleans()):
            limits[0]["min"] = str(draw(st.integers(1, 39)))
    limits += [
        {"per": per, "max": draw(LIMIT)} for per in ("period", "plan") if draw(st.booleans())
    ]
    return rule | ({"limits": limits} if limits else {})


def by_key(lines: Lines) -> dict[tuple[str, str | None, str], int]:
    return {
        (line.component, line.transaction, f"{line.earner} {line.window}"): line.amount.minor
        for line in lines.each()
    }


@THOROUGH
@given(st.lists(components(), min_size=1, max_size=3), rows())
def test_columns_agree_with_a_slow_row_by_row_evaluation(said: list[Any], sold: Rows) -> None:
    expected: dict[tuple[str, str | None, str], int] = {}
    for number, each in enumerate(said):
        whole = {"base": "", "id": f"c{number or ''}"} | each
        expected |= Oracle(whole).pay(sold)
    assert by_key(evaluated(plan(*said), sold)) == expected


@THOROUGH
@given(st.lists(components(), min_size=1, max_size=3), rows())
def test_the_steps_of_a_line_give_its_amount(said: list[Any], sold: Rows) -> None:
    lines = evaluated(plan(*said), sold)
    for line in lines.each():
        assert repeated(trace(lines, line), line.gross) == line.amount.minor, trace(lines, line)


def reversing(sold: Rows) -> Rows:
    """Every sale returned in whole, at the end."""
    back = [
        row | {"id": f"back {row['id']}", "kind": "refund", "of": row["id"], "date": "2026-03-31"}
        for row in sold
    ]
    return [*sold, *back]


@THOROUGH
@given(st.lists(components(), min_size=1, max_size=3), rows(returns=False))
def test_reversing_everything_nets_to_nothing(said: list[Any], sold: Rows) -> None:
    priced = [row | {"amount": row["amount"] if Decimal(row["amount"]) else "1"} for row in sold]
    units = [
        row | {"quantity": row["quantity"] if row["quantity"] != "0" else "1"} for row in priced
    ]
    totals: dict[str, int] = defaultdict(int)
    for line in evaluated(plan(*said), reversing(units)).each():
        totals[f"{line.component} {line.earner}"] += line.amount.minor
    assert set(totals.values()) <= {0}


@THOROUGH
@given(rules(), rows(returns=False), st.randoms())
def test_the_order_of_the_file_matters_only_within_a_day(
    said: Any, sold: Rows, random: Any
) -> None:
    days = [row | {"date": f"2026-02-{day:02d}"} for day, row in enumerate(sold, 1)]
    mixed = list(days)
    random.shuffle(mixed)
    rule = plan(said | {"limits": [{"per": "period", "max": 100}]})
    assert by_key(evaluated(rule, days)) == by_key(evaluated(rule, mixed))


@THOROUGH
@given(
    st.lists(st.integers(1, 97), min_size=1, max_size=5), st.lists(MONEY, min_size=1, max_size=5)
)
def test_shares_add_up(weights: list[int], amounts: list[str]) -> None:
    total = sum(weights)
    shares = [Decimal(weight * 100 * 1000 // total) / 1000 for weight in weights]
    shares[0] += 100 - sum(shares)
    credits = [{"partner": f"P{at}", "share": str(share)} for at, share in enumerate(shares)]
    sold = [sale(f"t{at}", each, credits=json.dumps(credits)) for at, each in enumerate(amounts)]
    whole = plan({"kind": "rate", "base": "net", "pct": 100})
    lines = evaluated(whole, [*sold, *(refunded(row) for row in sold[1:])])
    sums: dict[str | None, Decimal] = defaultdict(Decimal)
    for line in lines.each():
        sums[line.transaction] += line.amount.amount
    for row in sold:
        assert sums[row["id"]] == Decimal(row["amount"])
    assert lines.total().amount == Decimal(amounts[0])


def refunded(row: dict[str, str]) -> dict[str, str]:
    return row | {"id": f"back {row['id']}", "kind": "refund", "of": row["id"]}


@THOROUGH
@given(st.lists(components(), min_size=1, max_size=3), rows(), st.sampled_from([2, 10**12]))
def test_no_float_anywhere_and_no_overflow(said: list[Any], sold: Rows, times: int) -> None:
    large = [row | {"amount": str(Decimal(row["amount"]) * times)} for row in sold]
    lines = evaluated(plan(*said), large)
    for block in lines.paid:
        for column in (block.amount, block.gross.top, block.rounded):
            assert column.dtype in (np.int64, object)
            assert all(isinstance(number, int) for number in column.tolist())
    expected: dict[tuple[str, str | None, str], int] = {}
    for number, each in enumerate(said):
        expected |= Oracle({"base": "", "id": f"c{number or ''}"} | each).pay(large)
    assert by_key(lines) == expected


@THOROUGH
@given(st.lists(components(), min_size=1, max_size=2), rows(returns=False))
def test_rounding_at_the_statement_adds_up_to_the_rounded_total(
    said: list[Any], sold: Rows
) -> None:
    bare = [{key: value for key, value in each.items() if key != "limits"} for each in said]
    lines = evaluated(rounding(*bare), sold)
    sums: dict[tuple[str, ...], tuple[int, Fraction]] = defaultdict(lambda: (0, Fraction(0)))
    for line in lines.each():
        key = line.component, str(line.earner), line.window
        sums[key] = sums[key][0] + line.amount.minor, sums[key][1] + line.gross
    assert all(minor == cents(gross) for minor, gross in sums.values())


def rounding(*said: Any) -> Plan:
    return plan(*said, rounding={"mode": "half_up", "at": "statement"})
