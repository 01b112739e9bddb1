"""The least and the most, what is carried over, and what floors add: worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.incentives.engine.plan import Plan
from tests.handlers.incentives.engine.trying import named, paid, plan, reasons, refund, sale, sales

TEN = {"kind": "rate", "base": "net", "pct": 10}


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


def test_a_multiplier_on_what_others_have_paid() -> None:
    rule = plan(
        TEN | {"limits": [{"per": "period", "max": 60}], "earner": "member"},
        {"kind": "multiplier", "of": ["c"], "pct": "12.5"},
    )
    rows = [
        sale("a", 500, partner="N", member="Sari"),
        sale("b", 900, partner="N", member="Budi"),
        sale("d", 100, partner="N", member="Budi", date="2026-04-01"),
    ]
    assert named(rule, rows) == {
        "c 2026-03 Sari a": "50.00",
        "c 2026-03 Budi b": "60.00",
        "c 2026-04 Budi d": "10.00",
        "c1 2026-03 N": "13.75",
        "c1 2026-04 N": "1.25",
    }


def test_multipliers_of_multipliers_in_any_order() -> None:
    rule = plan(
        {"kind": "multiplier", "of": ["c1"], "pct": 50},
        {"kind": "multiplier", "of": ["c2"], "pct": 50},
        TEN,
    )
    assert paid(rule, sales(1000)) == ["25.00", "50.00", "100.00"]


@pytest.mark.parametrize(
    ("said", "dues"),
    [
        ({"recover": "yes", "recover_from_period": 1}, ["70.00", "40.00", "-110.00"]),
        ({"recover": "yes", "recover_from_period": 4}, ["70.00", "40.00", "0.00"]),
        ({"recover": "no"}, ["70.00", "40.00", "0.00"]),
        ({"recover": "forgive_at_end"}, ["70.00", "40.00", "-110.00"]),
    ],
)
def test_a_draw_and_its_recovery(said: dict[str, Any], dues: list[str]) -> None:
    rule = plan(TEN, {"kind": "guarantee", "amount": 100} | said)
    rows = [
        sale("a", 300, date="2026-01-10"),
        sale("b", 600, date="2026-02-10"),
        sale("d", 2500, date="2026-03-10"),
    ]
    assert paid(rule, rows)[3:] == dues


def test_a_draw_in_a_month_without_sales_and_one_owed_from_before() -> None:
    rule = plan(TEN, {"kind": "guarantee", "amount": 100, "recover": "yes"})
    rows = [sale("a", 1300, date="2026-01-10"), sale("b", 1600, date="2026-03-10")]
    assert paid(rule, rows, prior={"owed:c1": 50})[2:] == ["-30.00", "100.00", "-60.00"]


def test_claims_out_of_a_fund() -> None:
    def when(op: str) -> dict[str, Any]:
        return {"all": [{"field": "category", "op": op, "value": "mdf"}]}

    rule = plan(
        {
            "kind": "rate",
            "base": "net",
            "pct": 3,
            "pays": "fund",
            "fund": "mdf",
            "when": when("ne"),
        },
        {"kind": "claim", "reimburse_pct": 50, "fund": "mdf", "when": when("eq")},
    )
    rows = [
        sale("a", 1000, "2026-03-01", category="soft"),
        sale("x", 40, "2026-03-02", category="mdf"),
        sale("y", 40, "2026-03-03", category="mdf"),
        sale("b", 1000, "2026-03-04", category="soft"),
        sale("z", 40, "2026-03-05", category="mdf"),
    ]
    assert paid(rule, rows)[5:] == ["0.00", "20.00", "10.00", "0.00", "20.00"]
    assert paid(rule, rows[1:2], prior={"fund:mdf": 7})[1:] == ["7.00"]
    assert reasons(rule, rows[1:2])[1:] == ["no_fund"]


@pytest.mark.parametrize(
    ("ties", "prizes"),
    [("share", ["50.00", "50.00", "10.00", "0.00"]), ("all", ["70.00", "70.00", "10.00", "0.00"])],
)
def test_a_race_with_a_tie(ties: str, prizes: list[str]) -> None:
    rule = plan(
        {
            "kind": "rank",
            "measure": "net",
            "prizes": [70, 30, 10],
            "ties": ties,
            "earner": "member",
        }
    )
    rows = [
        sale("a", 500, member="Andi"),
        sale("b", 500, member="Budi"),
        sale("c", 400, member="Citra"),
        sale("d", 300, member="Dewi"),
    ]
    assert paid(rule, rows) == prizes


def test_prizes_that_cannot_be_shared_evenly() -> None:
    rule = plan(
        {"kind": "rank", "measure": "net", "prizes": ["0.05"], "ties": "share", "earner": "member"}
    )
    rows = [sale(name, 9, member=name) for name in ("C", "A", "B")]
    assert named(rule, rows) == {
        "c 2026-03 C": "0.01",
        "c 2026-03 A": "0.02",
        "c 2026-03 B": "0.02",
    }


def test_a_multiplier_for_some_partners_only() -> None:
    gold = {"all": [{"field": "partner.tier", "op": "eq", "value": "gold"}]}
    table = [{"up_to": 1000, "pct": 5}, {"pct": 10}]
    whole = {"kind": "tiers", "base": "net", "mode": "whole", "table": table, "earner": "member"}
    half = {"kind": "multiplier", "of": ["c", "c1"], "pct": 50, "when": gold}
    rows = [
        sale("a", 100, partner="N", member="Sari", **{"partner.tier": "gold"}),
        sale("b", 100, partner="M", member="Budi", **{"partner.tier": "silver"}),
    ]
    found = named(plan(TEN, whole, half), rows)
    assert found["c2 2026-03 N"] == "7.50"
    assert "c2 2026-03 M" not in found


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


def test_a_fund_that_earns_on_a_total_holds_it_from_the_windows_end() -> None:
    table = [{"pct": 10}]
    mdf = {"all": [{"field": "category", "op": "eq", "value": "mdf"}]}
    other = {"all": [{"field": "category", "op": "ne", "value": "mdf"}]}
    rule = plan(
        {"kind": "tiers", "base": "net", "mode": "whole", "table": table, "pays": "fund",
         "fund": "mdf", "when": other},
        {"kind": "claim", "reimburse_pct": 100, "fund": "mdf", "when": mdf},
        TEN,
    )  # fmt: skip
    rows = [
        sale("a", 1000, "2026-03-01", category="soft"),
        sale("x", 60, "2026-03-30", category="mdf"),
        sale("y", 60, "2026-04-01", category="mdf"),
    ]
    found = named(rule, rows)
    assert (found["c1 2026-03 x"], found["c1 2026-04 y"]) == ("0.00", "60.00")


def test_the_least_and_the_most_on_rounded_totals() -> None:
    rounding = {"mode": "half_up", "at": "statement"}
    rule = plan(TEN | {"limits": [{"per": "transaction", "max": 30, "min": 5}]}, rounding=rounding)
    rows = [*sales(10, 400, 100), refund("r", "s2", 400), refund("q", "s3", 50)]
    assert paid(rule, rows) == ["5.00", "30.00", "10.00", "-30.00", "-5.00"]
