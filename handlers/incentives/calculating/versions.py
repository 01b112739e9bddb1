"""A new version of a plan goes on where the last one ended: the same caps and totals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from handlers.incentives.calculating.evaluated import Part
from handlers.incentives.engine.columns.exact import Array
from handlers.incentives.engine.columns.windows import Cut
from handlers.incentives.engine.lines import Line
from handlers.incentives.engine.paying.bases import base
from handlers.incentives.engine.plan import (
    Component,
    Earner,
    Measure,
    On,
    Pays,
    Per,
    Plan,
    Within,
)
from handlers.incentives.engine.rules import Accumulate, Claim, Guarantee, Mode, Tiers
from handlers.incentives.engine.selling.case import Case
from handlers.incentives.engine.selling.measures import measured
from handlers.incentives.engine.selling.rates import Rates
from handlers.incentives.engine.selling.sales import Sales

#: After the id of a measure: of this version's sales alone.
OWN = "~own"


def continuing(plan: Plan) -> Plan:
    """A whole table's row is picked by the total with what was before, and pays on what is this
    version's: what the other version has paid stays as it is."""
    measures = {f"{id}{OWN}": replace(each, id=f"{id}{OWN}") for id, each in plan.measures.items()}
    components = tuple(map(_continuing, plan.components))
    return replace(plan, components=components, measures={**plan.measures, **measures})


def _continuing(component: Component) -> Component:
    rule = component.rule
    if not isinstance(rule, Tiers) or rule.mode is not Mode.WHOLE:
        return component
    if rule.accumulate is Accumulate.TRANSACTION or rule.by not in ("", rule.base):
        return component
    return replace(component, rule=replace(rule, base=f"{rule.base}{OWN}", by=rule.base))


def prior(plan: Plan, earlier: Sequence[Part], name: str, sales: Sales) -> dict[str, Decimal]:
    """What earlier versions gave an earner, by the names that the engine knows. What is counted
    by windows is that of the first in which this version's sales are."""
    case = Case.of(plan, sales, {}, Rates.of({}, plan.currency))
    lines = [line for part in earlier for line in part.lines.each() if line.earner == name]
    found = {f"paid:{each.id}": _paid(case, each, lines) for each in plan.components}
    found |= {f"owed:{each.id}": _sum(lines, each) for each in plan.components if _owes(each)}
    found |= {f"fund:{fund}": _left(plan, fund, lines) for fund in _funds(plan)}
    kind = Earner.MEMBER if name.startswith("member:") else Earner.PARTNER
    for measure in _running(plan):
        cut = case.cut(measure.window)
        window = case.first_window(cut, measure.date)
        counted = (_counted(part, measure, (kind, name), (cut, window)) for part in earlier)
        found[measure.id] = _decimal(sum(counted, Fraction(0)))
    return {name: value for name, value in found.items() if value}


def _paid(case: Case, component: Component, lines: Sequence[Line]) -> Decimal:
    """In the window that goes on; for a limit of the whole plan, ever."""
    if any(limit.per is Per.PLAN for limit in component.limits):
        return _sum(lines, component)
    found = base(case.plan, component)
    window = found.cut.name(case.first_window(found.cut, found.on))
    return _sum([line for line in lines if line.window == window], component)


def _sum(lines: Iterable[Line], component: Component) -> Decimal:
    mine = (line for line in lines if line.component.split(":")[0] == component.id)
    return sum((line.amount.amount for line in mine), Decimal(0))


def _owes(component: Component) -> bool:
    return isinstance(component.rule, Guarantee)


def _funds(plan: Plan) -> set[str]:
    return {each.fund for each in plan.components if each.fund}


def _left(plan: Plan, fund: str, lines: Sequence[Line]) -> Decimal:
    """What went into a fund, less what was claimed of it."""
    into = [each for each in plan.components if each.pays is Pays.FUND and each.fund == fund]
    claims = [each for each in plan.components if _claims(each, fund)]
    earned = sum((_sum(lines, each) for each in into if each not in claims), Decimal(0))
    return earned - sum((_sum(lines, each) for each in claims), Decimal(0))


def _claims(component: Component, fund: str) -> bool:
    return isinstance(component.rule, Claim) and component.rule.fund == fund


def _running(plan: Plan) -> Iterator[Measure]:
    """Measures that go on; a growth finds what was before among the sales themselves."""
    grown = {growth.measure for growth in plan.growth.values()}
    for measure in plan.measures.values():
        alone = measure.window is Within.TRANSACTION or measure.id.endswith(OWN)
        if not alone and measure.id not in grown:
            yield measure


def _counted(
    part: Part, measure: Measure, whose: tuple[Earner, str], when: tuple[Cut, int]
) -> Fraction:
    """What an earlier version counted of a measure."""
    case, (kind, name) = part.lines.case, whose
    known = case.plan.measures.get(measure.id)
    texts = case.earner(kind)
    if known is None or name not in texts.values:
        return Fraction(0)
    mine = (texts.codes == texts.values.index(name)) & _inside(case, when, known.date)
    step = measured(case, known).state.step
    return Fraction(int(step.top[mine].sum()), step.bottom)


def _inside(case: Case, when: tuple[Cut, int], on: On | None) -> Array:
    cut, window = when
    inside: Array = (case.windows(cut, on) == window) & case.counts(on)
    return inside


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)
