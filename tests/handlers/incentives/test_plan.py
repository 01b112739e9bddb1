from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from handlers.incentives.plan import PlanNotUnderstood, spiffs
from storage.incentives import Plan
from storage.values import Money


def plan(**changed: Any) -> Plan:
    component = {
        "id": "spiff",
        "label": "SPIFF",
        "earner": "member",
        "rule": {"kind": "per_unit", "base": "seats", "amount": "250000.50"},
        **changed,
    }
    document = {
        "id": "push",
        "version": 3,
        "name": "Push",
        "currency": "IDR",
        "effective_from": "2026-09-01",
        "components": [component],
    }
    return Plan(
        code="push",
        version=3,
        name="Push",
        effective_from=date(2026, 9, 1),
        effective_to=None,
        document=document,
    )


def test_amounts_are_read_as_decimals() -> None:
    (spiff,) = spiffs(plan())
    assert spiff.rate == Money(25_000_050, "IDR")
    assert (spiff.version, spiff.last, spiff.cap, spiff.product) == (3, None, None, "")


def test_the_lowest_of_several_caps_counts() -> None:
    limits = [{"per": "period", "max": "900"}, {"per": "period", "max": "700", "excess": "drop"}]
    (spiff,) = spiffs(plan(limits=limits))
    assert spiff.cap == Money.of(700, "IDR")


def test_the_product_is_the_one_that_a_test_names() -> None:
    wanted = {"all": [{"field": "product.name", "op": "eq", "value": "CloudSuite Pro"}]}
    (spiff,) = spiffs(plan(when=wanted))
    assert spiff.product == "CloudSuite Pro"


def test_other_kinds_of_rule_are_left_to_others() -> None:
    assert list(spiffs(plan(rule={"kind": "rate", "base": "net", "pct": 3}))) == []


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"hold": {"pct": 20}}, "spiff.hold"),
        ({"rule": {"kind": "per_unit", "base": "s", "amount": 1, "package": 5}}, "rule.package"),
        ({"limits": [{"per": "plan", "max": 5}]}, "only a period's cap"),
        ({"limits": [{"per": "period", "max": 5, "excess": "carry_forward"}]}, "only a period's"),
        ({"limits": [{"per": "period", "max": 5, "min": 1}]}, "limits.min"),
        ({"when": {"any_of": []}}, "when.any_of"),
        ({"when": {"all": [{"field": "a", "op": "starts_with", "value": "b"}]}}, "starts_with"),
    ],
)
def test_what_it_cannot_pay_by_it_refuses_by_name(changed: dict[str, Any], named: str) -> None:
    with pytest.raises(PlanNotUnderstood, match=named):
        list(spiffs(plan(**changed)))
