"""Which sale to a customer earns what is paid once a customer."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from handlers.incentives.engine.columns.exact import Array
from handlers.incentives.engine.columns.running import Groups
from handlers.incentives.engine.paying.worked import Lives
from handlers.incentives.engine.plan import Earner
from handlers.incentives.engine.selling.case import Case
from handlers.incentives.engine.selling.measures import signs


def earning(case: Case, earner: Earner, paid: Array, lives: Lives) -> Array:
    """Whether an entry is the customer's first, or a return of it. Once nothing is left of that
    sale, the next sale to the customer earns it again; a refund of no sale takes back what there
    is."""
    entries = case.entries
    own = entries.root == np.arange(len(entries))
    units = np.where(own, entries.spread(signs(case.sales)), 0)
    gone = paid & ((~own & lives.lived & ~lives.alive) | (units < 0))
    groups = Groups.of(_customers(case, earner), case.order(None))
    earliest = groups.before((paid & (units > 0)).astype(np.int64)) == 0
    chosen: Array = (paid & (units > 0) & earliest)[entries.root]
    for members in _troubled(groups, gone):
        chosen[members] = False
        chosen[_chosen(entries.root, np.where(paid, units, 0), gone, members)] = True
    return chosen


def _customers(case: Case, earner: Earner) -> Array:
    """One number for an earner and a customer."""
    entries = case.entries
    customers = entries.rooted(entries.spread(case.sales.texts("customer").codes))
    return case.earner(earner).codes.astype(np.int64) * (len(entries) + 1) + customers


def _troubled(groups: Groups, gone: Array) -> Iterator[list[int]]:
    """The entries of each customer of whose sales something came back."""
    for group in np.unique(groups.number[gone[groups.order]]).tolist():
        yield groups.order[groups.starts[group] : groups.ends[group] + 1].tolist()


def _chosen(root: Array, units: Array, gone: Array, members: list[int]) -> list[int]:
    """The sales that earn it one after the other, each with its returns until nothing is left, and
    the refunds of no sale."""
    holder, chosen = -1, []
    for entry in members:
        if units[entry] > 0 and holder < 0:
            holder = entry
        elif not _concerns(holder, int(root[entry]), int(units[entry])):
            continue
        chosen.append(entry)
        if gone[entry]:
            holder = -1
    return chosen


def _concerns(holder: int, root: int, units: int) -> bool:
    """Whether an entry that earns nothing itself takes something back from who holds it."""
    return holder >= 0 and (units < 0 or (units == 0 and root == holder))
