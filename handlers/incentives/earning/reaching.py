"""How far back sales must be known, so that what a period earned comes out whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from handlers.incentives.engine.columns.windows import MONTHS, Cut
from handlers.incentives.engine.plan import Component, Excess, Per, Plan, Within
from handlers.incentives.engine.rules import Claim, Fixed, Guarantee, OncePer

SPANS = {Within.QUARTER: 3, Within.YEAR: 12}


def first(plans: Iterable[Plan], day: date) -> date:
    """The first day that matters to what was sold on a day or later."""
    return min((_first(plan, day) for plan in plans), default=day)


def _first(plan: Plan, day: date) -> date:
    if plan.growth:
        return date.min
    if _remembers(plan):
        return min(plan.effective_from, day)
    spans = [SPANS.get(measure.window, 0) for measure in plan.measures.values()]
    cut = Cut(max((MONTHS[plan.period], *spans)))
    return cut.first(cut.window(day))


def _remembers(plan: Plan) -> bool:
    """Does it hang on everything since the plan began?"""
    windows = (measure.window is Within.PLAN for measure in plan.measures.values())
    return any(windows) or any(map(_remembered, plan.components))


def _remembered(component: Component) -> bool:
    rule = component.rule
    if isinstance(rule, Guarantee | Claim):
        return True
    if isinstance(rule, Fixed) and rule.once_per in (OncePer.CUSTOMER, OncePer.PLAN):
        return True
    limits = component.limits
    return any(each.per is Per.PLAN or each.excess is Excess.CARRY_FORWARD for each in limits)
