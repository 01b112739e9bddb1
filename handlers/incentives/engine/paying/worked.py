"""What a rule makes of what was sold, before it is rounded and limited."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from handlers.incentives.engine.columns.exact import Array, Exact
from handlers.incentives.engine.columns.running import Groups, unpaired
from handlers.incentives.engine.columns.windows import Cut
from handlers.incentives.engine.paying.bases import Base, base
from handlers.incentives.engine.paying.reasons import Reason
from handlers.incentives.engine.plan import Component
from handlers.incentives.engine.selling.case import Case

#: The entry of a line that is on a total.
TOTAL = -1


@dataclass(frozen=True, slots=True, eq=False)
class Lives:
    """Whether anything of its sale is left after each entry, and was before it."""

    alive: Array
    lived: Array


@dataclass(frozen=True, slots=True, eq=False)
class Worked:
    """The lines of a component: what is due after and before each, for `base` more on top of
    `total`.

    `entry` is the transaction's (-1: the line is on a total), `place` the window whose limits it
    counts for, `window` the one it belongs to. `row` is the table's row where not the base picked
    it, `back` marks lines that take back exactly what was posted before them.
    """

    component: Component
    cut: Cut
    entry: Array
    earner: Array
    place: Array
    window: Array
    why: Array
    base: Exact
    after: Exact
    before: Exact
    total: Exact | None = None
    row: Array | None = None
    back: Array | None = None
    lives: Lives | None = None

    def __len__(self) -> int:
        return len(self.entry)

    @property
    def gross(self) -> Exact:
        return self.after.minus(self.before)

    def without(self, gone: Array) -> Worked:
        """Lines on totals without some of them."""
        columns = ("entry", "earner", "place", "window", "why", "base", "after", "before")
        maybe = [name for name in ("total", "row", "back") if getattr(self, name) is not None]
        return replace(self, **{name: getattr(self, name)[~gone] for name in (*columns, *maybe)})

    @property
    def on_totals(self) -> bool:
        return not len(self) or int(self.entry[0]) == TOTAL


@dataclass(frozen=True, slots=True, eq=False)
class Due:
    """What a rule says of every entry: what is due after and before it, for how much."""

    base: Exact
    after: Exact
    before: Exact
    total: Exact | None = None
    row: Array | None = None
    back: Array | None = None
    lives: Lives | None = None


def on_entries(case: Case, component: Component, why: Array, due: Due) -> Worked:
    """A line for each entry; those not paid are zero."""
    found = base(case.plan, component)
    paid = why == 0
    return Worked(
        component,
        found.cut,
        case.keep("entries", lambda: np.arange(len(case.entries))),
        case.earner(component.earner).codes,
        case.windows(found.cut, found.on),
        case.own_windows(found.cut, found.on),
        why,
        due.base.only(paid),
        due.after.only(paid),
        due.before.only(paid),
        due.total,
        due.row,
        due.back,
        due.lives,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """The earners and windows that a component on totals has lines for, and why not, where none of
    their entries is paid."""

    keys: Array
    why: Array

    @classmethod
    def of(cls, groups: Groups, why: Array) -> Stretches:
        """Where the plan was in force; of several reasons the one that came furthest."""
        rank = np.where(why == 0, len(Reason), why).astype(np.int64)
        if not len(groups):
            return cls(groups.keys, rank)
        best = np.maximum.reduceat(rank[groups.order], groups.starts)
        inside = best > Reason.OUTSIDE_PLAN.code
        best = np.where(best == len(Reason), 0, best)[inside].astype(np.int8)
        return cls(groups.keys[inside], best)


def on_totals(component: Component, found: Base, stretches: Stretches, due: Due) -> Worked:
    """A line for each earner and window."""
    earner, window = unpaired(stretches.keys)
    paid = stretches.why == 0
    return Worked(
        component,
        found.cut,
        np.full(len(earner), TOTAL),
        earner,
        window,
        window,
        stretches.why,
        due.base.only(paid),
        due.after.only(paid),
        due.before.only(paid),
        due.total,
        due.row,
    )
