"""Tables of rows in all modes, at and around their bounds: worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.handlers.incentives.engine.trying import named, paid, plan, reasons, refund, sale, sales

TABLE = [{"up_to": 1000, "pct": 2}, {"up_to": 5000, "pct": 4}, {"pct": 7}]
FLAT = [{"up_to": 10, "per_unit": 3, "amount": 20}, {"per_unit": 1, "amount": 50}]


def tiers(mode: str, table: list[dict[str, Any]], **said: Any) -> dict[str, Any]:
    return {"kind": "tiers", "base": "net", "mode": mode, "table": table} | said


@pytest.mark.parametrize(
    ("amount", "marginal", "whole", "upper"),
    [
        ("0", "0.00", "0.00", "0.00"),
        ("999.99", "20.00", "20.00", "20.00"),
        ("1000", "20.00", "40.00", "20.00"),
        ("1000.01", "20.00", "40.00", "40.00"),
        ("5000", "180.00", "350.00", "200.00"),
        ("6000", "250.00", "420.00", "420.00"),
    ],
)
def test_a_total_at_and_around_a_bound(amount: str, marginal: str, whole: str, upper: str) -> None:
    assert paid(plan(tiers("marginal", TABLE)), sales(amount)) == [marginal]
    assert paid(plan(tiers("whole", TABLE)), sales(amount)) == [whole]
    assert paid(plan(tiers("whole", TABLE, boundary="upper_inclusive")), sales(amount)) == [upper]


def test_each_part_at_its_own_rate_as_the_total_grows() -> None:
    rows = [*sales(600, 600, 4000, 1000), sale("april", 600, date="2026-04-01")]
    dues = ["12.00", "16.00", "166.00", "70.00", "12.00"]
    assert paid(plan(tiers("marginal", TABLE)), rows) == dues


def test_the_whole_total_at_the_rate_it_has_reached() -> None:
    rows = [*sales(600, 600, 4000), sale("april", 600, date="2026-04-01")]
    assert named(plan(tiers("whole", TABLE)), rows) == {
        "c 2026-03": "364.00",
        "c 2026-04": "12.00",
    }


@pytest.mark.parametrize("mode", ["marginal", "whole"])
def test_each_transaction_alone(mode: str) -> None:
    rule = tiers(mode, TABLE, accumulate="transaction")
    dues = {"marginal": ["12.00", "60.00"], "whole": ["12.00", "80.00"]}
    assert paid(plan(rule), sales(600, 2000)) == dues[mode]
    assert (
        paid(plan(rule | {"base": "each", "accumulate": "window"}), sales(600, 2000)) == dues[mode]
    )


def test_what_was_sold_before_fills_the_first_rows() -> None:
    rows = sales(600, 600)
    assert paid(plan(tiers("marginal", TABLE)), rows, prior={"net": 900}) == ["22.00", "24.00"]
    assert paid(plan(tiers("whole", TABLE)), rows, prior={"net": 900}) == ["84.00"]


def test_what_was_sold_before_belongs_to_the_first_window_only() -> None:
    rows = [*sales(600), sale("april", 600, date="2026-04-01")]
    assert paid(plan(tiers("marginal", TABLE)), rows, prior={"net": 900}) == ["22.00", "12.00"]


def test_a_flat_amount_is_due_once_for_each_row_that_is_entered() -> None:
    rule = tiers("marginal", FLAT, base="seats")
    rows = [sale(f"s{at}", quantity=each) for at, each in enumerate(["0", "4", "6", "2"])]
    assert paid(plan(rule), rows) == ["20.00", "12.00", "68.00", "2.00"]
    upper = plan(rule | {"boundary": "upper_inclusive"})
    assert paid(upper, rows) == ["20.00", "12.00", "18.00", "52.00"]
    assert paid(plan(rule | {"mode": "whole"}), rows) == ["62.00"]


def test_a_flat_amount_is_taken_back_when_its_row_is_left() -> None:
    rule = plan(tiers("marginal", FLAT, base="seats"))
    rows = [sale("a", quantity="8"), sale("b", quantity="4"), refund("r", "b", 0, quantity="4")]
    assert paid(rule, rows) == ["44.00", "58.00", "-58.00"]


def test_rows_that_pay_their_amount_and_a_part_of_it_pro_rata() -> None:
    table = [{"up_to": 300, "amount": 90}, {"up_to": 900, "amount": 60}, {"pct": 1}]
    rule = tiers("interpolated", table)
    assert paid(plan(rule), sales(100, 200, 300, 400)) == ["30.00", "60.00", "30.00", "31.00"]
    assert paid(plan(rule | {"accumulate": "transaction"}), sales(450)) == ["105.00"]


def test_a_part_that_never_ends_is_rounded_once() -> None:
    table = [{"up_to": 3, "amount": 1}, {"up_to": 10, "amount": 1}]
    rule = plan(tiers("interpolated", table, base="seats"))
    rows = [sale(f"s{at}", quantity="1") for at in range(4)]
    assert paid(rule, rows) == ["0.33", "0.33", "0.33", "0.14"]


def test_beyond_the_last_row_nothing_more_is_paid() -> None:
    closed = [{"up_to": 100, "pct": 10}, {"up_to": 200, "pct": 20}]
    assert paid(plan(tiers("marginal", closed)), sales(150, 150)) == ["20.00", "10.00"]


def test_units_pick_the_row_and_money_is_paid_on() -> None:
    table = [{"up_to": 10, "pct": 1}, {"up_to": 20, "pct": 2}, {"pct": 3}]
    rule = tiers("whole", table, by="seats")
    rows = [sale("a", 1000, quantity="6"), sale("b", 1000, quantity="4")]
    assert paid(plan(rule), rows) == ["40.00"]
    assert paid(plan(rule), rows, prior={"seats": 10}) == ["60.00"]
    running = plan(rule | {"accumulate": "transaction"})
    assert named(running, rows) == {"c 2026-03 a": "10.00", "c 2026-03 b": "20.00"}


def test_a_longer_window_picks_the_row_of_a_shorter_one() -> None:
    measures = [
        {"id": "net", "of": "amount", "window": "period", "date": "booked"},
        {"id": "year", "of": "amount", "window": "year", "date": "booked"},
    ]
    rule = plan(tiers("whole", TABLE, by="year"), measures=measures)
    rows = [sale("a", 600, date="2026-01-05"), sale("b", 500, date="2026-02-05")]
    assert named(rule, rows) == {"c 2026-01": "24.00", "c 2026-02": "20.00"}


@pytest.mark.parametrize(
    ("window", "names"),
    [
        ("period", ["2026-03", "2026-04"]),
        ("quarter", ["2026-Q1", "2026-Q2"]),
        ("year", ["2026"]),
        ("plan", ["plan"]),
    ],
)
def test_the_windows_of_a_measure(window: str, names: list[str]) -> None:
    net = {"id": "net", "of": "amount", "window": window, "date": "booked"}
    rule = plan(tiers("whole", TABLE), measures=[net])
    rows = [sale("a", 600), sale("b", 600, date="2026-04-30")]
    dues = {1: ["48.00"], 2: ["12.00", "12.00"]}[len(names)]
    assert named(rule, rows) == dict(zip([f"c {name}" for name in names], dues, strict=True))


@pytest.mark.parametrize(("period", "name"), [("half", "2026-H1"), ("year", "2026")])
def test_the_periods_of_a_plan(period: str, name: str) -> None:
    rule = plan(tiers("whole", TABLE), period=period)
    assert named(rule, sales(600, 600)) == {f"c {name}": "48.00"}


def test_everyone_has_a_total_of_their_own() -> None:
    rule = plan(tiers("marginal", TABLE, earner="member"))
    rows = [
        sale("a", 900, member="Sari"),
        sale("b", 900, member="Budi"),
        sale("c", 900, member="Sari"),
    ]
    assert paid(rule, rows) == ["18.00", "18.00", "34.00"]


def test_sales_count_by_day_however_the_file_is_ordered() -> None:
    rule = plan(tiers("marginal", TABLE))
    rows = [sale("late", 900, date="2026-03-20"), sale("early", 900, date="2026-03-02")]
    assert paid(rule, rows) == ["34.00", "18.00"]


def test_a_window_in_which_nothing_counts_says_why() -> None:
    when = {"all": [{"field": "region", "op": "eq", "value": "Java"}]}
    rule = plan(tiers("whole", TABLE, when=when))
    assert reasons(rule, [sale("a", 100, region="Bali")]) == ["not_matched"]


def test_below_zero_the_first_rate_counts() -> None:
    rule = tiers("marginal", [{"up_to": 100, "pct": 10, "amount": 5}, {"pct": 20}])
    rows = [sale("back", 50, kind="refund"), sale("a", 80)]
    assert paid(plan(rule), rows) == ["-5.00", "13.00"]


GROWTH: dict[str, Any] = {
    "measure": "net",
    "baseline": "previous_period",
    "pay_on": "increment",
    "no_baseline": "skip",
}


def growing(rule: dict[str, Any], **said: Any) -> Any:
    return plan(rule, growth={"more": GROWTH | said})


MONTHS = [sale(f"m{month}", amount, date=f"2026-0{month}-15")
          for month, amount in ((1, 1000), (2, 1500), (3, 1200), (4, 1800))]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "dues"),
    [
        ({}, ["0.00", "50.00", "0.00", "60.00"]),
        ({"no_baseline": "zero"}, ["100.00", "50.00", "0.00", "60.00"]),
        ({"pay_on": "whole"}, ["0.00", "150.00", "0.00", "180.00"]),
        ({"baseline": "high_water_mark"}, ["0.00", "50.00", "0.00", "30.00"]),
        ({"baseline": "fixed", "fixed": 1300}, ["0.00", "20.00", "0.00", "50.00"]),
    ],
)
def test_growth_over_a_baseline(said: dict[str, Any], dues: list[str]) -> None:
    assert paid(growing({"kind": "rate", "base": "more", "pct": 10}, **said), MONTHS) == dues


def test_growth_over_the_same_month_of_last_year() -> None:
    rule = growing({"kind": "rate", "base": "more", "pct": 10}, baseline="same_period_last_year")
    rows = [
        sale("old", 800, date="2025-03-31"),
        sale("a", 1000),
        sale("b", 1000, date="2026-04-01"),
    ]
    assert named(rule, rows) == {"c 2026-03": "20.00", "c 2026-04": "0.00"}
    assert reasons(rule, rows) == ["", "no_baseline"]
    assert paid(rule, rows[1:2], prior={"more": 900}) == ["10.00"]


def test_growth_over_the_partners_target() -> None:
    rule = growing({"kind": "rate", "base": "more", "pct": 10}, baseline="target")
    assert paid(rule, sales(1000), partner={"target": "700"}) == ["30.00"]
    assert paid(rule, sales(1000), partner={"target": "700"}, prior={"more": 900}) == ["10.00"]


def test_growth_in_per_cent_picks_the_row() -> None:
    table = [{"up_to": 10, "pct": 1}, {"up_to": 50, "pct": 2}, {"pct": 3}]
    rule = growing(tiers("whole", table, by="more"))
    assert paid(rule, MONTHS) == ["0.00", "45.00", "12.00", "54.00"]
    assert reasons(rule, MONTHS) == ["no_baseline", "", "", ""]


def test_growth_in_per_cent_opens_a_gate() -> None:
    gate = {"field": "more", "op": "ge", "value": 50}
    rule = growing({"kind": "fixed", "amount": 9, "once_per": "period", "gate": gate})
    assert paid(rule, MONTHS) == ["0.00", "9.00", "0.00", "9.00"]


@pytest.mark.parametrize(
    ("rule", "dues"),
    [
        ({"kind": "per_unit", "base": "more", "amount": 1}, ["0.00", "500.00", "0.00", "600.00"]),
        (tiers("marginal", TABLE, base="more"), ["0.00", "10.00", "0.00", "12.00"]),
        (tiers("whole", TABLE, by="more", accumulate="transaction"),
         ["0.00", "30.00", "24.00", "36.00"]),
    ],
)  # fmt: skip
def test_other_rules_on_growth(rule: dict[str, Any], dues: list[str]) -> None:
    assert paid(growing(rule), MONTHS) == dues


def test_a_transactions_own_size_picks_its_row() -> None:
    own = {"id": "own", "of": "quantity", "window": "transaction", "date": "booked"}
    net = {"id": "net", "of": "amount", "window": "period", "date": "booked"}
    table = [{"up_to": 10, "pct": 1}, {"pct": 2}]
    rule = tiers("whole", table, by="own", accumulate="transaction")
    rows = [sale("a", 100, quantity="9"), sale("b", 100, quantity="10"), refund("r", "b", 50)]
    assert paid(plan(rule, measures=[own, net]), rows) == ["1.00", "2.00", "-1.00"]
    each = {"id": "net", "of": "amount", "window": "transaction", "date": "booked"}
    final = tiers("whole", [{"up_to": 10, "pct": 1}, {"pct": 2}], by="seats")
    seats = {"id": "seats", "of": "quantity", "window": "period", "date": "booked"}
    assert paid(plan(final, measures=[each, seats]), rows) == ["2.00", "2.00", "-1.00"]


def test_a_gate_of_the_transaction_and_gates_of_several_kinds() -> None:
    def fixed(op: str, value: object, field: str = "each") -> dict[str, Any]:
        gate = {"field": field, "op": op, "value": value}
        return {"kind": "fixed", "amount": 5, "once_per": "transaction", "gate": gate}

    rows = sales(100, 200)
    assert paid(plan(fixed("ge", 200)), rows) == ["0.00", "5.00"]
    assert paid(plan(fixed("ne", 100)), rows) == ["0.00", "5.00"]
    assert paid(plan(fixed("eq", 300, "net")), rows) == ["5.00", "5.00"]


def test_targets_that_are_no_number_are_no_baseline() -> None:
    rule = growing({"kind": "rate", "base": "more", "pct": 10}, baseline="target")
    assert paid(rule, sales(1000), partner={"target": "high"}) == ["0.00"]
    assert paid(rule, sales(1000)) == ["0.00"]
    zero = growing({"kind": "fixed", "amount": 1, "once_per": "period",
                    "gate": {"field": "more", "op": "ge", "value": 100}},
                   baseline="target", no_baseline="zero")  # fmt: skip
    assert paid(zero, sales(1000)) == ["1.00"]
