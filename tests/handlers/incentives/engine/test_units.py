"""Units and packages: worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.handlers.incentives.engine.trying import paid, plan, reasons, refund, sale

SEATS: dict[str, Any] = {"kind": "per_unit", "base": "seats"}
FREE, STARTED = "free_units", "package_started"
OWN = {"id": "own", "of": "quantity", "window": "transaction", "date": "booked"}


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
    rule = {"kind": "per_unit", "base": "own", "amount": 10, "package": 5, "free": 3}
    rows = [sale("a", quantity="2"), sale("b", quantity="4"), sale("c", quantity="9")]
    assert paid(plan(rule, measures=[OWN]), rows) == ["0.00", "10.00", "20.00"]


@pytest.mark.parametrize(
    ("rule", "whys"),
    [
        ({"amount": 9}, ["", "", "nothing", "", "", ""]),
        ({"amount": 9, "free": 7}, [FREE, "", "nothing", "", "", ""]),
        ({"amount": 9, "package": 10}, ["", "", "nothing", STARTED, STARTED, ""]),
        (
            {"amount": 9, "package": 10, "free": 5},
            [FREE, "", "nothing", STARTED, STARTED, STARTED],
        ),
        ({"amount": 0, "package": 10}, ["nothing"] * 6),
    ],
)
def test_why_units_pay_nothing(rule: dict[str, Any], whys: list[str]) -> None:
    rows = [sale(f"s{at}", quantity=each) for at, each in enumerate(["5", "6", "0", "3"])]
    rows += [refund("r", "s3", 0, quantity="2"), refund("q", "s1", 0, quantity="6")]
    assert reasons(plan(SEATS | rule), rows) == whys


def test_why_units_of_a_transaction_pay_nothing() -> None:
    rule = {"kind": "per_unit", "base": "own", "amount": 10, "package": 5, "free": 3}
    rows = [
        sale("a", quantity="2"),
        sale("b", quantity="8"),
        refund("r", "b", 0, quantity="1"),
        refund("q", "a", 0, quantity="1"),
    ]
    assert reasons(plan(rule, measures=[OWN]), rows) == [
        FREE,
        "",
        STARTED,
        FREE,
    ]
