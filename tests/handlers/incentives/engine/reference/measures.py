"""What a plan measures of each entry, after and before it, and the totals of that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from handlers.incentives.engine.plan import (
    Clawback,
    Component,
    Earner,
    Measure,
    Method,
    Of,
    On,
    RateOf,
)
from storage.values import exponent
from tests.handlers.incentives.engine.reference import times
from tests.handlers.incentives.engine.reference.book import Book, Entry
from tests.handlers.incentives.engine.reference.left import NONE, Left, lefts, part, signed
from tests.handlers.incentives.engine.reference.times import Stretch

COLUMNS = ("amount", "quantity", "collected", "cost")
MONEY = (Of.AMOUNT, Of.COLLECTED, Of.MARGIN)
Key = tuple[str | None, Stretch]


@dataclass(frozen=True)
class Held:
    """A number after and before an entry, whether anything is left of its sale then, and whether
    it comes too late to take anything back."""

    after: Fraction
    before: Fraction = NONE
    alive: bool = True
    lived: bool = False
    late: bool = False

    @property
    def step(self) -> Fraction:
        return self.after - self.before


def measured(book: Book, measure: Measure) -> dict[Entry, Held]:
    return chained(book, lambda sale: numbers(book, measure, sale))


def counted(book: Book, component: Component, measure: Measure) -> dict[Entry, Held]:
    """As the component takes returns back."""
    found = measured(book, measure)
    return clawed(book, found, component.clawback, measure.date)


def known(book: Book, measure: Measure, entry: Entry) -> bool:
    """Whether its conditions hold for the sale, and the sale says what it needs."""
    needed = {
        Of.COUNT: (),
        Of.MARGIN: ("amount", "cost", "quantity"),
        Of.FIELD: (measure.column,),
    }.get(measure.of, (measure.of.value,))
    said = all(entry.sale.row.get(column) for column in needed)
    return said and book.holds(entry, measure.where)


def chained(book: Book, of: Callable[[Entry], list[tuple[Fraction, bool]]]) -> dict[Entry, Held]:
    found: dict[Entry, Held] = {}
    for sale in book.entries:
        if sale.linked:
            continue
        (sold, _), *rest = of(sale)
        found[sale] = Held(sold)
        before, lived = sold, True
        for entry, (after, alive) in zip(sale.chain, rest, strict=True):
            found[entry] = Held(after, before, alive, lived)
            before, lived = after, alive
    return found


def numbers(book: Book, measure: Measure, sale: Entry) -> list[tuple[Fraction, bool]]:
    """What a sale comes to, and what is left of that after each of its returns."""
    states = lefts(sale, [*COLUMNS, measure.column or "amount"])
    if not known(book, measure, sale):
        return [(NONE, state.alive) for state in states]
    unit = 10 ** exponent(book.plan.currency) if measure.of in MONEY else None
    factor = exchanged(book, sale) if measure.of in MONEY else 1
    return [
        (part(sale, one(measure, sale, state), unit) * factor, state.alive) for state in states
    ]


def one(measure: Measure, sale: Entry, state: Left) -> Fraction:
    match measure.of:
        case Of.COUNT:
            return Fraction(sale.sign * state.alive)
        case Of.MARGIN:
            amount, cost = state.of("amount"), abs(signed(sale, "cost") or NONE)
            size = max(abs(amount) - cost * abs(state.of("quantity")), NONE)
            return size if amount >= 0 else -size
        case Of.FIELD:
            return state.of(measure.column)
        case _:
            return state.of(measure.of.value)


def exchanged(book: Book, sale: Entry) -> Fraction:
    """What one unit of the sale's currency is in the plan's."""
    currency, home, basis = sale.row["currency"], book.plan.currency, book.plan.fx.rate
    if currency == home:
        return Fraction(1)
    fixed = book.rates.get(f"{currency}/{home}")
    if basis is RateOf.FIXED:
        assert fixed is not None
        return Fraction(fixed)
    dated = sorted(
        (times.day(name.partition("@")[2]), Fraction(rate))
        for name, rate in book.rates.items()
        if name.startswith(f"{currency}/{home}@")
    )
    on = {RateOf.BOOKED_DATE: On.BOOKED, RateOf.INVOICE_DATE: On.INVOICED}.get(basis)
    day = book.day(sale, on)
    period = Stretch.of(times.MONTHS[book.plan.period], day)
    if basis is RateOf.PERIOD_AVERAGE:
        found = [rate for since, rate in dated if period.first <= since <= period.last]
        found = [sum(found, NONE) / len(found)] if found else []
    else:
        until = period.last if basis is RateOf.PERIOD_END else day
        found = [rate for since, rate in dated if since <= until][-1:]
    return found[0] if found else Fraction(fixed or 0)


def clawed(
    book: Book, found: dict[Entry, Held], clawback: Clawback | None, on: On | None
) -> dict[Entry, Held]:
    """Each return takes back its share of what came back, a full one everything for good; a
    correction counts as it is."""
    if clawback is None:
        return found
    for sale in [each for each in found if not each.linked]:
        held, forfeit = found[sale], False
        for entry in sale.chain:
            share = taken(clawback, (book.day(entry, on) - book.place(entry, on)).days)
            share = Fraction(1) if entry.corrects else share
            full = share > 0 and clawback.method is Method.FULL and not entry.corrects
            forfeit = forfeit or full
            after = NONE if forfeit else held.after + found[entry].step * share
            gone = full or (share > 0 and not after and not found[entry].alive)
            again = entry.corrects and after != 0 and found[entry].alive
            alive = again or (held.alive and not gone)
            held = Held(after, held.after, alive, held.alive, share == 0)
            found = found | {entry: held}
    return found


def taken(clawback: Clawback, days: int) -> Fraction:
    window = clawback.window_days
    if window is not None and days > window:
        return NONE
    if clawback.method is Method.TIME_PRORATED and window:
        return Fraction(window - max(days, 0), window)
    if clawback.method is Method.SCHEDULE:
        steps = [step.pct for step in clawback.schedule if days <= step.within_days]
        return Fraction(steps[0]) / 100 if steps else NONE
    return Fraction(1)


def key(book: Book, earner: Earner, measure: Measure, entry: Entry) -> Key:
    return entry.earner(earner), book.stretch(entry, measure.window, measure.date)


def totals(book: Book, measure: Measure, earner: Earner) -> dict[Key, Fraction]:
    """Of everything that the plan counts, with what was before in the first stretch."""
    found: dict[Key, Fraction] = {}
    for entry, held in measured(book, measure).items():
        where = key(book, earner, measure, entry)
        found.setdefault(where, prior(book, measure, where[1]))
        found[where] += held.step if book.counts(entry, measure.date) else NONE
    return found


def running(book: Book, measure: Measure, earner: Earner) -> dict[Entry, Fraction]:
    """The total of each entry's stretch until then, with its own."""
    sums: dict[Key, Fraction] = {}
    found: dict[Entry, Fraction] = {}
    steps = measured(book, measure)
    for entry in book.ordered(measure.date):
        where = key(book, earner, measure, entry)
        step = steps[entry].step if book.counts(entry, measure.date) else NONE
        sums[where] = sums.get(where, prior(book, measure, where[1])) + step
        found[entry] = sums[where]
    return found


def prior(book: Book, measure: Measure, stretch: Stretch) -> Fraction:
    return book.prior_of(measure.id, stretch, measure.window, measure.date)


def fixed(book: Book, amount: Fraction, clawback: Clawback | None) -> dict[Entry, Held]:
    """A fixed amount until nothing is left of its sale; where returns are taken back by parts,
    the part of it that is left."""

    def of(sale: Entry) -> list[tuple[Fraction, bool]]:
        states = lefts(sale, COLUMNS)
        whole = part(sale, amount * sale.sign, None)
        by_parts = clawback is not None and clawback.method is not Method.FULL
        sold = corrected(sale, states[0])
        return [
            (whole * (ratio(each, state) if by_parts else state.alive), state.alive)
            for each, state in zip(sold, states, strict=True)
        ]

    found = clawed(book, chained(book, of), clawback, None)
    return {
        entry: replace(held, before=held.before if entry.linked else NONE)
        for entry, held in found.items()
    }


def corrected(sale: Entry, sold: Left) -> list[Left]:
    """What was sold, as it was known then: at first and after each of the chain."""
    found = [sold]
    for entry in sale.chain:
        numbers = found[-1].numbers
        if entry.corrects:
            numbers = {
                column: number + (signed(entry, column) or NONE)
                for column, number in numbers.items()
            }
        found.append(Left(numbers, True))
    return found


def ratio(sold: Left, left: Left) -> Fraction:
    column = "amount" if sold.of("amount") else "quantity"
    if not sold.of(column):
        return Fraction(left.alive)
    return left.of(column) / sold.of(column) if left.alive else NONE
