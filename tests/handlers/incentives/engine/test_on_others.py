"""Multipliers, draws, claims and races: worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.handlers.incentives.engine.trying import TEN, named, paid, plan, reasons, sale, sales


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


def test_a_members_total_belongs_to_the_partner_of_their_first_sale_by_day() -> None:
    whole = {"kind": "tiers", "base": "net", "mode": "whole", "table": [{"pct": 10}]}
    rule = plan(whole | {"earner": "member"}, {"kind": "multiplier", "of": ["c"], "pct": 50})
    rows = [
        sale("a", 100, "2026-03-09", partner="N", member="Sari"),
        sale("b", 100, "2026-03-02", partner="M", member="Sari"),
    ]
    assert named(rule, rows) == {"c 2026-03 Sari": "20.00", "c1 2026-03 M": "10.00"}
    assert named(rule, rows[::-1]) == named(rule, rows)


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
