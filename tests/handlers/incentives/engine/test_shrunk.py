"""What properties have found, as small as it gets: each was paid wrongly once."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.handlers.incentives.engine.trying import TEN, named, paid, plan, refund, sale, sales

FULL = {"method": "full", "only_paid": False}
PARTS = {"method": "proportional", "only_paid": False}
CLAIM = {"kind": "claim", "reimburse_pct": 50, "fund": "mdf", "when": {"all": []}}


def everything_back(id: str, of: str, **said: str) -> dict[str, str]:
    """A return that states neither amount nor quantity."""
    bare = refund(id, of, "0", **said)
    return {key: value for key, value in bare.items() if key not in ("amount", "quantity")}


def test_what_came_back_altogether_does_not_come_to_life_with_another_return() -> None:
    more = {key: value for key, value in refund("q", "s1", 30).items() if key != "quantity"}
    rows = [*sales(100), everything_back("r", "s1"), more]
    assert paid(plan(TEN), rows) == ["10.00", "-10.00", "0.00"]


def test_units_that_came_back_took_the_amount_with_them() -> None:
    units = {key: value for key, value in refund("r", "s1", 0).items() if key != "amount"}
    rows = [*sales(100), units, refund("q", "s1", 20, quantity="0")]
    assert paid(plan(TEN), rows) == ["10.00", "-10.00", "0.00"]


def test_a_correction_after_everything_came_back_is_what_is_sold() -> None:
    more = sale("k", 40, "2026-03-25", kind="correction", of="s1")
    rows = [*sales(100), everything_back("r", "s1"), more]
    assert paid(plan(TEN), rows) == ["10.00", "-10.00", "4.00"]


@pytest.mark.parametrize("limit", [{"per": "transaction", "min": 5}, {"per": "plan", "max": 5}])
@pytest.mark.parametrize("rule", [{"kind": "multiplier", "of": ["c"], "pct": 50}])
def test_a_limit_of_a_component_without_any_line(rule: Any, limit: dict[str, Any]) -> None:
    nobody = {"all": [{"field": "nowhere", "op": "eq", "value": 1}]}
    rule = rule | {"limits": [limit], "when": nobody}
    assert paid(plan(TEN, rule), sales(100)) == ["10.00"]
    early = [sale("a", 100, date="2025-12-31")]
    fixed = {"kind": "fixed", "amount": 7, "once_per": "plan", "limits": [limit]}
    assert paid(plan(fixed), early) == []


MEMBERS = [
    sale("a", 100, partner="N", member="Sari"),
    sale("b", 300, partner="N", member="Budi"),
    sale("c", 500, partner="M", member="Budi"),
]


def test_a_multiplier_for_members_of_what_their_partners_are_paid_for_their_sales() -> None:
    half = {"kind": "multiplier", "of": ["c"], "pct": 50, "earner": "member"}
    found = named(plan(TEN, half), MEMBERS)
    assert found["c1 2026-03 Sari"] == "5.00"
    assert found["c1 2026-03 Budi"] == "40.00"


def test_a_partners_total_is_no_members() -> None:
    whole = {"kind": "tiers", "base": "net", "mode": "whole", "table": [{"pct": 10}]}
    half = {"kind": "multiplier", "of": ["c"], "pct": 50, "earner": "member"}
    found = named(plan(whole, half), MEMBERS)
    assert found == {"c 2026-03 N": "40.00", "c 2026-03 M": "50.00"}


def test_a_guarantee_for_members_counts_what_they_are_paid_themselves() -> None:
    spiff = {"kind": "per_unit", "base": "seats", "amount": 30, "earner": "member"}
    draw = {"kind": "guarantee", "amount": 50, "recover": "no", "earner": "member"}
    found = named(plan(TEN, spiff, draw), MEMBERS)
    assert found["c2 2026-03 Sari"] == "20.00"
    assert found["c2 2026-03 Budi"] == "0.00"


def test_shares_in_whole_coins_whatever_the_other_sales_say() -> None:
    credits = json.dumps([{"partner": "A", "share": 50}, {"partner": "B", "share": 50}])
    rows = [sale("a", "10.01", credits=credits), sale("b", "0.001", partner="A")]
    whole = plan({"kind": "rate", "base": "net", "pct": 100})
    assert paid(whole, rows)[:2] == ["5.01", "5.00"]


def test_parts_of_a_coin_go_on_to_the_next() -> None:
    credits = json.dumps([{"partner": "A", "share": 50}, {"partner": "B", "share": 50}])
    rows = [sale("a", "99.99", credits=credits, currency="JPY")]
    found = plan({"kind": "per_unit", "base": "net", "amount": 100}, currency="JPY")
    assert paid(found, rows) == ["5000", "4999"]


def test_a_fixed_amount_for_what_has_no_price_goes_back_by_units() -> None:
    bonus = {"kind": "fixed", "amount": 40, "once_per": "transaction", "clawback": PARTS}
    rows = [
        sale("a", 0, quantity="4"),
        refund("r", "a", 0, quantity="1"),
        everything_back("q", "a"),
    ]
    assert paid(plan(bonus), rows) == ["40.00", "-10.00", "-30.00"]


def test_a_full_return_of_a_window_leaves_no_flat_amount() -> None:
    table = [{"pct": 5, "amount": 50}]
    whole = {"kind": "tiers", "base": "net", "mode": "whole", "table": table}
    rows = [*sales(100), refund("r", "s1", 10)]
    assert paid(plan(whole), rows) == ["54.50"]
    assert paid(plan(whole | {"clawback": FULL}), rows) == ["0.00"]


@pytest.mark.parametrize(
    ("clawback", "due"),
    [(FULL, "0.00"), (PARTS, "7.00"), (PARTS | {"window_days": 5}, "7.00")],
)
def test_a_months_bonus_and_a_return_of_its_only_sale(clawback: Any, due: str) -> None:
    bonus = {"kind": "fixed", "amount": 7, "once_per": "period", "clawback": clawback}
    rows = [*sales(100), refund("r", "s1", 60)]
    assert paid(plan(bonus), rows) == [due]
    late = clawback.get("window_days")
    gone = [*sales(100), refund("r", "s1", 100)]
    assert paid(plan(bonus), gone) == ["7.00" if late else "0.00"]


def test_what_another_rule_pays_is_no_growth() -> None:
    grown = {"kind": "rate", "base": "up", "pct": 10, "exclusive_group": "g", "priority": 1}
    tools = {"all": [{"field": "category", "op": "eq", "value": "tools"}]}
    other = TEN | {"exclusive_group": "g", "priority": 2, "when": tools}
    up = {"measure": "net", "baseline": "fixed", "fixed": 100, "pay_on": "increment"}
    rule = plan(grown, other, growth={"up": up | {"no_baseline": "skip"}})
    rows = [sale("a", 150, category="soft"), sale("b", 500, category="tools")]
    assert paid(rule, rows) == ["5.00", "0.00", "50.00"]


FUND = {"kind": "rate", "base": "net", "pct": 10, "pays": "fund", "fund": "mdf"}


def test_a_returned_claim_gives_back_what_it_was_paid() -> None:
    rule = plan(claim_of("mdf"), accrual("soft"))
    rows = [
        sale("a", 100, "2026-03-01", category="soft"),
        sale("x", 40, "2026-03-02", category="mdf"),
        refund("r", "x", 10, "2026-03-03"),
        refund("q", "x", 30, "2026-03-04"),
    ]
    assert paid(rule, rows)[:4] == ["0.00", "10.00", "0.00", "-10.00"]


def test_a_claim_is_not_returned_before_it_was_made() -> None:
    rule = plan(claim_of("mdf"), accrual("soft"))
    rows = [
        sale("a", 1000, "2026-03-01", category="soft"),
        sale("x", 40, "2026-03-05", category="mdf"),
        refund("r", "x", 40, "2026-03-02"),
    ]
    assert paid(rule, rows)[:3] == ["0.00", "20.00", "-20.00"]


def claim_of(category: str) -> dict[str, Any]:
    return CLAIM | {"when": {"all": [{"field": "category", "op": "eq", "value": category}]}}


def accrual(category: str) -> dict[str, Any]:
    return FUND | {"when": {"all": [{"field": "category", "op": "eq", "value": category}]}}


@pytest.mark.parametrize("clawback", [None, PARTS, FULL])
def test_a_refund_that_was_none_gives_the_fixed_amount_back(clawback: Any) -> None:
    bonus = {"kind": "fixed", "amount": 40, "once_per": "transaction", "clawback": clawback}
    loose = sale("r", 100, kind="refund")
    undone = sale("k", 100, kind="correction", of="r")
    assert paid(plan(bonus), [loose, undone]) == ["-40.00", "40.00"]
    bonus |= {"once_per": "period"}
    assert paid(plan(bonus), [*sales(100), loose, undone]) == ["40.00"]


def test_what_comes_back_of_a_correction_takes_back_no_fixed_amount() -> None:
    bonus = {"kind": "fixed", "amount": 40, "once_per": "transaction"}
    rows = [sale("k", 100, kind="correction"), refund("r", "k", 100)]
    assert paid(plan(bonus), rows) == ["0.00", "0.00"]


def test_the_most_of_a_plan_is_eaten_by_what_is_due_before_by_what_a_floor_adds() -> None:
    limits = [{"per": "period", "min": 15}, {"per": "plan", "max": 17}]
    whole = {"kind": "tiers", "base": "net", "mode": "whole", "table": [{"pct": 10}]}
    rows = [sale("a", 100, "2026-02-10"), sale("b", 60, "2026-01-10")]
    assert named(plan(whole | {"limits": limits}), rows) == {
        "c 2026-01": "6.00",
        "c:floor 2026-01": "9.00",
        "c 2026-02": "2.00",
        "c:floor 2026-02": "0.00",
    }


@pytest.mark.parametrize("accumulate", ["window", "transaction"])
def test_who_sells_less_than_before_is_in_the_first_row(accumulate: str) -> None:
    table = [
        {"up_to": -10, "pct": 1, "amount": 3},
        {"up_to": 5, "pct": 2, "amount": 4},
        {"pct": 9},
    ]
    tiers = {"kind": "tiers", "base": "net", "by": "up", "mode": "whole", "table": table}
    up = {"measure": "net", "baseline": "fixed", "fixed": 200, "pay_on": "whole"}
    rule = plan(tiers | {"accumulate": accumulate}, growth={"up": up | {"no_baseline": "skip"}})
    assert paid(rule, sales(100)) == ["4.00"]
    assert paid(rule, sales(190)) == ["7.80"]


def test_a_sale_nets_to_nothing_by_whatever_day_its_measure_goes() -> None:
    net = {"id": "net", "of": "amount", "date": "paid"}
    marginal = {"kind": "tiers", "base": "net", "mode": "marginal", "table": [{"pct": 10}]}
    rule = plan(marginal | {"limits": [{"per": "transaction", "max": 4}]}, measures=[net])
    rows = [
        sale("a", 100, "2026-01-10", paid="2026-03-31"),
        sale("b", 10, "2026-01-10", paid="2026-03-31"),
        everything_back("r", "a", date="2026-03-20", paid="2026-01-10"),
        refund("q", "a", 50, "2026-01-11", paid="2026-01-10"),
    ]
    assert paid(rule, rows) == ["4.00", "1.00", "0.00", "-4.00"]
