"""The least and the most, what is carried over, and what floors add: worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.incentives.engine.plan import Plan
from tests.handlers.incentives.engine.trying import (
    TEN,
    named,
    paid,
    plan,
    reasons,
    refund,
    sale,
    sales,
)


def limited(*limits: dict[str, Any]) -> Plan:
    return plan(TEN | {"limits": list(limits)})


@pytest.mark.parametrize(
    ("limit", "dues"),
    [
        ({"max": 30}, ["10.00", "30.00", "0.00", "-30.00"]),
        ({"min": 15}, ["15.00", "50.00", "15.00", "-40.00"]),
        ({"min": 15, "max": 45}, ["15.00", "45.00", "15.00", "-40.00"]),
    ],
)
def test_each_transaction_between_the_least_and_the_most(
    limit: dict[str, Any], dues: list[str]
) -> None:
    rows = [*sales(100, 500, 0), sale("back", 400, kind="refund")]
    assert paid(limited(limit | {"per": "transaction"}), rows) == dues


def test_the_least_is_not_for_who_is_not_paid() -> None:
    rule = limited({"per": "transaction", "min": 15})
    assert paid(rule, [sale("a", 10, date="2025-01-01")]) == ["0.00"]


def test_a_floor_and_a_cap_may_be_written_apart() -> None:
    floor, cap = {"per": "period", "min": 15}, {"per": "period", "max": 45}
    together = limited(floor | cap)
    assert limited(floor, cap) == limited(cap, floor) == together


def test_the_most_of_a_month_is_eaten_in_order() -> None:
    rule = limited({"per": "period", "max": 60})
    rows = [*sales(400, 300, 100), sale("april", 500, date="2026-04-01")]
    assert paid(rule, rows) == ["40.00", "20.00", "0.00", "50.00"]
    assert reasons(rule, rows) == ["", "limit_reached", "limit_reached", ""]
    assert paid(rule, rows, prior={"paid:c": 35}) == ["25.00", "0.00", "0.00", "50.00"]


def test_a_return_beneath_the_most_takes_back_only_what_was_paid() -> None:
    rule = limited({"per": "period", "max": 60})
    rows = [*sales(400, 300, 100), refund("r", "s1", 400)]
    assert paid(rule, rows) == ["40.00", "20.00", "0.00", "-20.00"]


def test_what_is_beyond_is_paid_in_later_months_with_room() -> None:
    rule = limited({"per": "period", "max": 50, "excess": "carry_forward"})
    rows = [
        sale("a", 1200, date="2026-01-10"),
        sale("b", 300, date="2026-02-10"),
        sale("c", 100, date="2026-04-10"),
    ]
    assert named(rule, rows) == {
        "c 2026-01 a": "50.00",
        "c 2026-02 b": "30.00",
        "c 2026-04 c": "10.00",
        "c:carried 2026-02": "20.00",
        "c:carried 2026-03": "50.00",
    }


def test_the_most_of_a_plan_is_for_all_months_together() -> None:
    rule = limited({"per": "plan", "max": 70})
    rows = [
        *sales(400),
        sale("april", 200, date="2026-04-01"),
        sale("may", 200, date="2026-05-01"),
    ]
    assert paid(rule, rows) == ["40.00", "20.00", "10.00"]


def test_the_most_of_a_plan_counts_what_was_carried_over() -> None:
    rule = limited(
        {"per": "period", "max": 40, "excess": "carry_forward"}, {"per": "plan", "max": 70}
    )
    rows = [sale("a", 900, date="2026-01-10"), sale("b", 100, date="2026-02-10")]
    assert named(rule, rows) == {
        "c 2026-01 a": "40.00",
        "c 2026-02 b": "10.00",
        "c:carried 2026-02": "20.00",
    }


def test_a_floor_is_a_line_of_its_own() -> None:
    rule = limited({"per": "period", "min": 50})
    rows = [*sales(100, 200), sale("april", 900, date="2026-04-01")]
    assert named(rule, rows) == {
        "c 2026-03 s1": "10.00",
        "c 2026-03 s2": "20.00",
        "c 2026-04 april": "90.00",
        "c:floor 2026-03": "20.00",
    }
    assert paid(rule, rows[:2], prior={"paid:c": 5}) == ["10.00", "20.00", "15.00"]


def test_a_floor_and_a_most_of_the_plan() -> None:
    assert named(limited({"per": "plan", "min": 50}), sales(100)) == {
        "c 2026-03 s1": "10.00",
        "c:floor plan": "40.00",
    }


def test_no_floor_for_whom_the_plan_does_not_count() -> None:
    gold = {"all": [{"field": "partner.tier", "op": "eq", "value": "gold"}]}
    floor = TEN | {"limits": [{"per": "period", "min": 50}]}
    assert paid(plan(floor, eligible=gold), sales(100)) == ["0.00"]


def test_limits_of_a_transaction_come_before_those_of_the_month() -> None:
    rule = limited({"per": "period", "max": 50}, {"per": "transaction", "max": 30})
    assert paid(rule, sales(900, 900, 900)) == ["30.00", "20.00", "0.00"]


def test_a_line_on_a_total_is_limited_too() -> None:
    table = [{"up_to": 1000, "pct": 5}, {"pct": 10}]
    whole = {"kind": "tiers", "base": "net", "mode": "whole", "table": table}
    capped = plan(whole | {"limits": [{"per": "period", "max": 120}]})
    assert paid(capped, sales(1000, 500)) == ["120.00"]
    assert paid(capped, sales(1000, 500), prior={"paid:c": 40}) == ["80.00"]
    floored = plan(whole | {"limits": [{"per": "period", "min": 30}]})
    assert named(floored, sales(500)) == {"c 2026-03": "25.00", "c:floor 2026-03": "5.00"}


def test_a_running_total_with_the_most_of_a_transaction() -> None:
    table = [{"up_to": 1000, "pct": 5}, {"pct": 10}]
    rule = {"kind": "tiers", "base": "net", "mode": "marginal", "table": table}
    capped = plan(rule | {"limits": [{"per": "transaction", "max": 60}]})
    rows = [*sales(800, 900), refund("r", "s2", 900)]
    assert paid(capped, rows) == ["40.00", "60.00", "-60.00"]


def test_a_floor_counts_what_was_carried_over() -> None:
    rule = limited({"per": "period", "max": 40, "min": 25, "excess": "carry_forward"})
    rows = [
        sale("a", 500, date="2026-01-10"),
        sale("b", 50, date="2026-02-10"),
        sale("c", 50, date="2026-03-10"),
    ]
    assert named(rule, rows) == {
        "c 2026-01 a": "40.00",
        "c 2026-02 b": "5.00",
        "c 2026-03 c": "5.00",
        "c:carried 2026-02": "10.00",
        "c:floor 2026-02": "10.00",
        "c:floor 2026-03": "20.00",
    }


def test_the_least_and_the_most_on_rounded_totals() -> None:
    rounding = {"mode": "half_up", "at": "statement"}
    rule = plan(TEN | {"limits": [{"per": "transaction", "max": 30, "min": 5}]}, rounding=rounding)
    rows = [*sales(10, 400, 100), refund("r", "s2", 400), refund("q", "s3", 50)]
    assert paid(rule, rows) == ["5.00", "30.00", "10.00", "-30.00", "-5.00"]
