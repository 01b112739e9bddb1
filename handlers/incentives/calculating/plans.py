"""The published plans as values, each version only on the days on which it counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from handlers.incentives.engine.conditions import Op, Test, When
from handlers.incentives.engine.plan import Component, Earner, Excess, Plan
from handlers.incentives.engine.reading import read
from handlers.incentives.engine.rules import Guarantee, Rank
from storage.incentives import Plan as PlanRecord
from storage.store import Records
from storage.values import Period

#: A member's component pays nobody for a sale that nobody sold.
SOLD_BY_SOMEBODY = Test("member", Op.NE, ("",))
ALWAYS = Period(date.min, date.max)


class FaultyPlan(ValueError):
    """A published document cannot be read; paying without it would pay wrongly."""


def published(
    records: Records, period: Period = ALWAYS, as_of: datetime | None = None
) -> list[Plan]:
    """Every version of every plan that has a version in force in a period, as published (by a
    moment, where one is given)."""
    codes = {plan.code for plan in records.plans.published(period)}
    return [
        opened(plan)
        for plan in records.plans.published(ALWAYS)
        if plan.code in codes and (as_of is None or (plan.published_at or as_of) <= as_of)
    ]


def opened(record: PlanRecord) -> Plan:
    """
    Raises:
        FaultyPlan: when nobody should have published it.
    """
    found = read(record.document)
    if not isinstance(found, Plan):
        raise FaultyPlan(f"{record.code}/{record.version}: {found[0].path} {found[0].code}")
    return found


def families(plans: Iterable[Plan]) -> list[list[Plan]]:
    """The versions of each plan, one after the other, each until the next one begins: a change
    ends what was before it, also where it lasts less long itself."""
    found: defaultdict[str, list[Plan]] = defaultdict(list)
    for plan in sorted(plans, key=lambda plan: (plan.id, plan.version)):
        found[plan.id].append(plan)
    return [_in_turn(versions) for _, versions in sorted(found.items())]


def _in_turn(versions: Sequence[Plan]) -> list[Plan]:
    cut = []
    for place, plan in enumerate(versions):
        begins = [later.effective_from for later in versions[place + 1 :]]
        last = min(begins, default=date.max)
        ends = plan.effective_to or date.max
        if begins and last <= ends:
            plan = replace(plan, effective_to=last - timedelta(days=1))
        if plan.effective_to is None or plan.effective_from <= plan.effective_to:
            cut.append(plan)
    return sorted(cut, key=lambda plan: plan.effective_from)


def shared(plan: Plan) -> bool:
    """Whether what one earns depends on what others sold."""
    return any(isinstance(component.rule, Rank) for component in plan.components)


def races(plans: Sequence[Plan]) -> list[Plan]:
    """The versions of plans that any version of makes a race."""
    ids = {plan.id for plan in plans if shared(plan)}
    return [plan for plan in plans if plan.id in ids]


def attributed(plan: Plan) -> Plan:
    """The plan as it is worked out: a member's components need a member."""
    return replace(plan, components=tuple(map(_attributed, plan.components)))


def _attributed(component: Component) -> Component:
    if component.earner is Earner.PARTNER:
        return component
    when = component.when
    return replace(component, when=When((SOLD_BY_SOMEBODY, *when.all), when.any_of))


def alone(plan: Plan) -> bool:
    """Whether what one earns depends on when the sales of the same file begin and end."""
    return any(
        isinstance(component.rule, Guarantee)
        or any(limit.excess is Excess.CARRY_FORWARD for limit in component.limits)
        for component in plan.components
    )
