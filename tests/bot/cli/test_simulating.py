"""`mitra plans simulate`, without a database."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.bot.cli.conftest import Mitra

PLAN = """
schema_version: 1
id: gold-2026
version: 3
name: Gold resellers
currency: IDR
effective_from: "2026-01-01"
period: month
eligible: {all: [{field: partner.tier, op: eq, value: gold}]}
measures:
  - {id: net, of: amount, window: period}
  - {id: seats, of: quantity, window: period}
components:
  - id: base
    label: Commission
    earner: partner
    rule: {kind: tiers, base: net, mode: marginal, table: [{up_to: 1000, pct: 4}, {pct: "6.5"}]}
    limits: [{per: period, max: 100, min: 70}]
  - {id: spiff, label: SPIFF, earner: member, rule: {kind: per_unit, base: seats, amount: "12.5"}}
"""
SALES = """id,date,partner,member,product,quantity,amount,currency,kind,of
A-1,2026-04-02,Samudra,Rina,P1,3,900,IDR,sale,
A-2,2026-04-09,Samudra,Doni,P2,2,1300.50,IDR,sale,
A-3,2026-05-11,Samudra,Rina,P1,1,500,IDR,sale,
A-4,2026-05-12,Samudra,Rina,P1,1,300,IDR,refund,A-1
"""

Simulate = Callable[..., str]


@pytest.fixture
def simulate(mitra: Mitra, tmp_path: Path) -> Simulate:
    """Runs a plan on a file; `file` is its name and its text."""

    def run(
        *words: str, plan: str = PLAN, file: str = SALES, name: str = "sales.csv", status: int = 0
    ) -> str:
        (tmp_path / "plan.yaml").write_text(plan)
        (tmp_path / name).write_text(file)
        paths = [str(tmp_path / "plan.yaml"), "--transactions", str(tmp_path / name)]
        return mitra("plans", "simulate", *paths, *words, status=status)

    return run


def amounts(printed: str) -> list[tuple[Any, ...]]:
    keys = ("component", "transaction", "earner", "window", "amount", "gross", "reason")
    return [tuple(line[key] for key in keys) for line in json.loads(printed)["lines"]]


def test_every_line_and_the_totals_as_json(simulate: Simulate) -> None:
    printed = simulate("--partner", "tier=gold", "--json")
    assert amounts(printed) == [
        ("base", "A-1", "Samudra", "2026-04", "36.00", "36.00", None),
        ("base", "A-2", "Samudra", "2026-04", "64.00", "82.03", "limit_reached"),
        ("base", "A-3", "Samudra", "2026-05", "20.00", "20.00", None),
        ("base", "A-4", "Samudra", "2026-05", "-1.47", "-19.50", "limit_reached"),
        ("base:floor", None, "Samudra", "2026-05", "50.00", "50.00", None),
        ("spiff", "A-1", "Rina", "2026-04", "37.50", "37.50", None),
        ("spiff", "A-2", "Doni", "2026-04", "25.00", "25.00", None),
        ("spiff", "A-3", "Rina", "2026-05", "12.50", "12.50", None),
        ("spiff", "A-4", "Rina", "2026-05", "-12.50", "-12.50", None),
    ]
    assert json.loads(printed)["totals"] == {
        "component": {"base": "118.53", "base:floor": "50.00", "spiff": "62.50"},
        "all": "231.03",
    }
    assert {line["currency"] for line in json.loads(printed)["lines"]} == {"IDR"}


def test_the_trace_names_the_plan_the_rows_and_the_limit(simulate: Simulate) -> None:
    printed = json.loads(simulate("--partner", "tier=gold", "--json"))
    trace = printed["lines"][1]["trace"]
    assert trace[0] == {
        "step": "plan", "plan": "gold-2026", "version": 3, "component": "base", "rule": "tiers"
    }  # fmt: skip
    rows = [(step["row"], step["part"], step["pays"]) for step in trace if step["step"] == "row"]
    assert rows == [(1, "100", "4"), (2, "1200.5", "78.0325")]
    limit = next(step for step in trace if step["step"] == "limit")
    assert (limit["paid"], limit["before"], limit["after"]) == ("36.00", "82.03", "64.00")


def test_what_was_before_counts(simulate: Simulate) -> None:
    words = ("--partner", "tier=gold", "--prior", "net=1000", "paid:base=40", "--json")
    assert [line[4] for line in amounts(simulate(*words))][:3] == ["58.50", "1.50", "20.00"]


def test_json_lines_and_other_currencies(simulate: Simulate) -> None:
    rows = [
        {"id": 1, "date": "2026-04-02", "quantity": 1, "amount": "0.02", "currency": "USD"},
        {"id": 2, "date": "2026-04-03", "quantity": 2, "amount": 10.5, "currency": "IDR"},
    ]
    file = "\n".join(json.dumps(row) for row in rows)
    words = ("--partner", "tier=gold", "--rate", "USD/IDR=16250", "--json")
    printed = simulate(*words, file=file, name="sales.jsonl")
    assert [line[1:5] for line in amounts(printed)][:2] == [
        ("1", None, "2026-04", "13.00"),
        ("2", None, "2026-04", "0.42"),
    ]


def test_for_people_there_are_words(simulate: Simulate) -> None:
    english = simulate("--partner", "tier=gold")
    assert "Gold resellers (gold-2026, version 3)" in english
    assert "base · 2026-04 · Samudra · A-2: Rp 64 (the limit had been reached)" in english
    assert "All together: Rp 231.03" in english
    indonesian = simulate("--lang", "id")
    assert "A-1: Rp 0 (program ini bukan untuk mitra atau penjualan ini)" in indonesian
    assert "Semuanya: Rp 0" in indonesian


def test_long_lists_are_cut_for_people(simulate: Simulate) -> None:
    file = "id,date,amount\n" + "".join(f"S{at},2026-04-01,5\n" for at in range(300))
    printed = simulate("--partner", "tier=gold", file=file)
    assert "400 lines more" in printed
    assert len(json.loads(simulate("--partner", "tier=gold", "--json", file=file))["lines"]) == 600


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--partner", "gold"), "“gold” after --partner is no pair"),
        (("--prior", "net=much"), "“much” for net after --prior is no number"),
        (("--prior", "sum=5"), "The plan has no sum"),
        (("--prior", "net=NaN"), "is no number"),
        (("--rate", "USD=5"), "names no pair of currencies"),
        (("--rate", "USD/IDR=0"), "cannot be right"),
    ],
)
def test_arguments_that_cannot_be_used(
    simulate: Simulate, words: tuple[str, ...], message: str
) -> None:
    assert message in simulate(*words, "--json", status=1)


@pytest.mark.parametrize(
    ("file", "messages"),
    [
        ("", ["The file is empty"]),
        ("id,amount\nA,5\n", ["date"]),
        ("id,date,amount\nA,yesterday,5\nB,2026-01-01,x\n", ["Line 2", "Line 3", "2 rows"]),
        ("id,date,amount,currency\nA,2026-01-01,5,USD\n", ["USD", "--rate USD/IDR="]),
        ("id,date,amount\nA,2026-01-01,5\nA,2026-01-02,6\n", ["Sale A is in the file twice"]),
    ],
)
def test_files_that_cannot_be_used(simulate: Simulate, file: str, messages: list[str]) -> None:
    printed = simulate("--json", file=file, status=1)
    assert all(message in printed for message in messages), printed
    assert "totals" not in printed


def test_no_file_and_a_faulty_plan(simulate: Simulate, mitra: Mitra, tmp_path: Path) -> None:
    assert "pct" in simulate(plan=PLAN.replace("pct: 4", "pct: 400"), status=1)
    (tmp_path / "plan.yaml").write_text(PLAN)
    nowhere = str(tmp_path / "nowhere.csv")
    words = ("plans", "simulate", str(tmp_path / "plan.yaml"), "--transactions", nowhere)
    assert "nowhere.csv cannot be read" in mitra(*words, status=1)


def test_ten_thousand_rows(simulate: Simulate) -> None:
    rows = "".join(f"S{at},2026-04-{at % 30 + 1:02d},1,0.01\n" for at in range(10_000))
    printed = simulate("--partner", "tier=gold", "--json", file="id,date,quantity,amount\n" + rows)
    assert json.loads(printed)["totals"]["component"]["spiff"] == "125000.00"
