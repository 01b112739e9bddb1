"""What returns take back: all of it, their part, less as time passes, or by a schedule."""

from __future__ import annotations

from collections.abc import Sequence
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
    """A measure's state as a component with this clawback sees it; a correction is no return."""
    entries = case.entries
    late = np.zeros(len(entries), dtype=bool)
    if clawback is None or not len(entries.linked):
        return Held(state, entries.alive, entries.lived, late)
    linked = entries.linked
    right = entries.spread(entries.links.corrections)[linked]
    shares = taken(clawback, case.day(on)[linked] - case.place(on)[linked])
    shares = shares.where(~right, Exact(np.ones(len(linked), dtype=np.int64)))
    late[linked] = shares.top == 0
    chain = Groups.of(entries.root[linked])
    steps = state.step[linked].by(shares)
    rest = state.after[entries.root[linked]].plus(chain.running(steps)).plus(steps)
    whole = (clawback.method is Method.FULL) & ~late[linked] & ~right
    rest = rest.only(~_ever(chain, whole))
    gone = whole | (~late[linked] & (rest.top == 0) & ~entries.alive[linked])
    more = right & entries.alive[linked] & (rest.top != 0)
    return _chained(case, state, rest, late, more | ~_ever(chain, gone, more))


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


def _ever(chain: Groups, happened: Array, undone: Array | None = None) -> Array:
    """Whether it has happened in the chain, up to and with each, since it was last undone."""
    marks = np.zeros(len(happened), dtype=bool) if undone is None else undone
    return (chain.since(happened.astype(np.int64), marks) > 0) | happened


def units(case: Case, clawback: Clawback | None, amount: Fraction) -> State:
    """A fixed amount for each entry, and what is left of it: all until nothing is left of the
    sale, or with a clawback by parts the part that is left of the sale as it was put right."""
    entries = case.entries
    shares, linked = entries.shares().times(amount), entries.linked
    sold = Exact(shares.top * entries.spread(signs(case.sales)), shares.bottom)
    if not len(linked):
        return State(sold, Exact.none(len(sold)))
    amounts = sold[entries.root]
    if clawback is None or clawback.method is Method.FULL:
        return State(amounts.only(entries.alive), amounts.only(entries.lived))
    links, columns = entries.links, ("amount", "quantity")
    left = [(links.state(column), links.sold(column)) for column in columns]
    ratios = [_parts(links, left, row) for row in entries.row[linked].tolist()]
    roots = [amounts.at(int(entry)) for entry in entries.root[linked]]
    pairs = zip(ratios, roots, strict=True)
    both = settled([ratio * root for (one, two), root in pairs for ratio in (one, two)])
    rows = np.arange(len(linked))
    before = Exact.none(len(sold)).placed(linked, both[2 * rows + 1])
    return State(sold.placed(linked, both[2 * rows]), before)


def _parts(
    links: Links, left: Sequence[tuple[State, State]], row: int
) -> tuple[Fraction, Fraction]:
    """What part of its sale is left after a return and before it."""
    after = [(state.after.at(row), sold.after.at(row)) for state, sold in left]
    before = [(state.before.at(row), sold.before.at(row)) for state, sold in left]
    return _part(after, links.alive[row]), _part(before, links.lived[row])


def _part(left: Sequence[tuple[Fraction, Fraction]], alive: bool) -> Fraction:
    """Of the amount; of the units where none was sold."""
    return next((rest / sold for rest, sold in left if sold), Fraction(int(alive)))
