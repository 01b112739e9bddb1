"""Rates, units, packages and fixed amounts: worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.handlers.incentives.engine.trying import (
    named,
    paid,
    plan,
    reasons,
    refund,
    sale,
    sales,
)

SEATS: dict[str, Any] = {"kind": "per_unit", "base": "seats"}


@pytest.mark.parametrize(
    ("pct", "amount", "due"),
    [
        ("7.5", "1200.40", "90.03"),
        ("7.5", "0.06", "0.00"),
        ("7.5", "0.07", "0.01"),
        ("0.125", "1000000000000.20", "1250000000.00"),
        ("33.333333", "99999999999999.99", "33333333000000.00"),
        ("100", "0.01", "0.01"),
    ],
)
def test_a_rate_of_what_was_sold(pct: str, amount: str, due: str) -> None:
    assert paid(plan({"kind": "rate", "base": "net", "pct": pct}), sales(amount)) == [due]


@pytest.mark.parametrize(
    ("mode", "dues"),
    [
        ("half_up", ["0.13", "0.14", "-0.13"]),
        ("half_even", ["0.12", "0.14", "-0.12"]),
        ("down", ["0.12", "0.13", "-0.12"]),
    ],
)
def test_half_a_cent(mode: str, dues: list[str]) -> None:
    rounding = {"mode": mode, "at": "line"}
    half = plan({"kind": "rate", "base": "net", "pct": 50}, rounding=rounding)
    rows = [*sales("0.25", "0.27"), sale("back", "0.25", kind="refund")]
    assert paid(half, rows) == dues


def test_lines_that_add_up_to_the_rounded_total() -> None:
    third = plan(
        {"kind": "rate", "base": "net", "pct": 5}, rounding={"mode": "half_up", "at": "statement"}
    )
    assert paid(third, sales("0.10", "0.10", "0.10", "0.10")) == ["0.01", "0.00", "0.01", "0.00"]


@pytest.mark.parametrize(
    ("rule", "quantities", "dues"),
    [
        ({"amount": 12}, ["3", "0", "2.5"], ["36.00", "0.00", "30.00"]),
        ({"amount": 12, "free": 4}, ["3", "3", "2"], ["0.00", "24.00", "24.00"]),
        ({"amount": 9, "package": 10}, ["9", "1", "1", "20"], ["9.00", "0.00", "9.00", "18.00"]),
        ({"amount": 9, "package": 10, "free": 5}, ["5", "10", "1"], ["0.00", "9.00", "9.00"]),
    ],
)
def test_units_and_packages_over_a_month(
    rule: dict[str, Any], quantities: list[str], dues: list[str]
) -> None:
    rows = [sale(f"s{at}", quantity=each) for at, each in enumerate(quantities)]
    assert paid(plan(SEATS | rule), rows) == dues


def test_free_units_come_again_each_month() -> None:
    free = plan(SEATS | {"amount": 10, "free": 2})
    rows = [
        sale("a", date="2026-01-05", quantity="3"),
        sale("b", date="2026-02-05", quantity="3"),
        sale("c", date="2026-02-06", quantity="3"),
    ]
    assert paid(free, rows) == ["10.00", "10.00", "30.00"]


def test_units_that_were_there_before_are_not_paid_again() -> None:
    packages = plan(SEATS | {"amount": 10, "package": 5, "free": 3})
    rows = [sale("a", quantity="2"), sale("b", quantity="4")]
    assert paid(packages, rows, prior={"seats": 7}) == ["10.00", "0.00"]


def test_a_measure_of_the_transaction_starts_anew_with_each() -> None:
    own = {"id": "own", "of": "quantity", "window": "transaction", "date": "booked"}
    rule = {"kind": "per_unit", "base": "own", "amount": 10, "package": 5, "free": 3}
    rows = [sale("a", quantity="2"), sale("b", quantity="4"), sale("c", quantity="9")]
    assert paid(plan(rule, measures=[own]), rows) == ["0.00", "10.00", "20.00"]


def test_margin_is_never_below_zero() -> None:
    margin = {"id": "margin", "of": "margin", "window": "period", "date": "booked"}
    rule = plan({"kind": "rate", "base": "margin", "pct": 10}, measures=[margin])
    rows = [
        sale("a", 1000, cost="300", quantity="2"),
        sale("b", 1000, cost="600", quantity="2"),
        sale("c", 1000, quantity="2"),
        refund("r", "a", 500, quantity="1"),
    ]
    assert paid(rule, rows) == ["40.00", "0.00", "0.00", "-20.00"]
    assert reasons(rule, rows)[1:3] == ["nothing", "not_measured"]


def test_what_is_collected_counted_and_of_any_column() -> None:
    measures = [
        {"id": "cash", "of": "collected", "window": "period", "date": "paid"},
        {"id": "deals", "of": "count", "window": "period", "date": "booked"},
        {"id": "points", "of": "field", "field": "points", "window": "period", "date": "booked"},
    ]
    rules = plan(
        {"kind": "rate", "base": "cash", "pct": 10},
        {"kind": "per_unit", "base": "deals", "amount": 3},
        {"kind": "per_unit", "base": "points", "amount": "0.5"},
        measures=measures,
    )
    rows = [sale("a", 100, collected="40", points="7"), sale("b", 100)]
    assert paid(rules, rows) == ["4.00", "0.00", "3.00", "3.00", "3.50", "0.00"]


def test_a_fixed_amount_once_for_each_customer() -> None:
    new = plan(
        {"kind": "fixed", "amount": 250, "once_per": "customer",
         "when": {"all": [{"field": "deal.type", "op": "eq", "value": "new"}]}}
    )  # fmt: skip
    rows = [
        sale("a", customer="PT Maju", **{"deal.type": "renewal"}),
        sale("b", customer="PT Maju", **{"deal.type": "new"}),
        sale("c", customer="PT Maju", date="2026-05-01", **{"deal.type": "new"}),
        sale("d", customer="PT Mundur", **{"deal.type": "new"}),
        sale("e", **{"deal.type": "new"}),
    ]
    assert paid(new, rows) == ["0.00", "250.00", "0.00", "250.00", "0.00"]
    assert reasons(new, rows) == ["not_matched", "", "already_paid", "", "no_customer"]


@pytest.mark.parametrize(
    ("once_per", "dues"),
    [
        ("transaction", {"c 2026-03 a": "50.00", "c 2026-03 b": "50.00", "c 2026-04 c": "50.00"}),
        ("period", {"c 2026-03": "50.00", "c 2026-04": "50.00"}),
        ("plan", {"c plan": "50.00"}),
    ],
)
def test_once_for_a_transaction_a_period_or_a_plan(once_per: str, dues: dict[str, str]) -> None:
    rows = [sale("a", 10), sale("b", 10), sale("c", 10, date="2026-04-01")]
    assert named(plan({"kind": "fixed", "amount": 50, "once_per": once_per}), rows) == dues


@pytest.mark.parametrize(
    ("op", "value", "dues"),
    [
        ("ge", 300, ["80.00", "0.00"]),
        ("gt", 300, ["0.00", "0.00"]),
        ("between", [100, 300], ["80.00", "80.00"]),
        ("lt", 300, ["0.00", "80.00"]),
    ],
)
def test_a_gate_looks_at_the_total_of_the_window(op: str, value: object, dues: list[str]) -> None:
    gate = {"field": "net", "op": op, "value": value}
    gated = plan({"kind": "fixed", "amount": 80, "once_per": "period", "gate": gate})
    rows = [sale("a", 200), sale("b", 100), sale("c", 100, date="2026-04-02")]
    assert paid(gated, rows) == dues


def test_a_gate_of_each_transaction_by_the_final_total() -> None:
    gate = {"field": "net", "op": "ge", "value": 300}
    gated = plan({"kind": "fixed", "amount": 5, "once_per": "transaction", "gate": gate})
    rows = [sale("a", 200), sale("b", 100), sale("c", 299, date="2026-04-02")]
    assert paid(gated, rows) == ["5.00", "5.00", "0.00"]
    assert paid(gated, rows[:1], prior={"net": 100}) == ["5.00"]
    assert reasons(gated, rows)[2] == "gate_closed"


def test_only_the_highest_priority_of_a_group_pays() -> None:
    def when(field: str, value: str) -> dict[str, Any]:
        return {"all": [{"field": field, "op": "eq", "value": value}]}

    rule = {"kind": "rate", "base": "net", "exclusive_group": "g"}
    rules = plan(
        rule | {"pct": 1, "priority": 1},
        rule | {"pct": 20, "priority": 30, "when": when("product.sku", "X1")},
        rule | {"pct": 10, "priority": 20, "when": when("product.category", "soft")},
    )
    rows = [
        sale("a", 100, product="X1", category="soft"),
        sale("b", 100, product="X2", category="soft"),
        sale("c", 100, product="X2", category="hard"),
    ]
    assert named(rules, rows) == {
        "c 2026-03 a": "0.00",
        "c 2026-03 b": "0.00",
        "c 2026-03 c": "1.00",
        "c1 2026-03 a": "20.00",
        "c1 2026-03 b": "0.00",
        "c1 2026-03 c": "0.00",
        "c2 2026-03 a": "0.00",
        "c2 2026-03 b": "10.00",
        "c2 2026-03 c": "0.00",
    }
    assert reasons(rules, rows)[:2] == ["other_rule", "other_rule"]


def test_a_product_without_commission_pays_nothing_before_anything_else() -> None:
    rows = [sale("a", 100, **{"product.commission_free": "true"}), sale("b", 100)]
    assert paid(plan({"kind": "rate", "base": "net", "pct": 5}), rows) == ["0.00", "5.00"]


def test_days_outside_the_plan_earn_nothing_and_say_so() -> None:
    rows = [
        sale("a", 100, date="2025-12-31"),
        sale("b", 100, date="2026-01-01"),
        sale("c", 100, date="2026-12-31"),
        sale("d", 100, date="2027-01-01"),
    ]
    rule = plan({"kind": "rate", "base": "net", "pct": 5})
    assert paid(rule, rows) == ["0.00", "5.00", "5.00", "0.00"]
    assert reasons(rule, rows)[0] == "outside_plan"


def test_the_day_that_counts_is_the_measures() -> None:
    paid_on = {"id": "net", "of": "amount", "window": "period", "date": "paid"}
    rows = [sale("a", 100, paid="2026-07-02"), sale("b", 100)]
    rule = plan({"kind": "rate", "base": "net", "pct": 5}, measures=[paid_on])
    assert named(rule, rows) == {"c 2026-07 a": "5.00", "c 2026-03 b": "5.00"}


def test_attributes_of_the_partner_from_the_file_or_from_outside() -> None:
    gold = {"all": [{"field": "partner.tier", "op": "in", "value": ["gold", "platinum"]}]}
    rule = plan({"kind": "rate", "base": "net", "pct": 5}, eligible=gold)
    row = sale("a", 100)
    assert paid(rule, [row], partner={"tier": "gold"}) == ["5.00"]
    assert paid(rule, [row], partner={"tier": "silver"}) == ["0.00"]
    assert reasons(rule, [row]) == ["not_eligible"]
    assert paid(rule, [row | {"partner.tier": "silver"}], partner={"tier": "gold"}) == ["0.00"]


@pytest.mark.parametrize(
    ("test", "matched"),
    [
        ({"field": "region", "op": "eq", "value": "Java"}, "ab"),
        ({"field": "region", "op": "ne", "value": "Java"}, "c"),
        ({"field": "region", "op": "not_in", "value": ["Java", "Bali"]}, ""),
        ({"field": "size", "op": "gt", "value": 9}, "bc"),
        ({"field": "size", "op": "between", "value": [9, 10]}, "ab"),
        ({"field": "size", "op": "eq", "value": "10"}, "b"),
        ({"field": "size", "op": "le", "value": 10}, "ab"),
        ({"field": "region", "op": "starts_with", "value": "Ja"}, "ab"),
        ({"field": "deal.registered", "op": "is_true"}, "a"),
        ({"field": "deal.registered", "op": "is_false"}, "bcd"),
        ({"field": "date", "op": "ge", "value": "2026-03-11"}, "d"),
    ],
)
def test_what_passes_a_test(test: dict[str, Any], matched: str) -> None:
    rows = [
        sale("a", 100, region="Java", size="9", deal="D-1"),
        sale("b", 100, region="Java", size="10"),
        sale("c", 100, region="Bali", size="100"),
        sale("d", 100, date="2026-03-11"),
    ]
    rule = plan({"kind": "rate", "base": "net", "pct": 1, "when": {"all": [test]}})
    dues = ["1.00" if row["id"] in matched else "0.00" for row in rows]
    assert paid(rule, rows) == dues


def test_one_of_several_groups_of_tests() -> None:
    def test(field: str, value: str) -> dict[str, str]:
        return {"field": field, "op": "eq", "value": value}

    groups = [[test("region", "Java"), test("kind_of", "new")], [test("region", "Bali")]]
    rule = plan({"kind": "rate", "base": "net", "pct": 1, "when": {"any_of": groups}})
    rows = [
        sale("a", 100, region="Java", kind_of="new"),
        sale("b", 100, region="Java", kind_of="old"),
        sale("c", 100, region="Bali", kind_of="old"),
    ]
    assert paid(rule, rows) == ["1.00", "0.00", "1.00"]


def test_whose_line_it_is() -> None:
    rows = [sale("a", 100, partner="Nusantara", member="Sari"), sale("b", 100, member="Budi")]
    rule = {"kind": "rate", "base": "net", "pct": 1}
    assert named(plan(rule, rule | {"earner": "member"}), rows) == {
        "c 2026-03 Nusantara a": "1.00",
        "c 2026-03 b": "1.00",
        "c1 2026-03 Sari a": "1.00",
        "c1 2026-03 Budi b": "1.00",
    }


@pytest.mark.parametrize(
    ("currency", "due"), [("JPY", "4"), ("BHD", "3.704"), ("IDR", "3.70"), ("USD", "3.70")]
)
def test_amounts_have_the_decimals_of_their_currency(currency: str, due: str) -> None:
    rule = plan({"kind": "rate", "base": "net", "pct": 3}, currency=currency)
    assert paid(rule, [sale("a", "123.456", currency=currency)]) == [due]
