"""What returns take back: all of it, their part, less as time passes, or by a schedule."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

from handlers.incentives.engine.columns.exact import Array, Exact, settled
from handlers.incentives.engine.columns.running import Groups
from handlers.incentives.engine.plan import Clawback, Method, On
from handlers.incentives.engine.selling.case import Case
from handlers.incentives.engine.selling.links import Links, State
from handlers.incentives.engine.selling.measures import signs


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """What a component counts of each entry, `alive` after it and `lived` before it; `late` are
    the returns that take nothing back any more."""

    state: State
    alive: Array
    lived: Array
    late: Array


def held(case: Case, state: State, clawback: Clawback | None, on: On | None) -> Held:
    """A measure's state as a component with this clawback sees it."""
    entries = case.entries
    late = np.zeros(len(entries), dtype=bool)
    if clawback is None or not len(entries.linked):
        return Held(state, entries.alive, entries.lived, late)
    linked = entries.linked
    shares = taken(clawback, case.day(on)[linked] - case.place(on)[linked])
    late[linked] = shares.top == 0
    chain = Groups.of(entries.root[linked])
    if clawback.method is Method.FULL:
        rest = state.after[entries.root[linked]].only(~_ever(chain, ~late[linked]))
    else:
        steps = state.step[linked].by(shares)
        rest = state.after[entries.root[linked]].plus(chain.running(steps)).plus(steps)
    gone = (
        ~late[linked]
        & (rest.top == 0)
        & ((clawback.method is Method.FULL) | ~entries.alive[linked])
    )
    return _chained(case, state, rest, late, ~_ever(chain, gone))


def taken(clawback: Clawback, days: Array) -> Exact:
    """The share of a return that is taken back so many days after its sale."""
    kinds, codes = np.unique(days, return_inverse=True)
    return Exact.of([share(clawback, day) for day in kinds.tolist()])[codes]


def share(clawback: Clawback, days: int) -> Fraction:
    limit = clawback.window_days
    if limit is not None and days > limit:
        return Fraction(0)
    match clawback.method:
        case Method.TIME_PRORATED:
            return Fraction(max(limit - max(days, 0), 0), limit) if limit else Fraction(1)
        case Method.SCHEDULE:
            steps = (step.pct for step in clawback.schedule if days <= step.within_days)
            return Fraction(next(steps, Decimal(0))) / 100
        case _:
            return Fraction(1)


def _chained(case: Case, state: State, rest: Exact, late: Array, alive: Array) -> Held:
    entries, linked = case.entries, case.entries.linked
    chain = Groups.of(entries.root[linked])
    sold = state.after[entries.root[linked]]
    first = np.zeros(len(linked), dtype=bool)
    first[chain.starts] = True
    earlier = Exact(np.roll(rest.top, 1), rest.bottom)
    before = sold.where(first, earlier)
    lives, lived = entries.alive.copy(), entries.lived.copy()
    lives[linked] = alive
    lived[linked] = first | np.roll(alive, 1)
    held = State(state.after.placed(linked, rest), state.before.placed(linked, before))
    return Held(held, lives, lived, late)


def _ever(chain: Groups, happened: Array) -> Array:
    """Whether it has happened in the chain, up to and with each."""
    return (chain.before(happened.astype(np.int64)) > 0) | happened


def units(case: Case, clawback: Clawback | None, amount: Fraction) -> State:
    """A fixed amount for each entry, and what is left of it: all until nothing is left of the
    sale, or with a clawback by parts the part of the sale that is left."""
    entries = case.entries
    shares, linked = entries.shares().times(amount), entries.linked
    sold = Exact(shares.top * entries.spread(signs(case.sales)), shares.bottom)
    if not len(linked):
        return State(sold, Exact.none(len(sold)))
    amounts = sold[entries.root]
    if clawback is None or clawback.method is Method.FULL:
        return State(amounts.only(entries.alive), amounts.only(entries.lived))
    left = (entries.links.state("amount"), entries.links.state("quantity"))
    ratios = [_parts(entries.links, left, row) for row in entries.row[linked].tolist()]
    roots = [amounts.at(int(entry)) for entry in entries.root[linked]]
    pairs = zip(ratios, roots, strict=True)
    both = settled([ratio * root for (one, two), root in pairs for ratio in (one, two)])
    rows = np.arange(len(linked))
    before = Exact.none(len(sold)).placed(linked, both[2 * rows + 1])
    return State(sold.placed(linked, both[2 * rows]), before)


def _parts(links: Links, left: tuple[State, State], row: int) -> tuple[Fraction, Fraction]:
    """What part of its sale is left after a return and before it: of the amount, where there is
    none of the units."""
    for column in left:
        if sold := column.after.at(int(links.root[row])):
            return column.after.at(row) / sold, column.before.at(row) / sold
    return Fraction(int(links.alive[row])), Fraction(int(links.lived[row]))
