"""The same plan and the same sales in every form that DOMAIN allows are paid the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from bot.cli import main

Pay = Callable[..., dict[str, Any]]

#: Of work; how long it takes is also what else the machine does.
SECONDS = 5
PLAN = """
schema_version: 1
id: forms
version: 1
name: Forms
currency: USD
effective_from: "2026-01-01"
period: month
measures:
  - {id: net, of: amount, window: period, date: booked}
components:
  - id: pay
    label: Pay
    earner: partner
    when: {all: [{field: region, op: in, value: [EU, US]}]}
    rule: {kind: tiers, base: net, mode: marginal, accumulate: window, boundary: lower_inclusive,
           table: [{up_to: 1000, pct: 2.5}, {pct: 7.5}]}
"""
LEAST = {
    "schema_version": 1,
    "id": "forms",
    "version": 1,
    "name": "Forms",
    "currency": "USD",
    "effective_from": "2026-01-01",
    "period": "month",
    "measures": [{"id": "net", "of": "amount"}],
    "components": [
        {
            "id": "pay",
            "when": {"any_of": [[{"field": "region", "op": "in", "value": ["EU", "US"]}]]},
            "rule": {
                "kind": "tiers",
                "base": "net",
                "mode": "marginal",
                "table": [{"up_to": "1000", "pct": "2.50"}, {"pct": 7.5}],
            },
        }
    ],
}
SALES = """id,date,partner,amount,currency,region
1,2026-01-05,"Maju, PT",900.50,USD,EU
2,2026-01-06,"Maju, PT",300,USD,US
3,2026-01-07,"Maju, PT",50,USD,
"""
PAID = [("1", "22.51"), ("2", "17.53"), ("3", "0.00")]
OTHER_ORDER = '''note,region,currency,amount,partner,date,id
"a, ""b""",EU,USD,900.50,"Maju, PT",2026-01-05,1
,US,USD,300.00,"Maju, PT",2026-01-06,2
,,USD,50,"Maju, PT",2026-01-07,3
'''
WITHOUT_A_PARTNER = SALES.replace(',"Maju, PT"', "").replace(",partner", "")
AS_LINES = "\n".join(
    json.dumps(row)
    for row in (
        {"id": 1, "date": "2026-01-05", "amount": 900.5, "region": "EU"},
        {"id": 2, "date": "2026-01-06", "amount": 300, "region": "US", "note": None},
        {"id": 3, "date": "2026-01-07", "amount": "50", "region": None},
    )
)


@pytest.fixture
def pay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Pay:
    """Simulates a plan on a file of sales; JSON Lines where the file begins with a brace."""

    def run(plan: str, sales: str, *words: str, encoding: str = "utf-8") -> dict[str, Any]:
        file = tmp_path / ("sales.jsonl" if sales.startswith("{") else "sales.csv")
        path = tmp_path / ("plan.json" if plan.startswith("{") else "plan.yaml")
        path.write_text(plan, "utf-8")
        file.write_text(sales, encoding, newline="")
        told = ["plans", "simulate", str(path), "--transactions", str(file), "--json", *words]
        assert main(told) == 0, capsys.readouterr().err
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    return run


def amounts(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(line["transaction"], line["amount"]) for line in found["lines"]]


@pytest.mark.parametrize("plan", [PLAN, json.dumps(LEAST), PLAN.replace("1000", '"1000.00"')])
@pytest.mark.parametrize(
    "sales",
    [SALES, SALES.replace("\n", "\r\n"), SALES + "\n", OTHER_ORDER, WITHOUT_A_PARTNER, AS_LINES],
)
def test_whatever_it_is_written_as(pay: Pay, plan: str, sales: str) -> None:
    found = pay(plan, sales)
    assert amounts(found) == PAID
    assert found["totals"] == {"component": {"pay": "40.04"}, "all": "40.04"}


@pytest.mark.parametrize("amount", ["900.5", "+900.50", "9.005E+2", "90050e-2", "0900.500"])
def test_a_number_is_that_number(pay: Pay, amount: str) -> None:
    assert amounts(pay(PLAN, SALES.replace("900.50", amount))) == PAID


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_may_begin_with_its_mark(pay: Pay, encoding: str) -> None:
    assert amounts(pay(PLAN, SALES, encoding=encoding)) == PAID


def test_sales_count_by_their_day_and_are_told_in_their_order(pay: Pay) -> None:
    head, *rows = SALES.splitlines()
    found = pay(PLAN, "\n".join([head, *reversed(rows)]))
    assert amounts(found) == [("3", "0.00"), ("2", "17.53"), ("1", "22.51")]


@pytest.mark.parametrize(
    ("currency", "paid"), [("JPY", "98"), ("KWD", "97.538"), ("IDR", "97.54"), ("USD", "97.54")]
)
def test_amounts_have_the_decimals_of_their_currency(pay: Pay, currency: str, paid: str) -> None:
    sales = f"id,date,amount,currency,region\n1,2026-01-05,1967.17,{currency},EU\n"
    found = pay(PLAN.replace("USD", currency), sales)
    assert found["totals"]["all"] == paid
    assert {line["currency"] for line in found["lines"]} == {currency}


@pytest.mark.parametrize(
    "words",
    [
        ("--partner", "tier=gold", "--partner", "years=10"),
        ("--partner", "tier=gold", "years=10"),
        ("--partner", "partner.tier=gold", "--partner", "partner.years=10"),
    ],
)
def test_a_partner_is_told_in_pairs(pay: Pay, words: tuple[str, ...]) -> None:
    tests = "{field: partner.tier, op: eq, value: gold}, {field: partner.years, op: ge, value: 9}"
    plan = PLAN.replace("\ncomponents", f"\neligible: {{all: [{tests}]}}\ncomponents")
    assert amounts(pay(plan, SALES, *words)) == PAID
    assert {line["reason"] for line in pay(plan, SALES)["lines"]} == {"not_eligible"}


@pytest.mark.parametrize("test", ["{op: is_true}", "{op: is_true, value: true}"])
@pytest.mark.parametrize("yes", ["true", "TRUE", "yes", "1"])
def test_a_truth_needs_no_value(pay: Pay, test: str, yes: str) -> None:
    written = test.replace("{", "{field: checked, ")
    plan = PLAN.replace("{field: region, op: in, value: [EU, US]}", written)
    sales = f"id,date,amount,checked\n1,2026-01-05,100,{yes}\n2,2026-01-05,100,false\n"
    assert amounts(pay(plan, sales)) == [("1", "2.50"), ("2", "0.00")]


@pytest.mark.parametrize(
    "more",
    [
        "hold: {pct: 20, release: on_date}",
        "limits: [{per: period, min: 0, excess: drop}, {per: plan, max: 1000, excess: drop}]",
        "limits: []",
        "clawback: {window_days: null, method: full, schedule: null, only_paid: true}",
        "exclusive_group: rates",
        "pays: cash\n    fund: null",
    ],
)
def test_what_the_format_allows_changes_nothing_here(pay: Pay, more: str) -> None:
    plan = PLAN.replace("    label: Pay", f"    label: Pay\n    {more}")
    assert amounts(pay(plan, SALES)) == PAID


def test_shares_by_partner_in_short(pay: Pay) -> None:
    row = {"id": 1, "date": "2026-01-05", "amount": 100, "region": "EU"}
    found = pay(PLAN, json.dumps({**row, "credits": {"A": 60, "B": 40}}))
    assert [(line["earner"], line["amount"]) for line in found["lines"]] == [
        ("A", "1.50"),
        ("B", "1.00"),
    ]


def test_ten_thousand_sales_are_paid_exactly_and_soon(pay: Pay) -> None:
    rows = [f"S{at},2026-01-{at % 28 + 1:02},0.{at % 100:02},EU" for at in range(10_000)]
    sales = "\n".join(["id,date,amount,region", *rows])
    plan = PLAN.replace("{up_to: 1000, pct: 2.5}", "{up_to: 1000, pct: 33.333}")
    began = process_time()
    found = pay(plan.replace("currency: USD", "rounding: {at: statement}\ncurrency: USD"), sales)
    assert process_time() - began < SECONDS
    assert len(found["lines"]) == 10_000
    # 4,950.00 in all: a thousand at 33.333 per cent, and the rest at 7.5 per cent.
    assert found["totals"]["all"] == "629.58"
