"""A new version of a plan goes on where the last one ended: the same caps and totals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from handlers.incentives.calculating.counting import Whose, counted, earned
from handlers.incentives.calculating.evaluated import Part
from handlers.incentives.engine.conditions import Op, Test, When
from handlers.incentives.engine.lines import Line
from handlers.incentives.engine.paying.bases import base
from handlers.incentives.engine.plan import Component, Measure, Pays, Per, Plan, Within
from handlers.incentives.engine.rules import (
    Accumulate,
    Claim,
    Fixed,
    Guarantee,
    Mode,
    OncePer,
    Tiers,
)
from handlers.incentives.engine.selling.case import Case
from handlers.incentives.engine.selling.rates import Rates
from handlers.incentives.engine.selling.sales import Sales

#: After the id of a measure: of this version's sales alone, of every version's, and as a growth
#: sees it, which finds what was before among the sales themselves.
OWN, ALL, GROWN = "~own", "~all", "~grown"


def continuing(plan: Plan) -> Plan:
    """What picks a row or opens a gate is the total of the window under all versions; each pays by
    its own table on what was sold under it."""
    measures = dict(plan.measures)
    for id, each in plan.measures.items():
        measures |= {f"{id}{way}": replace(each, id=f"{id}{way}") for way in (OWN, ALL, GROWN)}
    for component in plan.components:
        tiers = _whole(component)
        if tiers and tiers.base in plan.measures:
            picks = _picking(plan.measures[tiers.base], component)
            measures[picks.id] = picks
    components = tuple(_continuing(plan, component) for component in plan.components)
    growth = {
        id: replace(each, measure=f"{each.measure}{GROWN}") for id, each in plan.growth.items()
    }
    return replace(plan, components=components, measures=measures, growth=growth)


def _whole(component: Component) -> Tiers | None:
    rule = component.rule
    if not isinstance(rule, Tiers) or rule.mode is not Mode.WHOLE:
        return None
    return rule if rule.accumulate is Accumulate.WINDOW else None


def _picking(measure: Measure, component: Component) -> Measure:
    """What the component counts, as a measure of its own."""
    both = _both(measure.where, component.when)
    return replace(measure, id=f"{measure.id}{ALL}:{component.id}", where=both)


def _both(one: When, two: When) -> When:
    groups = [(*left, *right) for left in one.any_of or ((),) for right in two.any_of or ((),)]
    return When((*one.all, *two.all), tuple(group for group in groups if group))


def _continuing(plan: Plan, component: Component) -> Component:
    rule, tiers = component.rule, _whole(component)
    if tiers is not None and tiers.base in plan.measures:
        by = tiers.by if tiers.by in plan.growth else f"{tiers.by}{ALL}"
        if tiers.by in ("", tiers.base):
            by = f"{tiers.base}{ALL}:{component.id}"
        rule = replace(tiers, base=f"{tiers.base}{OWN}", by=by)
    elif isinstance(rule, Fixed) and rule.gate is not None and rule.gate.field in plan.measures:
        rule = replace(rule, gate=replace(rule.gate, field=f"{rule.gate.field}{ALL}"))
    return replace(component, rule=rule)


def once(plan: Plan, earlier: Sequence[Part], name: str) -> Plan:
    """Without the customers whose first sale an earlier version has paid."""
    components = tuple(_once(component, earlier, name) for component in plan.components)
    return replace(plan, components=components)


def _once(component: Component, earlier: Sequence[Part], name: str) -> Component:
    rule = component.rule
    if not isinstance(rule, Fixed) or rule.once_per is not OncePer.CUSTOMER:
        return component
    paid: dict[str, int] = {}
    for part in earlier:
        customers = part.lines.case.sales.texts("customer")
        for line in part.lines.each():
            if line.component == component.id and line.earner == name and line.row is not None:
                customer = customers.at(line.row) or ""
                paid[customer] = paid.get(customer, 0) + line.amount.minor
    known = tuple(sorted(customer for customer, minor in paid.items() if minor))
    if not known:
        return component
    new = Test("customer", Op.NOT_IN, known)
    return replace(component, when=When((*component.when.all, new), component.when.any_of))


def prior(plan: Plan, earlier: Sequence[Part], name: str, sales: Sales) -> dict[str, Decimal]:
    """What earlier versions gave an earner, by the names that the engine knows. What is counted
    by windows is that of the first in which this version's sales are."""
    case = Case.of(plan, sales, {}, Rates.of({}, plan.currency))
    lines = [line for part in earlier for line in part.lines.each() if line.earner == name]
    whose = Whose.named(name)
    found = {f"paid:{each.id}": _paid(case, each, lines) for each in plan.components}
    for each in plan.components:
        if isinstance(each.rule, Guarantee):
            cut = base(plan, each).cut
            window = cut.name(case.first_window(cut, None))
            found[f"owed:{each.id}"] = _sum(lines, each)
            found[f"earned:{each.id}"] = earned(earlier, each, whose, window)
    found |= {f"fund:{fund}": _left(plan, fund, lines) for fund in _funds(plan)}
    for measure in _running(plan):
        cut = case.cut(measure.window)
        window = cut.name(case.first_window(cut, measure.date))
        zero = Fraction(0)
        sums = (counted(part, measure.id, None, whose).get(window, zero) for part in earlier)
        found[measure.id] = _decimal(sum(sums, zero))
    return {name: value for name, value in found.items() if value}


def elsewhere(parts: Sequence[Part], at: int, name: str) -> dict[str, Decimal]:
    """What the other versions count of each window, for what looks at all of it."""
    plan, whose = parts[at].plan, Whose.named(name)
    wanted: list[tuple[str, str, str | None]] = [(id, f"{id}{ALL}", None) for id in plan.measures]
    for component in plan.components:
        if tiers := _whole(component):
            wanted.append((tiers.base, f"{tiers.base}{ALL}:{component.id}", component.id))
    found: dict[str, Fraction] = {}
    for part in (part for place, part in enumerate(parts) if place != at):
        for id, named, component_id in wanted:
            for window, value in counted(part, id, component_id, whose).items():
                key = f"{named}@{window}"
                found[key] = found.get(key, Fraction(0)) + value
    return {name: _decimal(value) for name, value in found.items() if value}


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


def _funds(plan: Plan) -> set[str]:
    return {each.fund for each in plan.components if each.fund}


def _left(plan: Plan, fund: str, lines: Sequence[Line]) -> Decimal:
    """What went into a fund, less what was claimed of it."""
    into = [each for each in plan.components if each.pays is Pays.FUND and each.fund == fund]
    claims = [each for each in plan.components if _claims(each, fund)]
    brought = sum((_sum(lines, each) for each in into if each not in claims), Decimal(0))
    return brought - sum((_sum(lines, each) for each in claims), Decimal(0))


def _claims(component: Component, fund: str) -> bool:
    return isinstance(component.rule, Claim) and component.rule.fund == fund


def _running(plan: Plan) -> Iterator[Measure]:
    """Measures that go on."""
    for measure in plan.measures.values():
        if measure.window is not Within.TRANSACTION and "~" not in measure.id:
            yield measure


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)
