"""Rules that pay on the total of an earner's stretch: one line each."""

from __future__ import annotations

from fractions import Fraction

from handlers.incentives.engine.paying.reasons import Reason
from handlers.incentives.engine.plan import Component, Growth, Measure
from handlers.incentives.engine.rules import Fixed, Tiers
from tests.handlers.incentives.engine.reference import growing, measures, tables
from tests.handlers.incentives.engine.reference.book import Book, Entry
from tests.handlers.incentives.engine.reference.matching import (
    base,
    furthest,
    named,
    open_for,
    unasked,
    why,
)
from tests.handlers.incentives.engine.reference.measures import Held, Key
from tests.handlers.incentives.engine.reference.times import Stretch
from tests.handlers.incentives.engine.reference.worked import NONE, Due, of_total


def stretched(book: Book, component: Component) -> dict[Key, list[Entry]]:
    """The entries of each earner's stretch."""
    found = base(book.plan, component)
    groups: dict[Key, list[Entry]] = {}
    for entry in book.entries:
        stretch = Stretch.of(found.months, book.place(entry, found.on))
        groups.setdefault((entry.earner(component.earner), stretch), []).append(entry)
    return groups


def opened(book: Book, component: Component) -> dict[Key, Due]:
    """A line where the plan was in force, so far due for nothing."""
    lines = {}
    for (earner, stretch), entries in stretched(book, component).items():
        reasons = [why(book, component, entry) for entry in entries]
        inside = [reason for reason in reasons if reason is not Reason.OUTSIDE_PLAN]
        if inside:
            due = lines[earner, stretch] = of_total(book, earner, stretch)
            due.why = furthest(inside)
    return lines


def left(book: Book, component: Component, entries: list[Entry], held: dict[Entry, Held]) -> int:
    """Of how many sales anything is left."""
    return sum(
        entry.sale.sign * (int(held[entry].alive) - int(held[entry].lived) if entry.linked else 1)
        for entry in entries
        if why(book, component, entry) is Reason.NONE
    )


def whole(book: Book, component: Component, rule: Tiers, measure: Measure) -> list[Due]:
    """The row that the total has reached, for all of it."""
    held = measures.counted(book, component, measure)
    lines, groups = opened(book, component), stretched(book, component)
    for where, due in lines.items():
        paid = [entry for entry in groups[where] if why(book, component, entry) is Reason.NONE]
        due.base = sum((held[entry].step for entry in paid), NONE)
        due.total = measures.prior(book, measure, where[1])
        total = due.base + due.total
        amount = pays(book, component, groups[where], total, due)
        live = left(book, component, groups[where], held) > 0
        due.after = amount if live or total else NONE
        due.settled()
    return list(lines.values())


def pays(
    book: Book, component: Component, entries: list[Entry], total: Fraction, due: Due
) -> Fraction:
    """What a rule pays for a total, by its own row or by one that something else picks."""
    rule = component.rule
    if not isinstance(rule, Tiers) or rule.by in ("", rule.base):
        return tables.function(rule)(total)
    measure, growth = named(book.plan, rule.by)
    last = max(book.stretch(entry, measure.window, measure.date) for entry in entries)
    where = entries[0].earner(component.earner), last
    if growth is None:
        number = measures.totals(book, measure, component.earner).get(where, NONE)
        row = tables.BELOW if number < 0 else tables.reached(rule, number)
        return tables.picked(rule, row, total)
    seen = growing.grown(book, growth, component.earner, book.eligible).get(where)
    if seen is None or seen.percent is None:
        due.unpaid(Reason.NO_BASELINE)
        return NONE
    return tables.picked(rule, tables.reached(rule, seen.percent), total)


def growing_rule(book: Book, component: Component, growth: Growth) -> list[Due]:
    """On how much more there is than the baseline."""

    def counts(entry: Entry) -> bool:
        outside = not book.in_force(entry, base(book.plan, component).on)
        reason = unasked(book, component, entry) if outside else why(book, component, entry)
        return reason is Reason.NONE

    grown = growing.grown(book, growth, component.earner, counts)
    lines, groups = opened(book, component), stretched(book, component)
    for where, due in lines.items():
        seen = grown.get(where)
        if seen is None or seen.baseline is None:
            due.unpaid(Reason.NO_BASELINE)
        else:
            due.base = seen.base(growth.pay_on)
        if not due.base:
            due.unpaid(Reason.NO_GROWTH)
        due.total = NONE
        amount = pays(book, component, groups[where], due.base, due)
        due.after = amount if due.why is Reason.NONE else NONE
    return list(lines.values())


def fixed(book: Book, component: Component, rule: Fixed) -> list[Due]:
    """An amount for a stretch in which anything counts."""
    held = measures.fixed(book, Fraction(rule.amount), component.clawback)
    gate = open_for(book, rule.gate, component.earner) if rule.gate else lambda entry: True
    lines, groups = opened(book, component), stretched(book, component)
    for where, due in lines.items():
        due.after = Fraction(rule.amount)
        if left(book, component, groups[where], held) <= 0:
            due.unpaid(Reason.NOTHING)
        if not any(map(gate, groups[where])):
            due.unpaid(Reason.GATE_CLOSED)
        due.settled()
    return list(lines.values())
