"""Which entries a component pays, and the first reason not to pay the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from handlers.incentives.engine.conditions import Test
from handlers.incentives.engine.paying.reasons import Reason
from handlers.incentives.engine.plan import Component, Earner, Growth, Measure, On, Plan, Within
from handlers.incentives.engine.rules import Fixed, Multiplier, OncePer, PerUnit, Rank, Rate, Tiers
from tests.handlers.incentives.engine.reference import facts, growing, measures, times
from tests.handlers.incentives.engine.reference.book import Book, Entry


@dataclass(frozen=True)
class Base:
    """What a component is paid on (None: on no measure), and of how many months its windows
    are."""

    measure: Measure | None
    growth: Growth | None
    months: int

    @property
    def on(self) -> On | None:
        return self.measure.date if self.measure else None


def base(plan: Plan, component: Component) -> Base:
    match component.rule:
        case Rate(base=name) | PerUnit(base=name) | Tiers(base=name) | Rank(measure=name):
            measure, growth = named(plan, name)
            return Base(measure, growth, times.months(measure.window, plan.period))
        case Fixed(once_per=OncePer.PLAN):
            return Base(None, None, 0)
        case Multiplier(of=of):
            each = [base(plan, one).months for one in plan.components if one.id in of]
            return Base(None, None, 0 if 0 in each else max(each))
        case _:
            return Base(None, None, times.MONTHS[plan.period])


def named(plan: Plan, name: str) -> tuple[Measure, Growth | None]:
    growth = plan.growth.get(name)
    return plan.measures[growth.measure if growth else name], growth


def why(book: Book, component: Component, entry: Entry) -> Reason:
    """Reason.NONE: it is paid."""
    found = base(book.plan, component)
    if not book.in_force(entry, found.on):
        return Reason.OUTSIDE_PLAN
    reason = unasked(book, component, entry)
    rivals = [
        each
        for each in book.plan.components
        if component.exclusive_group
        and each.exclusive_group == component.exclusive_group
        and each.priority > component.priority
        and book.in_force(entry, base(book.plan, each).on)
        and unasked(book, each, entry) is Reason.NONE
    ]
    return Reason.OTHER_RULE if reason is Reason.NONE and rivals else reason


def unasked(book: Book, component: Component, entry: Entry) -> Reason:
    """Why not, whenever it happened and whoever else pays it."""
    measure = base(book.plan, component).measure
    if book.free(entry):
        return Reason.COMMISSION_FREE
    if not book.holds(entry, book.plan.eligible):
        return Reason.NOT_ELIGIBLE
    if not book.holds(entry, component.when):
        return Reason.NOT_MATCHED
    if measure is not None and not measures.known(book, measure, entry):
        return Reason.NOT_MEASURED
    return Reason.NONE


def furthest(reasons: Sequence[Reason]) -> Reason:
    """Of several the one that came furthest; paid if any is."""
    order = list(Reason)
    return Reason.NONE if Reason.NONE in reasons else max(reasons, key=order.index)


def open_for(book: Book, gate: Test, earner: Earner) -> Callable[[Entry], bool]:
    """Whether the gate is open for an entry: by the final total of its stretch, or with a measure
    of the transaction by its sale's own."""
    measure, growth = named(book.plan, gate.field)

    def opens(number: Fraction | None) -> bool:
        values = [Fraction(value) for value in gate.values if isinstance(value, Decimal)]
        if number is None:
            return False
        return facts.ordered(gate.op, [(number > value) - (number < value) for value in values])

    if growth is not None:
        grown = growing.grown(book, growth, earner, book.eligible)

        def percent(entry: Entry) -> bool:
            found = grown.get(measures.key(book, earner, measure, entry))
            return opens(found.percent if found else None)

        return percent
    if measure.window is Within.TRANSACTION:
        own = measures.measured(book, measure)
        return lambda entry: book.eligible(entry) and opens(own[entry.sale].after)
    totals = measures.totals(book, measure, earner)
    return lambda entry: opens(totals[measures.key(book, earner, measure, entry)])
