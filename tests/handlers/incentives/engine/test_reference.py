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
from handlers.incentives.engine.tracing import trace
from storage.values import exponent
from tests.handlers.incentives.engine.reference import paying
from tests.handlers.incentives.engine.retold import Retelling
from tests.handlers.incentives.engine.sound import plans, sales

THOROUGH = settings(
    max_examples=int(os.environ.get("MITRA_EXAMPLES", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
#: Parts whose denominators have nothing in common are kept to many more decimals than this.
FINE = 12
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
        found[key, nth] = line.amount.minor, round(line.gross, FINE), line.reason.value
    return found


Story = tuple[Any, sales.Rows, dict[str, Decimal]]


def worked_out(story: Story, sold: sales.Rows | None = None) -> Lines:
    document, own, prior = story
    plan, rates = sound(document), given_rates(document["currency"])
    return evaluate(plan, Sales.of(sold or own, PARTNER), prior=prior, rates=rates)


@THOROUGH
@given(stories())
def test_the_steps_of_every_line_come_to_its_amount(story: Story) -> None:
    lines = worked_out(story)
    again = Retelling(exponent(story[0]["currency"]))
    for line in lines.each():
        steps = trace(lines, line)
        assert again.amount(steps) == line.amount.minor, steps


@THOROUGH
@given(stories())
def test_integers_only(story: Story) -> None:
    for block in worked_out(story).paid:
        for column in (block.amount, block.gross.top, block.rounded):
            assert all(isinstance(number, int) for number in column.tolist())
            assert isinstance(block.gross.bottom, int)


DATES = {"date", "booked", "invoiced", "paid", "activated"}


def one_a_day(sold: sales.Rows) -> sales.Rows:
    """Each on a day of its own, returns after their sales."""
    rows = [{name: said for name, said in row.items() if name not in DATES} for row in sold]
    numbers = [int(row["id"].removeprefix("t")) for row in rows]
    days = [f"2026-{1 + number // 3:02d}-{5 + number % 3:02d}" for number in numbers]
    return [row | {"date": day} for row, day in zip(rows, days, strict=True)]


@THOROUGH
@given(stories(), st.randoms())
def test_the_order_of_the_file_counts_only_within_a_day(story: Story, random: Any) -> None:
    """Caps, running totals and a customer's first sale go by the day."""
    sold = one_a_day(story[1])
    mixed = list(sold)
    random.shuffle(mixed)
    assert by_key(worked_out(story, mixed)) == by_key(worked_out(story, sold))


@THOROUGH
@given(stories())
def test_every_line_is_that_of_a_second_evaluation(story: Story) -> None:
    document, sold, prior = story
    rates = given_rates(document["currency"])
    expected = paying.pay(sound(document), sold, PARTNER, prior, rates)
    assert by_key(worked_out(story)) == {
        key: (amount, round(gross, FINE), reason)
        for key, (amount, gross, reason) in expected.items()
    }
