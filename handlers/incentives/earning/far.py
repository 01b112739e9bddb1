"""How far it is: what is left under a cap, and what the next row of a table needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from handlers.incentives.calculating.evaluated import EvaluatedLine
from handlers.incentives.earning.values import Distance, Left, Next, Rule
from handlers.incentives.engine.columns.exact import Exact
from handlers.incentives.engine.paying.bases import measure_of
from handlers.incentives.engine.paying.curves import Curve
from handlers.incentives.engine.plan import Per, Plan
from handlers.incentives.engine.rules import Accumulate, Boundary, Mode, Tiers
from storage.values import Money

#: The last line of a version in the window, and what it pays there in all.
Standing = tuple[EvaluatedLine, Money]


def distances(standing: Iterable[Standing], day: date) -> Iterator[Distance]:
    """By component, under the version of that day; versions share caps and totals."""
    found: dict[tuple[str, str], list[Standing]] = {}
    for each in standing:
        line, _ = each
        found.setdefault((line.plan.id, line.component.id), []).append(each)
    for versions in found.values():
        rule = _in_force(versions, day)
        if rule is not None:
            yield from _left(rule, versions)
            yield from _next(rule, versions)


def _in_force(versions: Sequence[Standing], day: date) -> Rule | None:
    """The version that began last."""
    lines = [line for line, _ in versions if line.plan.in_force(day)]
    last = max(lines, key=lambda line: line.plan.effective_from, default=None)
    return Rule.of(last) if last else None


def _left(rule: Rule, versions: Sequence[Standing]) -> Iterator[Left]:
    currency = rule.plan.currency
    earned = sum((total for _, total in versions), Money(0, currency))
    for limit in rule.component.limits:
        if limit.max is not None and limit.per is not Per.TRANSACTION:
            cap = Money.of(limit.max, currency)
            left = max(cap - earned, Money(0, currency))
            yield Left(rule, cap, left, limit.per is Per.PLAN)


def _next(rule: Rule, versions: Sequence[Standing]) -> Iterator[Next]:
    tiers = rule.component.rule
    if not isinstance(tiers, Tiers) or not _runs(tiers):
        return
    total = _total([line for line, _ in versions])
    if total is None:
        return
    upper = tiers.boundary is Boundary.UPPER_INCLUSIVE
    for place, row in enumerate(tiers.table[:-1]):
        bound = Fraction(row.up_to or 0)
        if total < bound or (upper and total == bound):
            measure, _ = measure_of(rule.plan, tiers.base)
            earned = _earned(rule.plan, tiers, bound)
            figures = Decimal(total.numerator) / total.denominator, row.up_to or Decimal(0)
            yield Next(rule, measure, *figures, tiers.table[place + 1], earned)
            return


def _runs(tiers: Tiers) -> bool:
    """Is its row picked by the total of a window of what it pays on?"""
    return tiers.accumulate is Accumulate.WINDOW and not tiers.by


def _total(lines: Sequence[EvaluatedLine]) -> Fraction | None:
    """The running total after the last line, or what each version adds to a total."""
    bases = [(line, step) for line in lines for step in line.steps if step["step"] == "base"]
    if not bases or any("growth" in step for _, step in bases):
        return None
    if bases[-1][0].line.row is not None:
        return Fraction(str(bases[-1][1].get("after", bases[-1][1]["value"])))
    return sum((Fraction(str(step["value"])) for _, step in bases), Fraction(0))


def _earned(plan: Plan, tiers: Tiers, total: Fraction) -> Money | None:
    """What the whole total brings where a row pays on all of it, just when it is entered."""
    if tiers.mode is not Mode.WHOLE or tiers.boundary is Boundary.UPPER_INCLUSIVE:
        return None
    due = Curve.of(tiers).due(Exact.of([total]), None).at(0)
    return Money.of(Decimal(due.numerator) / due.denominator, plan.currency)
