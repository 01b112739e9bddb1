"""Returns, shares and currencies: worked out by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest

from handlers.incentives.engine.selling.sales import BadSales, Sales
from tests.handlers.incentives.engine.trying import named, paid, plan, reasons, refund, sale, sales

TEN = {"kind": "rate", "base": "net", "pct": 10}
TABLE = [{"up_to": 1000, "pct": 5}, {"pct": 10}]
MARGINAL = {"kind": "tiers", "base": "net", "mode": "marginal", "table": TABLE}


@pytest.mark.parametrize("amount", ["40", "-40"])
def test_a_return_subtracts_whatever_its_sign(amount: str) -> None:
    rows = [*sales(100), refund("r", "s1", amount), sale("loose", amount, kind="refund")]
    assert paid(plan(TEN), rows) == ["10.00", "-4.00", "-4.00"]


def test_a_sale_that_is_returned_in_parts_nets_to_nothing() -> None:
    rule = plan(TEN | {"pct": "33.3"})
    rows = [*sales("0.10"), *(refund(f"r{at}", "s1", "0.05") for at in range(2))]
    assert paid(rule, rows) == ["0.03", "-0.01", "-0.02"]


def test_more_than_was_sold_cannot_come_back() -> None:
    rows = [*sales(100), refund("r", "s1", 70), refund("q", "s1", 70)]
    assert paid(plan(TEN), rows) == ["10.00", "-7.00", "-3.00"]


def test_a_return_takes_back_the_highest_row_first_in_the_window_of_its_sale() -> None:
    rows = [
        *sales(800, 400),
        sale("april", 800, date="2026-04-01"),
        refund("r", "s1", 300, date="2026-05-02"),
    ]
    assert named(plan(MARGINAL), rows) == {
        "c 2026-03 s1": "40.00",
        "c 2026-03 s2": "30.00",
        "c 2026-04 april": "40.00",
        "c 2026-05 r": "-25.00",
    }


def test_a_total_that_comes_back_to_nothing_takes_back_exactly_what_was_posted() -> None:
    table = [{"up_to": 10, "pct": "0.4", "amount": 2}, {"pct": 1}]
    rows = [*sales("1.25", "1.25"), refund("a", "s1", "1.25"), refund("b", "s2", "1.25")]
    dues = paid(plan(MARGINAL | {"table": table}), rows)
    assert dues == ["2.01", "0.01", "-0.01", "-2.01"]


def test_a_return_on_a_whole_total() -> None:
    rows = [*sales(800, 400), refund("r", "s2", 400, date="2026-05-02")]
    assert named(plan(MARGINAL | {"mode": "whole"}), rows) == {"c 2026-03": "40.00"}


def test_a_return_has_the_facts_of_its_sale() -> None:
    when = {"all": [{"field": "region", "op": "eq", "value": "Java"}]}
    rows = [
        sale("a", 100, partner="N", region="Java"),
        refund("r", "a", 100, date="2027-02-01", partner="M", region="Bali"),
    ]
    assert named(plan(TEN | {"when": when}), rows) == {
        "c 2026-03 N a": "10.00",
        "c 2027-02 N r": "-10.00",
    }


@pytest.mark.parametrize(
    ("clawback", "date", "due"),
    [
        ({"method": "proportional", "window_days": 30}, "2026-04-09", "-5.00"),
        ({"method": "proportional", "window_days": 30}, "2026-04-10", "0.00"),
        ({"method": "full"}, "2026-12-01", "-10.00"),
        ({"method": "time_prorated", "window_days": 100}, "2026-04-04", "-3.75"),
        (
            {
                "method": "schedule",
                "schedule": [{"within_days": 30, "pct": 100}, {"within_days": 60, "pct": 40}],
            },
            "2026-05-01",
            "-2.00",
        ),
    ],
)
def test_what_a_return_takes_back(clawback: dict[str, Any], date: str, due: str) -> None:
    rule = plan(TEN | {"clawback": clawback | {"only_paid": False}})
    rows = [*sales(100), refund("r", "s1", 50, date=date)]
    assert paid(rule, rows) == ["10.00", due]
    assert reasons(rule, rows)[1] == ("too_late" if due == "0.00" else "")


@pytest.mark.parametrize(
    ("clawback", "dues"),
    [
        (None, ["60.00", "0.00", "-60.00"]),
        ("proportional", ["60.00", "-20.00", "-40.00"]),
        ("full", ["60.00", "-60.00", "0.00"]),
    ],
)
def test_what_a_return_takes_back_of_a_fixed_amount(clawback: str | None, dues: list[str]) -> None:
    rule: dict[str, Any] = {"kind": "fixed", "amount": 60, "once_per": "transaction"}
    if clawback:
        rule["clawback"] = {"method": clawback, "only_paid": False}
    rows = [*sales(30), refund("r", "s1", 10), refund("q", "s1", 20)]
    assert paid(plan(rule), rows) == dues


def test_a_customers_bonus_goes_with_its_sale_and_comes_with_the_next() -> None:
    rule = plan({"kind": "fixed", "amount": 60, "once_per": "customer"})
    rows = [
        sale("a", 10, customer="M"),
        sale("b", 10, customer="M"),
        refund("r", "a", 10),
        sale("c", 10, "2026-04-01", customer="M"),
        refund("q", "b", 10, "2026-04-02"),
        sale("d", 10, "2026-04-03", customer="M"),
    ]
    assert paid(rule, rows) == ["60.00", "0.00", "-60.00", "60.00", "0.00", "0.00"]


def test_shares_of_a_transaction_by_floor_plus_remainder() -> None:
    credits = [
        {"partner": "A", "share": 80},
        {"partner": "B", "share": "8"},
        {"partner": "C", "share": 12},
        {"partner": "D", "share": 20, "role": "overlay"},
    ]
    rows = [
        sale("a", "0.15", credits=json.dumps(credits)),
        refund("r", "a", "0.07"),
        refund("q", "a", "0.08"),
    ]
    assert named(plan(TEN | {"pct": 100}), rows) == {
        "c 2026-03 A a": "0.13",
        "c 2026-03 B a": "0.01",
        "c 2026-03 C a": "0.01",
        "c 2026-03 D a": "0.03",
        "c 2026-03 A r": "-0.06",
        "c 2026-03 B r": "0.00",
        "c 2026-03 C r": "-0.01",
        "c 2026-03 D r": "-0.01",
        "c 2026-03 A q": "-0.07",
        "c 2026-03 B q": "-0.01",
        "c 2026-03 C q": "0.00",
        "c 2026-03 D q": "-0.02",
    }


def test_each_partner_has_their_own_total_of_the_shares() -> None:
    halves = json.dumps([{"partner": "A", "share": 50}, {"partner": "B", "share": 50}])
    rows = [
        sale("a", 1600, partner="A", member="Sari", credits=halves),
        sale("b", 400, partner="A"),
    ]
    assert named(plan(MARGINAL), rows) == {
        "c 2026-03 A a": "40.00",
        "c 2026-03 B a": "40.00",
        "c 2026-03 A b": "30.00",
    }
    assert named(plan(TEN | {"earner": "member"}), rows) == {
        "c 2026-03 Sari a": "80.00",
        "c 2026-03 a": "80.00",
        "c 2026-03 b": "40.00",
    }


def test_other_currencies_by_the_rate_of_their_day() -> None:
    rows = [
        sale("a", "100.10", "2026-03-04", currency="EUR"),
        sale("b", 100, "2026-03-04", invoiced="2026-03-09", currency="EUR"),
        sale("c", 100),
        refund("r", "a", "100.10", "2026-06-01", currency="EUR"),
    ]
    rates = {"EUR/USD": "1.1", "EUR/USD@2026-03-05": "1.25", "EUR/JPY": "170"}
    assert paid(plan(TEN), rows, rates=rates) == ["11.01", "12.50", "10.00", "-11.01"]


@pytest.mark.parametrize(
    ("basis", "due"),
    [("period_average", "15.00"), ("period_end", "20.00"), ("fixed", "11.00")],
)
def test_one_rate_for_a_period(basis: str, due: str) -> None:
    rates = {"EUR/USD": "1.1", "EUR/USD@2026-03-01": "1", "EUR/USD@2026-03-20": "2"}
    rule = plan(TEN, fx={"rate": basis, "source": "BI"})
    assert paid(rule, [sale("a", 100, currency="EUR")], rates=rates) == [due]


@pytest.mark.parametrize(
    ("rows", "field", "why"),
    [
        ([sale("a", 1, currency="EUR")], "currency", "no_rate"),
        ([sale("a", 1), sale("a", 2)], "id", "twice"),
        ([sale("", 1)], "id", "missing"),
        ([sale("a", "NaN")], "amount", "not_a_number"),
        ([sale("a", "1e5")], "amount", "not_a_number"),
        ([sale("a", 1, date="3 March")], "date", "not_a_day"),
        ([sale("a", 1, date="")], "date", "missing"),
        ([sale("a", 1, kind="gift")], "kind", "unknown_kind"),
        ([refund("a", "a", 1)], "of", "its_own_sale"),
        ([refund("a", "b", 1), refund("b", "c", 1), refund("c", "a", 1)], "of", "its_own_sale"),
        ([sale("a", 1), refund("r", "a", 1, currency="EUR")], "currency", "other_currency"),
        ([sale("a", 1, credits="{")], "credits", "not_credits"),
        ([sale("a", 1, credits='[{"partner": "A", "share": 99}]')], "credits", "shares_not_100"),
    ],
)
def test_rows_that_cannot_be_counted(rows: list[dict[str, str]], field: str, why: str) -> None:
    with pytest.raises(BadSales) as bad:
        paid(plan(TEN), rows)
    assert (bad.value.flaws[0].field, bad.value.flaws[0].why) == (field, why)


def test_no_sales_pay_nothing() -> None:
    rules: list[dict[str, Any]] = [
        TEN,
        MARGINAL,
        MARGINAL | {"mode": "whole"},
        {"kind": "multiplier", "of": ["c"], "pct": 5},
        {"kind": "guarantee", "amount": 5, "recover": "no"},
        {"kind": "rank", "measure": "net", "prizes": [5], "ties": "all"},
        {"kind": "fixed", "amount": 5, "once_per": "customer"},
        {"kind": "fixed", "amount": 5, "once_per": "period"},
    ]
    assert paid(plan(*rules), []) == []
    assert len(Sales.of([])) == 0


def test_members_of_credits() -> None:
    credits = [{"partner": "A", "share": 60, "member": "Sari"}, {"partner": "B", "share": 40}]
    rows = [sale("a", 100, partner="B", member="Budi", credits=json.dumps(credits))]
    assert named(plan(TEN | {"earner": "member"}), rows) == {
        "c 2026-03 Sari a": "6.00",
        "c 2026-03 Budi a": "4.00",
    }


@pytest.mark.parametrize("credits", ['[{"partner": 5, "share": 100}]', "[1]", "null"])
def test_credits_that_cannot_be_read(credits: str) -> None:
    with pytest.raises(BadSales):
        paid(plan(TEN), [sale("a", 1, credits=credits)])


def test_parts_of_a_fixed_amount_in_sevenths_and_thirteenths() -> None:
    rule = {"kind": "fixed", "amount": 100, "once_per": "transaction",
            "clawback": {"method": "proportional", "only_paid": False}}  # fmt: skip
    rows: list[dict[str, str]] = []
    for number, sold in enumerate((7, 13, 1009, 10007, 100003, 1000003, 3000017, 7000003), 1):
        rows += [sale(f"s{number}", sold), refund(f"r{number}", f"s{number}", "1")]
    dues = ["-14.29", "-7.69", "-0.10", "-0.01", "0.00", "0.00", "0.00", "0.00"]
    assert paid(plan(rule), rows)[1::2] == dues


def test_rates_into_another_currency_only_do_not_help() -> None:
    with pytest.raises(BadSales):
        paid(plan(TEN), [sale("a", 1, currency="EUR")], rates={"EUR/JPY": 170})
