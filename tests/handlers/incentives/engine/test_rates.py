"""Rates and fixed amounts: worked out by hand."""

from __future__ import annotations

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


@pytest.mark.parametrize(
    ("currency", "due"), [("JPY", "4"), ("BHD", "3.704"), ("IDR", "3.70"), ("USD", "3.70")]
)
def test_amounts_have_the_decimals_of_their_currency(currency: str, due: str) -> None:
    rule = plan({"kind": "rate", "base": "net", "pct": 3}, currency=currency)
    assert paid(rule, [sale("a", "123.456", currency=currency)]) == [due]
