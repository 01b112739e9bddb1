"""Which sales a component pays, and whose they are: worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.handlers.incentives.engine.trying import named, paid, plan, reasons, sale


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
