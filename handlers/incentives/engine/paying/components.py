"""Every component's lines, worked out in an order in which each finds what it is paid on."""

from __future__ import annotations

from handlers.incentives.engine.paying.claiming import claimed
from handlers.incentives.engine.paying.guaranteeing import guaranteed
from handlers.incentives.engine.paying.limits import limited
from handlers.incentives.engine.paying.multiplying import multiplied
from handlers.incentives.engine.paying.paid import Paid
from handlers.incentives.engine.paying.ranking import ranked
from handlers.incentives.engine.paying.worked import Worked
from handlers.incentives.engine.paying.working import worked
from handlers.incentives.engine.plan import Component, Pays, Plan
from handlers.incentives.engine.rules import Claim, Guarantee, Multiplier, Rank
from handlers.incentives.engine.selling.case import Case


def paid(case: Case) -> tuple[Paid, ...]:
    """In the order of the plan."""
    lines: dict[str, list[Paid]] = {}
    for component in ordered(case.plan):
        others = [line for found in lines.values() for line in found]
        lines[component.id] = limited(case, _worked(case, component, others))
    return tuple(line for component in case.plan.components for line in lines[component.id])


def ordered(plan: Plan) -> list[Component]:
    """Each after those that it is paid on."""
    waiting, done = list(plan.components), list[Component]()
    while waiting:
        named = {component.id for component in waiting}
        ready = [each for each in waiting if not _needs(plan, each) & (named - {each.id})]
        done += ready or waiting
        waiting = [each for each in waiting if each not in done]
    return done


def _needs(plan: Plan, component: Component) -> set[str]:
    """The components that a component is paid on."""
    match component.rule:
        case Multiplier(of=ids):
            return set(ids)
        case Claim(fund=fund):
            return {each.id for each in plan.components if each.fund == fund and _accrues(each)}
        case Guarantee():
            return {each.id for each in plan.components if _earns(each, component)}
        case _:
            return set()


def _accrues(component: Component) -> bool:
    return component.pays is Pays.FUND and not isinstance(component.rule, Claim)


def _earns(component: Component, guarantee: Component) -> bool:
    """Whether a guarantee looks at what a component pays: not at what is paid on itself."""
    match component.rule:
        case Guarantee() | Claim():
            return False
        case Multiplier(of=ids):
            return guarantee.id not in ids
        case _:
            return component.pays is Pays.CASH


def _worked(case: Case, component: Component, others: list[Paid]) -> Worked:
    match component.rule:
        case Multiplier() as rule:
            return multiplied(case, component, rule, others)
        case Guarantee() as rule:
            return guaranteed(case, component, rule, others)
        case Claim() as rule:
            return claimed(case, component, rule, others)
        case Rank() as rule:
            return ranked(case, component, rule)
        case _:
            return worked(case, component)
