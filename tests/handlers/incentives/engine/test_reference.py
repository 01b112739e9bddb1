"""Columns beside a second evaluation, sale by sale with fractions, of plans and sales of every
kind; `MITRA_EXAMPLES=5000` tries more of them."""

from __future__ import annotations

import os
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.incentives.engine.evaluate import evaluate
from handlers.incentives.engine.lines import Line, Lines
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.reading import read
from handlers.incentives.engine.selling.sales import Sales
from tests.handlers.incentives.engine.reference import paying
from tests.handlers.incentives.engine.sound import plans, sales

THOROUGH = settings(
    max_examples=int(os.environ.get("MITRA_EXAMPLES", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
PARTNER = {"region": "west", "target": "120"}


@st.composite
def stories(draw: st.DrawFn) -> tuple[Any, sales.Rows, dict[str, Decimal]]:
    document = draw(plans.plans())
    sold = draw(sales.rows(document["currency"]))
    prior = draw(plans.priors(document))
    return document, sold, {name: Decimal(value) for name, value in prior.items()}


def given_rates(currency: str) -> dict[str, Decimal]:
    return {pair: Decimal(rate) for pair, rate in plans.rates(currency).items()}


def sound(document: Any) -> Plan:
    plan = read(document)
    assert isinstance(plan, Plan), plan
    return plan


def slot(lines: Lines, line: Line) -> int:
    credited = lines.case.entries.credited
    block, row = line.place
    entry = int(lines.paid[block].entry[row])
    return 0 if credited is None or entry < 0 else int(credited.slot[entry])


def by_key(lines: Lines) -> dict[tuple[paying.Key, int], paying.Line]:
    found: dict[tuple[paying.Key, int], paying.Line] = {}
    for line in lines.each():
        key = line.component, line.transaction, line.earner, line.window
        nth = slot(lines, line) if line.transaction else sum(key == other for other, _ in found)
        found[key, nth] = line.amount.minor, line.gross, line.reason.value
    return found


@THOROUGH
@given(stories())
def test_every_line_is_that_of_a_second_evaluation(
    story: tuple[Any, sales.Rows, dict[str, Decimal]],
) -> None:
    document, sold, prior = story
    plan, rates = sound(document), given_rates(document["currency"])
    lines = by_key(evaluate(plan, Sales.of(sold, PARTNER), prior=prior, rates=rates))
    expected = paying.pay(plan, sold, PARTNER, prior, rates)
    assert lines == expected
