"""What a plan pays for sales."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from handlers.incentives.engine.lines import Lines
from handlers.incentives.engine.paying.components import paid
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.selling.case import Case
from handlers.incentives.engine.selling.rates import Rates
from handlers.incentives.engine.selling.sales import Sales

NONE: Mapping[str, Decimal] = {}


def evaluate(
    plan: Plan,
    sales: Sales,
    *,
    prior: Mapping[str, Decimal] = NONE,
    rates: Mapping[str, Decimal] = NONE,
) -> Lines:
    """Every line that the plan gives. `prior` says what was before these sales: `MEASURE` (its
    total when the first window begins; `MEASURE@WINDOW`: that of any), `GROWTH` (its baseline),
    `paid:COMPONENT`, `fund:FUND`, `owed:COMPONENT`, and `earned:GUARANTEE` in its first window;
    `rates` what `USD/IDR` is or, on a day and the week after it, `USD/IDR@2026-09-01`.

    Raises:
        BadSales: for rows that cannot be counted, such as one in a currency without a rate.
    """
    case = Case.of(plan, sales, prior, Rates.of(rates, plan.currency))
    return Lines(case, paid(case))
