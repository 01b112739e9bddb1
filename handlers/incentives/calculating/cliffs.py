"""Where a plan pays less for selling more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from handlers.incentives.engine.paying.curves import Curve
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.rules import Mode, Tiers


@dataclass(frozen=True, slots=True)
class Cliff:
    """At `total` of its base a component pays `after` instead of `before`."""

    component: str
    total: Fraction
    before: Fraction
    after: Fraction


def cliffs(plan: Plan) -> Iterator[Cliff]:
    """Only a row that counts for everything can take back what was reached already."""
    for component in plan.components:
        rule = component.rule
        if isinstance(rule, Tiers) and rule.mode is Mode.WHOLE and not rule.by:
            yield from _falls(component.id, Curve.of(rule))


def _falls(id: str, curve: Curve) -> Iterator[Cliff]:
    """The first rate of a curve is what counts below nothing."""
    for place, bound in enumerate(curve.bounds, start=1):
        below = curve.rates[place] * bound + curve.flats[place]
        above = curve.rates[place + 1] * bound + curve.flats[place + 1]
        if above < below:
            yield Cliff(id, bound, below, above)
