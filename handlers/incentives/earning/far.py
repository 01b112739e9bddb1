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

Lines = Sequence[EvaluatedLine]


def distances(current: Iterable[EvaluatedLine], day: date) -> Iterator[Distance]:
    """For lines of the windows that a day is in: by component, under the version of that day."""
    found: dict[tuple[str, str], list[EvaluatedLine]] = {}
    for line in current:
        if line.line.component == line.component.id:
            found.setdefault((line.plan.id, line.component.id), []).append(line)
    for lines in found.values():
        rule = _in_force(lines, day)
        if rule is not None:
            yield from _left(rule, lines)
            yield from _next(rule, lines)


def _in_force(lines: Lines, day: date) -> Rule | None:
    """The version that began last."""
    versions = {line.plan.version: line for line in lines if line.plan.in_force(day)}
    if not versions:
        return None
    last = max(versions.values(), key=lambda line: line.plan.effective_from)
    return Rule(last.plan, last.component)


def _left(rule: Rule, lines: Lines) -> Iterator[Left]:
    currency = rule.plan.currency
    earned = sum((line.amount for line in lines), Money(0, currency))
    for limit in rule.component.limits:
        if limit.max is not None and limit.per is not Per.TRANSACTION:
            cap = Money.of(limit.max, currency)
            left = max(cap - earned, Money(0, currency))
            yield Left(rule, cap, left, limit.per is Per.PLAN)


def _next(rule: Rule, lines: Lines) -> Iterator[Next]:
    tiers, total = rule.component.rule, _total(lines)
    if not isinstance(tiers, Tiers) or total is None or not _runs(tiers):
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
    return tiers.accumulate is Accumulate.WINDOW and tiers.by in ("", tiers.base)


def _total(lines: Lines) -> Fraction | None:
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
