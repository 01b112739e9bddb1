"""Rules that pay on what was sold."""

from __future__ import annotations

from fractions import Fraction

from handlers.incentives.engine.paying.reasons import Reason
from handlers.incentives.engine.plan import Component, Measure, Within
from handlers.incentives.engine.rules import Accumulate, Fixed, Mode, OncePer, PerUnit, Rate, Tiers
from tests.handlers.incentives.engine.reference import growing, measures, tables, windowed
from tests.handlers.incentives.engine.reference.book import Book, Entry
from tests.handlers.incentives.engine.reference.matching import base, named, open_for, why
from tests.handlers.incentives.engine.reference.measures import Held, Key
from tests.handlers.incentives.engine.reference.worked import NONE, Due, of_entry


def worked(book: Book, component: Component) -> list[Due]:
    found = base(book.plan, component)
    rule = component.rule
    if isinstance(rule, Fixed) and rule.once_per in (OncePer.PERIOD, OncePer.PLAN):
        return windowed.fixed(book, component, rule)
    if isinstance(rule, Fixed):
        return fixed(book, component, rule)
    measure = found.measure
    assert measure is not None
    if found.growth is not None:
        return windowed.growing_rule(book, component, found.growth)
    return on_measure(book, component, measure)


def on_measure(book: Book, component: Component, measure: Measure) -> list[Due]:
    rule = component.rule
    alone = measure.window is Within.TRANSACTION
    plain = isinstance(rule, Rate)
    if isinstance(rule, PerUnit):
        plain = rule.package is None and not rule.free
    if isinstance(rule, Tiers):
        alone |= rule.accumulate is Accumulate.TRANSACTION
        if rule.mode is Mode.WHOLE and not alone:
            return windowed.whole(book, component, rule, measure)
    if plain or alone:
        return by_itself(book, component, measure, plain)
    return adding(book, component, measure)


def lines(book: Book, component: Component, held: dict[Entry, Held]) -> list[Due]:
    """One for each entry, so far due for nothing."""
    made = []
    for entry in book.entries:
        due = of_entry(book, component, entry, why(book, component, entry))
        due.alive, due.lived = held[entry].alive, held[entry].lived
        if held[entry].late:
            due.unpaid(Reason.TOO_LATE)
        made.append(due)
    return made


def by_itself(book: Book, component: Component, measure: Measure, plain: bool) -> list[Due]:
    """What is left of each sale pays as if it had been sold alone."""
    held = measures.counted(book, component, measure)
    rule = component.rule
    selects = isinstance(rule, Tiers) and rule.by not in ("", rule.base)
    picked = rows(book, component) if selects else {}
    made = lines(book, component, held)
    for due in made:
        assert due.entry is not None
        mine = held[due.entry]

        def pays(number: Fraction, entry: Entry = due.entry) -> Fraction:
            if not isinstance(rule, Tiers) or not selects:
                return mirrored(book, component, number)
            size = tables.picked(rule, picked[entry] or 0, abs(number))
            return size if number >= 0 else -size

        due.after = pays(mine.after) if plain or mine.alive else NONE
        due.before = pays(mine.before) if plain or mine.lived else NONE
        due.base = mine.step
        if selects and picked[due.entry] is None:
            due.unpaid(Reason.NO_BASELINE)
        due.settled()
    return made


def mirrored(book: Book, component: Component, number: Fraction) -> Fraction:
    due = tables.function(component.rule)(abs(number))
    return due if number >= 0 else -due


def rows(book: Book, component: Component) -> dict[Entry, int | None]:
    """The row that something else than the base picks for each sale, and for its returns (None:
    there is nothing to pick by)."""
    rule = component.rule
    assert isinstance(rule, Tiers)
    measure, growth = named(book.plan, rule.by)
    found: dict[Entry, int | None] = {}
    if growth is not None:
        grown = growing.grown(book, growth, component.earner, book.eligible)
        for entry in book.entries:
            seen = grown.get(measures.key(book, component.earner, measure, entry))
            percent = seen.percent if seen else None
            found[entry] = None if percent is None else tables.reached(rule, percent)
        return found
    own = measures.measured(book, measure)
    running = measures.running(book, measure, component.earner)
    totals = measures.totals(book, measure, component.earner)
    for entry in book.entries:
        sale = entry.sale
        number = totals[measures.key(book, component.earner, measure, sale)]
        if rule.accumulate is Accumulate.TRANSACTION:
            number = running[sale]
        if measure.window is Within.TRANSACTION:
            number = abs(own[sale].after)
        found[entry] = tables.BELOW if number < 0 else tables.reached(rule, number)
    return found


def adding(book: Book, component: Component, measure: Measure) -> list[Due]:
    """What each entry adds to what its stretch's total is due; nothing is due before the first,
    nor once the total is back where it began."""
    held = measures.counted(book, component, measure)
    made = {due.entry: due for due in lines(book, component, held)}
    function = tables.function(component.rule)
    totals: dict[Key, Fraction] = {}
    begun: dict[Key, bool] = {}
    for entry in book.ordered(measure.date):
        due = made[entry]
        prior = measures.prior(book, measure, due.place)
        total = totals.get(due.key, NONE)
        due.total = total + prior
        if due.why is not Reason.NONE:
            continue
        step = held[entry].step
        before = function(total + prior) if begun.get(due.key, prior != 0) else NONE
        due.base, due.after = step, function(total + step + prior) - before
        due.back = total != 0 and total + step == 0
        totals[due.key], begun[due.key] = total + step, prior != 0 or not due.back
    return list(made.values())


def fixed(book: Book, component: Component, rule: Fixed) -> list[Due]:
    """An amount for each sale, or for the customer's first."""
    held = measures.fixed(book, Fraction(rule.amount), component.clawback)
    opened = open_for(book, rule.gate, component.earner) if rule.gate else lambda entry: True
    by_customer, made = rule.once_per is OncePer.CUSTOMER, {}
    for entry in book.entries:
        due = made[entry] = of_entry(book, component, entry, why(book, component, entry))
        due.alive, due.lived = held[entry].alive, held[entry].lived
        due.base, due.after, due.before = (
            held[entry].step,
            held[entry].after,
            held[entry].before,
        )
        if not opened(entry):
            due.unpaid(Reason.GATE_CLOSED)
        if held[entry].late:
            due.unpaid(Reason.TOO_LATE)
        if by_customer and not entry.sale.row.get("customer"):
            due.unpaid(Reason.NO_CUSTOMER)
        due.settled()
    if by_customer:
        once_per_customer(book, component, made)
    return list(made.values())


def once_per_customer(book: Book, component: Component, made: dict[Entry, Due]) -> None:
    """The first sale earns it; once nothing is left of that, the next one does; a refund of no
    sale takes back what there is."""
    holders: dict[tuple[str | None, str | None], Entry] = {}
    for entry in book.ordered(None):
        due = made[entry]
        if due.why is not Reason.NONE:
            continue
        whose = entry.earner(component.earner), entry.sale.row.get("customer")
        holder = holders.get(whose)
        unit = 0 if entry.linked else entry.sign
        mine = holder is entry.sale if entry.linked else (unit > 0) == (holder is None)
        if not mine or not (unit or entry.linked):
            due.unpaid(Reason.ALREADY_PAID)
        elif unit > 0:
            holders[whose] = entry
        elif unit < 0 or (due.lived and not due.alive):
            del holders[whose]
