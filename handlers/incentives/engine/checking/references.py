"""Checks that what a plan refers to is in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from handlers.incentives.engine import paths
from handlers.incentives.engine.checking.places import components, fault, ruled
from handlers.incentives.engine.faults import Code, Fault
from handlers.incentives.engine.nearness import listed, near
from handlers.incentives.engine.plan import Baseline, Pays, Plan, Within
from handlers.incentives.engine.rules import (
    Claim,
    Fixed,
    Multiplier,
    PerUnit,
    Rank,
    Rate,
    Rule,
    Tiers,
)

OF_TIME = (Baseline.SAME_PERIOD_LAST_YEAR, Baseline.PREVIOUS_PERIOD)


def check(plan: Plan) -> Iterator[Fault]:
    yield from _measures(plan)
    yield from _totals(plan)
    yield from _parts(plan)
    yield from _funds(plan)


def _measures(plan: Plan) -> Iterator[Fault]:
    """A growth may stand where a measure may, but neither grows itself nor ranks."""
    known = {*plan.measures, *plan.growth}
    for path, component in components(plan):
        for key, name in _counted(component.rule):
            only = plan.measures if isinstance(component.rule, Rank) else known
            yield from _unknown(f"{path}.rule.{key}", name, only)
    for name, growth in plan.growth.items():
        path = paths.key(paths.key("growth", name), "measure")
        yield from _unknown(path, growth.measure, plan.measures)


def _counted(rule: Rule) -> Iterator[tuple[str, str]]:
    """The keys of a rule that name a measure."""
    match rule:
        case Rate() | PerUnit():
            yield "base", rule.base
        case Tiers():
            yield "base", rule.base
            yield "by", rule.by
        case Fixed() if rule.gate is not None:
            yield "gate.field", rule.gate.field
        case Rank():
            yield "measure", rule.measure


def _unknown(
    path: str, name: str, known: Collection[str], code: Code = Code.UNKNOWN_MEASURE
) -> Iterator[Fault]:
    if name and name not in known:
        facts = {"id": name, "known": listed(sorted(known)) or "–"}
        yield Fault(path, code, facts | near(name, known))


def _totals(plan: Plan) -> Iterator[Fault]:
    """A race and a growth compare totals of some time."""
    for path, rule, _ in ruled(plan, Rank):
        yield from _timed(plan, paths.key(path, "measure"), rule.measure, (Within.TRANSACTION,))
    for name, growth in plan.growth.items():
        path = paths.key(paths.key("growth", name), "measure")
        whole = (Within.PLAN,) if growth.baseline in OF_TIME else ()
        yield from _timed(plan, path, growth.measure, (Within.TRANSACTION, *whole))


def _timed(plan: Plan, path: str, name: str, never: Sequence[Within]) -> Iterator[Fault]:
    measure = plan.measures.get(name)
    if measure is not None and measure.window in never:
        yield Fault(path, Code.NO_TOTAL, {"id": name, "window": measure.window})


def _parts(plan: Plan) -> Iterator[Fault]:
    known = {component.id for component in plan.components}
    for path, rule, _ in ruled(plan, Multiplier):
        for at, name in enumerate(rule.of):
            place = paths.item(paths.key(path, "of"), at)
            yield from _unknown(place, name, known, Code.UNKNOWN_COMPONENT)


def _funds(plan: Plan) -> Iterator[Fault]:
    """What is claimed comes from a fund, and never fills one."""
    paying = (each for each in plan.components if not isinstance(each.rule, Claim))
    known = {each.fund for each in paying if each.pays is Pays.FUND and each.fund}
    for path, rule, _ in ruled(plan, Claim):
        yield from _unknown(paths.key(path, "fund"), rule.fund, known, Code.UNKNOWN_FUND)
    for path, component in components(plan):
        if component.pays is Pays.FUND and isinstance(component.rule, Claim):
            yield fault(path, "pays", Code.KEY_WITHOUT_USE, name="pays: fund", other="kind: claim")
        elif component.pays is Pays.FUND and not component.fund:
            yield fault(path, "fund", Code.NEEDS_KEY, name="fund", other="pays: fund")
        if component.pays is Pays.CASH and component.fund:
            yield fault(path, "fund", Code.KEY_WITHOUT_USE, name="fund", other="pays: cash")
