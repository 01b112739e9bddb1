"""Corrections put right what was sold, and return nothing."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.incentives.engine.tracing import trace
from tests.handlers.incentives.engine.trying import (
    TEN,
    evaluated,
    named,
    paid,
    plan,
    reasons,
    refund,
    sale,
    sales,
)

ALONE = {
    "kind": "tiers",
    "base": "each",
    "mode": "marginal",
    "table": [{"up_to": 1000, "pct": 5}, {"pct": 10}],
}


def test_a_correction_changes_its_sale() -> None:
    rows = [*sales(100), sale("k", -30, kind="correction", of="s1"), refund("r", "s1", 70)]
    assert paid(plan(TEN), rows) == ["10.00", "-3.00", "-7.00"]


@pytest.mark.parametrize(
    "clawback",
    [
        {"method": "full"},
        {"method": "proportional", "window_days": 5},
        {"method": "time_prorated", "window_days": 100},
        {"method": "schedule", "schedule": [{"within_days": 5, "pct": 40}]},
    ],
)
@pytest.mark.parametrize(("more", "due"), [(-30, "-3.00"), (40, "4.00")])
def test_a_correction_is_no_return(clawback: dict[str, Any], more: int, due: str) -> None:
    rule = plan(TEN | {"clawback": clawback | {"only_paid": False}})
    rows = [*sales(100), sale("k", more, "2026-04-04", kind="correction", of="s1")]
    assert paid(rule, rows) == ["10.00", due]
    assert reasons(rule, rows) == ["", ""]
    lines = evaluated(rule, rows)
    step = next(step for step in trace(lines, list(lines.each())[1]) if step["step"] == "return")
    assert (step["method"], step["taken"]) == ("proportional", "100")


def test_a_full_return_takes_back_what_was_put_right_and_that_for_good() -> None:
    rule = plan(TEN | {"clawback": {"method": "full", "only_paid": False}})
    right = [sale(id, 40, day, kind="correction", of="s1")
             for id, day in (("k", "2026-03-15"), ("j", "2026-03-25"))]  # fmt: skip
    rows = [*sales(100), *right, refund("r", "s1", 10)]
    assert named(rule, rows) == {
        "c 2026-03 s1": "10.00",
        "c 2026-03 k": "4.00",
        "c 2026-03 j": "0.00",
        "c 2026-03 r": "-14.00",
    }


@pytest.mark.parametrize(("more", "left"), [(-50, "-20.00"), (100, "-5.00")])
def test_a_fixed_amount_stays_with_what_was_put_right(more: int, left: str) -> None:
    parts = {"method": "proportional", "only_paid": False}
    rule = plan({"kind": "fixed", "amount": 40, "once_per": "transaction", "clawback": parts})
    right = sale("k", more, kind="correction", of="s1")
    assert paid(rule, [*sales(100), right, refund("r", "s1", 25)]) == ["40.00", "0.00", left]


def test_what_is_put_right_after_everything_came_back_is_sold() -> None:
    parts = {"clawback": {"method": "proportional", "only_paid": False}}
    right = sale("k", 40, "2026-03-25", kind="correction", of="s1")
    for rule in (plan(ALONE), plan(ALONE | parts)):
        rows = [*sales(100), refund("r", "s1", 100), right]
        assert paid(rule, rows) == ["5.00", "-5.00", "2.00"]
