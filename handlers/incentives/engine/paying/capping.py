"""The most that a window or the plan pays, eaten line by line; what is beyond is lost or paid in
later windows."""

from __future__ import annotations

import numpy as np

from handlers.incentives.engine.columns.exact import Array, fit, integers, largest
from handlers.incentives.engine.columns.running import WINDOWS, Groups, unpaired
from handlers.incentives.engine.paying.bases import base
from handlers.incentives.engine.paying.paid import Paid, added, minor, prior_paid
from handlers.incentives.engine.plan import Excess, Limit
from handlers.incentives.engine.selling.case import Case

#: Of each earner's window: what was beyond the most, and how much room is left.
Rooms = dict[int, dict[int, tuple[int, int]]]


def per_period(case: Case, own: Paid, groups: Groups, limit: Limit) -> list[Paid]:
    """The component's own lines, and the later ones of what they had too much."""
    if limit.max is None:
        return [own]
    most = minor(case, limit.max)
    prior = prior_in(case, own, groups.keys)
    until = paid_until(groups, own.amount, prior)
    after = capped(own.amount, until, most)
    lines = [own.cut_to(after, limit, until)]
    if limit.excess is Excess.CARRY_FORWARD and own.cut.months:
        excess = groups.totals(own.amount) - groups.totals(after)
        if (excess > 0).any():
            room = most - prior - groups.totals(after)
            later = _carried(case, own, (groups.keys, excess, room), most)
            lines += [later] if len(later) else []
    return lines


def per_plan(case: Case, lines: list[Paid], limit: Limit) -> list[Paid]:
    """All lines together, in the order of their days."""
    if limit.max is None:
        return lines
    days = np.concatenate([counting_days(case, line) for line in lines])
    seats = np.concatenate([_seats(case, line) for line in lines])
    earner = np.concatenate([line.earner for line in lines])
    amount = np.concatenate([line.amount for line in lines])
    groups = Groups.of(earner, np.lexsort((seats, days)))
    prior = np.full(len(groups), prior_paid(case, lines[0].component), dtype=np.int64)
    until = paid_until(groups, amount, prior)
    after = capped(amount, until, minor(case, limit.max))
    ends = np.cumsum([len(line) for line in lines])[:-1]
    parts = zip(lines, np.split(after, ends), np.split(until, ends), strict=True)
    return [line.cut_to(part, limit, before) for line, part, before in parts]


def paid_until(groups: Groups, amount: Array, prior: Array) -> Array:
    """What each line's group had before it."""
    if not len(groups):
        return amount
    bound = largest(prior) + largest(amount) * len(amount)
    return fit(groups.before(amount), bound) + groups.spread(prior)


def capped(amount: Array, until: Array, most: int) -> Array:
    """What of each line is within the most that its group may have."""
    after: Array = np.minimum(until + amount, most)
    paid: Array = after - np.minimum(until, most)
    return paid


def prior_in(case: Case, own: Paid, keys: Array) -> Array:
    """What was paid before these sales, in the first window."""
    first = case.first_window(own.cut, base(case.plan, own.component).on)
    return np.where(keys % WINDOWS == first, prior_paid(case, own.component), 0)


def counting_days(case: Case, line: Paid) -> Array:
    """The day on which each line counts: a return never comes before its sale."""
    if line.worked is None or line.worked.on_totals:
        return line.day
    return np.maximum(line.day, case.place(base(case.plan, line.component).on))


def _seats(case: Case, line: Paid) -> Array:
    """The order of lines of one day: as the sales count, then what is on totals."""
    entries = len(case.entries)
    if line.worked is None or line.worked.on_totals or not len(line):
        return np.full(len(line), entries)
    seats = np.empty(entries, dtype=np.int64)
    seats[case.order(base(case.plan, line.component).on)] = np.arange(entries)
    return seats


def _carried(case: Case, own: Paid, beyond: tuple[Array, Array, Array], most: int) -> Paid:
    """Each excess in the next windows of the file, as far as they have room after their own."""
    keys, excess, room = beyond
    earners, windows = unpaired(keys)
    rooms: Rooms = {}
    for place, earner in enumerate(earners.tolist()):
        here = rooms.setdefault(earner, {})
        here[int(windows[place])] = int(excess[place]), int(room[place])
    last = case.last_window(own.cut, base(case.plan, own.component).on)
    paid = [
        (earner, window, amount)
        for earner, found in rooms.items()
        for window, amount in _later(found, last, most)
    ]
    columns = [list(column) for column in zip(*paid, strict=True)] or [[], [], []]
    who, when, much = (integers(column) for column in columns)
    return added(own, "carried", own.cut, (who.astype(np.int32), when.astype(np.int32), much))


def _later(found: dict[int, tuple[int, int]], last: int, most: int) -> list[tuple[int, int]]:
    """What is paid of the excess in which window."""
    waiting, paid = 0, []
    for window in range(min(found), last + 1):
        excess, room = found.get(window, (0, most))
        if amount := min(waiting, max(room, 0)):
            paid.append((window, amount))
        waiting += excess - amount
    return paid
