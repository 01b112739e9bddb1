"""A new version of a plan in the middle of a window: what both share is paid once, and exactly.

`MITRA_EXAMPLES` sets how many stories are tried (20 otherwise).
"""

from __future__ import annotations

import os
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from handlers.incentives.calculating.evaluating import evaluated
from handlers.incentives.calculating.plans import ALWAYS
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.reading import read
from storage.store import Records, Store
from storage.values import Money
from tests.handlers.incentives.calculating.books import EVERYBODY, MITRA, changed, lines, post
from tests.handlers.incentives.calculating.plans import HOLDING, component
from tests.handlers.incentives.calculating.test_increments import (
    Story,
    imagined,
    stories,
    tell,
)
from tests.handlers.incentives.selling import sell

EXAMPLES = int(os.environ.get("MITRA_EXAMPLES", "20"))
TABLE = [{"up_to": "20000000", "pct": "2"}, {"pct": "3"}]
MOST = [{"per": "period", "max": "900000"}]
GATE = {"field": "net", "op": "ge", "value": "30000000"}


def tiers(**given: Any) -> dict[str, Any]:
    return {"kind": "tiers", "base": "net", "mode": "whole", "table": TABLE} | given


def fixed(once_per: str, **given: Any) -> dict[str, Any]:
    return {"kind": "fixed", "amount": "1000", "once_per": once_per} | given


FEW = {"all": [{"field": "quantity", "op": "le", "value": "20"}]}
COMPONENTS = [
    component("whole", rule=tiers()),
    component("some", rule=tiers(), when=FEW),
    component("by", rule=tiers(by="seats", table=[{"up_to": "20", "pct": "1"}, {"pct": "4"}])),
    component("sellers", rule=tiers(), earner="member"),
    component("marginal", rule=tiers(mode="marginal"), limits=MOST),
    component("capped", rule=tiers(), limits=[{"per": "plan", "max": "900000"}]),
    component("floored", earner="member", limits=[{"per": "period", "min": "100000"}]),
    component("once", rule=fixed("period")),
    component("gated", rule=fixed("period", gate=GATE), earner="member"),
    component("ever", rule=fixed("plan")),
    component("new", rule=fixed("customer")),
    component("again", rule={"kind": "multiplier", "of": ["whole", "marginal"], "pct": "10"}),
    component("grown", rule={"kind": "rate", "base": "growth", "pct": "10"}),
    component(
        "draw",
        earner="member",
        rule={"kind": "guarantee", "amount": "1500000", "recover": "yes"},
    ),
]  # fmt: skip
WHOLE = HOLDING | {
    "id": "split",
    "effective_from": "2026-08-01",
    "effective_to": "2026-12-31",
    "period": "quarter",
    "measures": [{"id": "net", "of": "amount"}, {"id": "seats", "of": "quantity"}],
    "growth": {
        "growth": {
            "measure": "net",
            "baseline": "previous_period",
            "pay_on": "increment",
            "no_baseline": "zero",
        }
    },
    "components": COMPONENTS,
}


def plans(*documents: dict[str, Any]) -> list[Plan]:
    found = [read(document) for document in documents]
    return [plan for plan in found if isinstance(plan, Plan)]


def sums(records: Records, *documents: dict[str, Any]) -> Counter[tuple[str, object]]:
    """What each component pays each earner, by any version."""
    found: Counter[tuple[str, object]] = Counter()
    for line in evaluated(records, plans(*documents), EVERYBODY, ALWAYS).each():
        found[line.component.id, line.whose] += line.amount.minor
    return Counter({key: minor for key, minor in found.items() if minor})


@pytest.mark.timeout(60 + 10 * EXAMPLES)
def test_a_version_that_changes_nothing_changes_nothing(store: Store) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
        print_blob=True,
    )
    @given(story=stories(), days=st.lists(st.integers(0, 45), max_size=3, unique=True))
    def run(story: Story, days: list[int]) -> None:
        changes = sorted(date(2026, 8, 20) + timedelta(days=day) for day in days)
        later = [
            WHOLE | {"version": number, "effective_from": day.isoformat()}
            for number, day in enumerate(changes, 2)
        ]
        with imagined(store) as records:
            for told in story.told:
                tell(records, told)
            assert sums(records, WHOLE, *later) == sums(records, WHOLE)

    run()


def test_what_an_earlier_version_paid_is_rated_again(any_store: Store) -> None:
    """The total passes a boundary later: a line more, never another figure in an old one."""
    post(any_store)
    changed(any_store, "rebate-2026-q3", "2026-09-16")
    sell(any_store, "rina", date(2026, 9, 17), 2, amount=Money.of(100_000_000, "IDR"))
    post(any_store)
    found = [each[2] for each in lines(any_store, partner_id=MITRA) if each[1] == "rebate"]
    assert found == ["28,200,000", "18,800,000", "5,000,000"]
