"""Each kind of line tells its steps, and whoever repeats them comes to its amount."""

from __future__ import annotations

import json
from typing import Any

import pytest

from handlers.incentives.engine.lines import Lines
from handlers.incentives.engine.tracing import trace
from tests.handlers.incentives.engine.repeating import repeated
from tests.handlers.incentives.engine.trying import evaluated, plan, refund, sale, sales

TEN: dict[str, Any] = {"kind": "rate", "base": "net", "pct": 10}
TABLE = [{"up_to": 100, "pct": 5, "amount": 3}, {"up_to": 500, "pct": 10}, {"per_unit": "0.2"}]
TIERS: dict[str, Any] = {"kind": "tiers", "base": "net", "mode": "marginal", "table": TABLE}
GROWTH = {"more": {"measure": "net", "baseline": "previous_period", "pay_on": "increment",
                   "no_baseline": "skip"}}  # fmt: skip
ROWS = [
    sale("a", 120, "2026-01-05", member="Sari", customer="M", category="mdf"),
    sale("b", 700, "2026-02-05", member="Budi", customer="M", quantity="7"),
    refund("r", "b", 300, "2026-02-20", quantity="3"),
    sale("c", 90, "2026-04-05", member="Sari", quantity="4"),
]


def steps(lines: Lines, at: int) -> dict[str, dict[str, Any]]:
    """The steps of a line by what they are."""
    found = trace(lines, list(lines.each())[at])
    return {str(step["step"]): dict(step) for step in found}


@pytest.mark.parametrize(
    "components",
    [
        [TEN, {"kind": "multiplier", "of": ["c"], "pct": 15}],
        [TEN, {"kind": "guarantee", "amount": 50, "recover": "yes"}],
        [TEN | {"limits": [{"per": "period", "max": 30, "min": 20, "excess": "carry_forward"}]}],
        [TEN | {"limits": [{"per": "plan", "max": 60, "min": 55}]}],
        [TEN | {"limits": [{"per": "period", "max": 9, "min": 9, "excess": "carry_forward"},
                           {"per": "plan", "max": 17}]}],
        [TEN | {"pays": "fund", "fund": "mdf"},
         {"kind": "claim", "reimburse_pct": 50, "fund": "mdf",
          "when": {"all": [{"field": "category", "op": "eq", "value": "mdf"}]}}],
        [TIERS | {"mode": "whole"}],
        [TIERS | {"mode": "whole", "by": "seats"}],
        [TIERS | {"mode": "whole", "by": "seats", "accumulate": "transaction"}],
        [TIERS | {"mode": "whole", "by": "more"}],
        [TIERS | {"mode": "whole", "by": "more", "accumulate": "transaction"}],
        [TIERS | {"base": "more"}, TIERS | {"base": "more", "mode": "whole"}],
        [{"kind": "per_unit", "base": "more", "amount": 2, "package": 100}],
        [TIERS | {"accumulate": "transaction"}],
        [{"kind": "rank", "measure": "net", "prizes": [9, 5], "ties": "all", "earner": "member"}],
        [{"kind": "fixed", "amount": 5, "once_per": "customer"}],
        [{"kind": "fixed", "amount": 5, "once_per": "period",
          "gate": {"field": "more", "op": "gt", "value": 10}}],
        [TEN | {"clawback": {"method": "time_prorated", "window_days": 40, "only_paid": True}}],
        [TEN | {"when": {"all": [{"field": "region", "op": "eq", "value": "Java"}]}}],
    ],
)  # fmt: skip
def test_repeating_the_steps_gives_the_amount(components: list[dict[str, Any]]) -> None:
    lines = evaluated(plan(*components, growth=GROWTH), ROWS)
    assert len(lines)
    for line in lines.each():
        found = trace(lines, line)
        assert json.loads(json.dumps(found))
        floor = line.component.partition(":")[2]
        if not floor:
            assert repeated(found, line.gross) == line.amount.minor, found
        assert found[-1] == {"step": "amount", "amount": str(line.amount.amount)}


def test_what_kept_a_sale_from_its_rule() -> None:
    when = {"all": [{"field": "region", "op": "in", "value": ["Java", "Bali"]}]}
    lines = evaluated(plan(TEN | {"when": when}), [sale("a", 1, region="Aceh"), sale("b", 1)])
    told = {"reason": "not_matched", "field": "region", "op": "in", "values": ["Java", "Bali"]}
    assert steps(lines, 0)["reason"] == {"step": "reason", "said": "Aceh"} | told
    assert steps(lines, 1)["reason"] == {"step": "reason", "said": None} | told


@pytest.mark.parametrize(
    ("row", "reason", "field"),
    [
        (sale("a", 1, date="2025-01-01"), "outside_plan", None),
        (sale("a", 1, **{"product.commission_free": "yes"}), "commission_free",
         "product.commission_free"),
        (sale("a", 1, region="Bali"), "not_eligible", "region"),
        (sale("a", 1, region="Java"), "not_measured", "size"),
    ],
)  # fmt: skip
def test_each_reason_names_its_field(row: dict[str, str], reason: str, field: str | None) -> None:
    java = {"all": [{"field": "region", "op": "eq", "value": "Java"}]}
    large = {"all": [{"field": "size", "op": "gt", "value": 5}]}
    net = {"id": "net", "of": "amount", "window": "period", "date": "booked", "where": large}
    lines = evaluated(plan(TEN, eligible=java, measures=[net]), [row])
    found = steps(lines, 0)["reason"]
    assert (found["reason"], found.get("field")) == (reason, field)


def test_the_rate_of_exchange_the_share_and_the_return() -> None:
    halves = json.dumps([{"partner": "A", "share": 50}, {"partner": "B", "share": 50}])
    rows = [
        sale("a", 100, currency="EUR", credits=halves),
        refund("r", "a", 40, currency="EUR", credits=halves),
    ]
    lines = evaluated(plan(TEN), rows, rates={"EUR/USD@2026-03-05": "1.5"})
    found = steps(lines, 2)
    assert found["exchange"] == {
        "step": "exchange", "from": "EUR", "to": "USD", "rate": "1.5", "since": "2026-03-05"
    }  # fmt: skip
    assert found["credit"] == {"step": "credit", "partner": "A", "share": "50", "role": ""}
    assert found["return"]["of"] == "a"
    assert (found["return"]["days"], found["return"]["taken"]) == (10, "100")
    assert found["round"] == {
        "step": "round", "mode": "half_up", "before": "7.5", "after": "4.5", "amount": "-3.00"
    }  # fmt: skip


def test_a_part_that_never_ends_is_told_as_a_ratio() -> None:
    table = [{"up_to": 3, "amount": 1}, {"pct": 1}]
    lines = evaluated(plan(TIERS | {"mode": "interpolated", "table": table}), sales(1))
    assert steps(lines, 0)["row"]["pays"] == "1/3"


def test_the_steps_of_totals_that_are_rounded_and_of_a_least_amount() -> None:
    rounding = {"mode": "half_up", "at": "statement"}
    least = TEN | {"limits": [{"per": "transaction", "min": 2}]}
    lines = evaluated(plan(TEN, rounding=rounding), sales("0.16", "0.16"))
    assert steps(lines, 1)["round"] == {
        "step": "round", "mode": "half_up", "before": "0.016", "after": "0.032", "amount": "0.01"
    }  # fmt: skip
    assert steps(evaluated(plan(least), sales(5)), 0)["limit"] == {
        "step": "limit", "per": "transaction", "min": "2", "before": "0.50", "after": "2.00"
    }  # fmt: skip
