"""All lines of a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from handlers.incentives.engine.plan import Component, Pays, Plan
from handlers.incentives.engine.rules import Claim, Guarantee, Multiplier, Rank
from tests.handlers.incentives.engine.reference import others, rules
from tests.handlers.incentives.engine.reference.book import Book, Row
from tests.handlers.incentives.engine.reference.limits import limited
from tests.handlers.incentives.engine.reference.worked import Due

#: Component, transaction, earner, window; and then amount in minor units, gross and reason.
Key = tuple[str, str | None, str | None, str]
Line = tuple[int, Fraction, str]


def pay(
    plan: Plan,
    rows: Sequence[Row],
    partner: Mapping[str, str],
    prior: Mapping[str, Decimal],
    rates: Mapping[str, Decimal],
) -> dict[tuple[Key, int], Line]:
    """Each line by its key; an earner who is credited twice with a sale has two, and so has who
    is short of two floors."""
    book = Book(plan, rows, partner, prior, rates)
    paid: dict[str, list[Due]] = {}
    while waiting := [each for each in plan.components if each.id not in paid]:
        for component in waiting:
            if needed(plan, component) <= {*paid}:
                paid[component.id] = limited(book, component, worked(book, component, paid))
    lines: dict[tuple[Key, int], Line] = {}
    for due in (due for component in plan.components for due in paid[component.id]):
        of = due.entry.row["id"] if due.entry else None
        key = due.id, of, due.earner, due.window.name
        nth = due.entry.slot if due.entry else sum(key == other for other, _ in lines)
        lines[key, nth] = due.amount, due.gross, due.why.value
    return lines


def worked(book: Book, component: Component, paid: dict[str, list[Due]]) -> list[Due]:
    match component.rule:
        case Multiplier() as rule:
            return others.multiplied(book, component, rule, paid)
        case Guarantee() as rule:
            return others.guaranteed(book, component, rule, paid)
        case Claim() as rule:
            return others.claimed(book, component, rule, paid)
        case Rank() as rule:
            return others.ranked(book, component, rule)
        case _:
            return rules.worked(book, component)


def needed(plan: Plan, component: Component) -> set[str]:
    """The components that a component is paid on."""
    match component.rule:
        case Multiplier(of=of):
            return {*of}
        case Claim(fund=fund):
            return {
                each.id
                for each in plan.components
                if each.pays is Pays.FUND
                and each.fund == fund
                and not isinstance(each.rule, Claim)
            }
        case Guarantee():
            return {
                each.id
                for each in plan.components
                if each.pays is Pays.CASH
                and not isinstance(each.rule, Guarantee | Claim)
                and not (isinstance(each.rule, Multiplier) and component.id in each.rule.of)
            }
        case _:
            return set()
