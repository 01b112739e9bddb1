"""The lines of a component once they are rounded and limited: what is really paid."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

import numpy as np

from handlers.incentives.engine.columns.exact import Array, Exact
from handlers.incentives.engine.columns.rounding import rounded
from handlers.incentives.engine.columns.windows import Cut, number
from handlers.incentives.engine.paying.bases import base
from handlers.incentives.engine.paying.worked import TOTAL, Worked
from handlers.incentives.engine.plan import Component, Limit
from handlers.incentives.engine.selling.case import Case


@dataclass(frozen=True, slots=True, eq=False)
class Cutting:
    """A limit (None: a total that is back where it began), each line before and after it, and
    what had been paid until each where that matters."""

    limit: Limit | None
    before: Array
    after: Array
    until: Array | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Paid:
    """Lines of one name: a component's own, its `floor`s or what it `carried` over. `rounded` is
    in minor units before the limits, `amount` after them; `until` is the gross of the window
    before each line, where totals are rounded."""

    id: str
    component: Component
    cut: Cut
    entry: Array
    earner: Array
    window: Array
    day: Array
    why: Array
    gross: Exact
    rounded: Array
    cuttings: tuple[Cutting, ...]
    amount: Array
    case: Case
    worked: Worked | None = None
    until: Exact | None = None

    def __len__(self) -> int:
        return len(self.entry)

    def cut_to(self, after: Array, limit: Limit | None = None, until: Array | None = None) -> Paid:
        """The lines after one more limit."""
        cutting = Cutting(limit, self.amount, after, until)
        return replace(self, amount=after, cuttings=(*self.cuttings, cutting))

    def without(self, gone: Array) -> Paid:
        """Lines on totals without some of them."""
        kept = ~gone
        cuttings = tuple(
            Cutting(
                each.limit,
                each.before[kept],
                each.after[kept],
                None if each.until is None else each.until[kept],
            )
            for each in self.cuttings
        )
        columns = ("entry", "earner", "window", "day", "why", "gross", "rounded", "amount")
        return replace(
            self,
            cuttings=cuttings,
            worked=self.worked.without(gone) if self.worked else None,
            until=None if self.until is None else self.until[kept],
            **{name: getattr(self, name)[kept] for name in columns},
        )


def minor(case: Case, amount: Decimal | Fraction) -> int:
    """An amount in whole units as minor ones."""
    return int(rounded(Exact.of([amount]), case.plan.rounding.mode, case.exponent)[0])


def prior_paid(case: Case, component: Component) -> int:
    """What a component has paid before these sales."""
    return minor(case, case.before(f"paid:{component.id}"))


def days(case: Case, component: Component, worked: Worked) -> Array:
    """The day of each line: its transaction's, or the last of its window."""
    if not worked.on_totals:
        return case.day(base(case.plan, component).on)
    return closings(case, worked.cut, worked.window)


def closings(case: Case, cut: Cut, windows: Array) -> Array:
    """The last day of each window; the plan's, where time is not cut."""
    if not cut.months:
        end = case.plan.effective_to
        day = number(end) if end else int(case.day(None).max(initial=0))
        return np.full(len(windows), day)
    kinds, places = np.unique(windows, return_inverse=True)
    return np.array([number(cut.last(window)) for window in kinds.tolist()], dtype=np.int64)[
        places
    ]


def added(own: Paid, kind: str, cut: Cut, lines: tuple[Array, Array, Array]) -> Paid:
    """Further lines of a component under a name of their own, each for an earner, at the end of
    a window, of an amount in minor units."""
    earner, window, amount = lines
    rows = len(amount)
    return Paid(
        f"{own.component.id}:{kind}",
        own.component,
        cut,
        np.full(rows, TOTAL),
        earner,
        window,
        closings(own.case, cut, window),
        np.zeros(rows, dtype=np.int8),
        Exact(amount, 10**own.case.exponent),
        amount,
        (),
        amount,
        own.case,
    )
