"""What a component is paid on, and over which windows."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.incentives.engine.columns.windows import Cut
from handlers.incentives.engine.plan import Component, Growth, Measure, On, Plan, Within
from handlers.incentives.engine.rules import (
    Claim,
    Fixed,
    Guarantee,
    Multiplier,
    OncePer,
    PerUnit,
    Rank,
    Rate,
    Tiers,
)


@dataclass(frozen=True, slots=True)
class Base:
    """A component's measure (None: it is paid on none), the growth through which it is seen, and
    the windows that its lines belong to."""

    measure: Measure | None
    growth: Growth | None
    cut: Cut

    @property
    def on(self) -> On | None:
        return self.measure.date if self.measure else None


def base(plan: Plan, component: Component) -> Base:
    match component.rule:
        case Rate(base=id) | PerUnit(base=id) | Tiers(base=id) | Rank(measure=id):
            measure, growth = measure_of(plan, id)
            return Base(measure, growth, Cut.of(measure.window, plan.period))
        case Fixed(once_per=OncePer.PLAN):
            return Base(None, None, Cut(0))
        case Multiplier(of=ids):
            return Base(None, None, _widest(plan, ids))
        case Fixed() | Guarantee() | Claim():
            return Base(None, None, Cut.of(Within.PERIOD, plan.period))


def measure_of(plan: Plan, id: str) -> tuple[Measure, Growth | None]:
    """A measure by its own id, or by that of a growth."""
    growth = plan.growth.get(id)
    return plan.measures[growth.measure if growth else id], growth


def _widest(plan: Plan, ids: tuple[str, ...]) -> Cut:
    cuts = [base(plan, component).cut for component in plan.components if component.id in ids]
    return max(cuts, key=lambda cut: cut.months or 10**6)
