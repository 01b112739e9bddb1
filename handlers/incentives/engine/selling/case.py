"""One plan beside the sales it is worked out for, with what several components ask about them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

import numpy as np

from handlers.incentives.engine.columns.exact import Array
from handlers.incentives.engine.columns.running import Groups, pair
from handlers.incentives.engine.columns.texts import Texts
from handlers.incentives.engine.columns.windows import Cut, number
from handlers.incentives.engine.conditions import When
from handlers.incentives.engine.plan import Earner, On, Plan, Within
from handlers.incentives.engine.selling.entries import Entries
from handlers.incentives.engine.selling.facts import FREE, Facts
from handlers.incentives.engine.selling.rates import BASIS, Exchanged, Rates, exchanged
from handlers.incentives.engine.selling.sales import Sales
from storage.values import exponent

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A plan, the sales as they are credited, what was counted and paid before them (`prior`, by
    name), and the rates of other currencies."""

    plan: Plan
    entries: Entries
    facts: Facts
    prior: Mapping[str, Decimal]
    rates: Rates
    _kept: dict[Hashable, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan, sales: Sales, prior: Mapping[str, Decimal], rates: Rates) -> Case:
        return cls(plan, Entries.of(sales), Facts(sales), prior, rates)

    @property
    def sales(self) -> Sales:
        return self.entries.sales

    @property
    def exponent(self) -> int:
        return exponent(self.plan.currency)

    def day(self, on: On | None) -> Array:
        """The day of each entry on a basis."""
        return self.keep(("day", on), lambda: self.entries.days(on))

    def place(self, on: On | None) -> Array:
        """The day on which each entry counts: a return's is that of its sale."""
        return self.keep(("place", on), lambda: self.entries.rooted(self.day(on)))

    def windows(self, cut: Cut, on: On | None) -> Array:
        """The window in which each entry counts."""
        return self.keep(("windows", cut, on), lambda: cut.windows(self.place(on)))

    def own_windows(self, cut: Cut, on: On | None) -> Array:
        """The window of each entry's own day."""
        key = ("own_windows", cut, on)
        return self.keep(key, lambda: cut.windows(self.day(on)))

    def order(self, on: On | None) -> Array:
        """The entries as they count one after the other: by day, then as they were given; a
        return never before its sale."""
        return self.keep(("order", on), lambda: self._ordered(on))

    def groups(self, earner: Earner, cut: Cut, on: On | None) -> Groups:
        """The entries by earner and window, in their order."""
        key = ("groups", earner, cut, on)
        return self.keep(key, lambda: Groups.of(self.pairs(earner, cut, on), self.order(on)))

    def pairs(self, earner: Earner, cut: Cut, on: On | None) -> Array:
        return pair(self.earner(earner).codes, self.windows(cut, on))

    def earner(self, earner: Earner) -> Texts:
        return self.entries.earner(earner)

    def cut(self, within: Within) -> Cut:
        return Cut.of(within, self.plan.period)

    def holds(self, when: When) -> Array:
        """For each entry whether it is so of the transaction in whose place it counts."""
        return self.keep(("when", when), lambda: self._rooted(self.facts.when(when)))

    @property
    def free(self) -> Array:
        """Whose product pays no commission at all."""
        return self.keep("free", lambda: self._rooted(self.facts.holds(FREE)))

    def in_force(self, on: On | None) -> Array:
        return self.keep(("in_force", on), lambda: self._in_force(on))

    def counts(self, on: On | None) -> Array:
        """Which entries are the plan's at all."""
        return self.keep(
            ("counts", on),
            lambda: self.in_force(on) & ~self.free & self.holds(self.plan.eligible),
        )

    @property
    def exchanged(self) -> Exchanged | None:
        """None when all sales are in the plan's currency."""
        return self.keep("exchanged", self._exchanged)

    def first_window(self, cut: Cut, on: On | None) -> int:
        """The first of the windows with sales of the plan: what is prior belongs there."""
        return self.keep(("first", cut, on), lambda: self._first(cut, on))

    def last_window(self, cut: Cut, on: On | None) -> int:
        """The last of the windows that sales of the plan fall into."""
        windows = self.windows(cut, on)[self.in_force(on)]
        return int(windows.max(initial=0))

    def before(self, name: str) -> Fraction:
        """What is prior under a name; nothing where nobody said."""
        return Fraction(self.prior.get(name, 0))

    def _ordered(self, on: On | None) -> Array:
        entries = self.entries
        day, position = self.day(on), np.arange(len(entries))
        if not len(entries.linked):
            return np.argsort(day, kind="stable")
        late = np.maximum(day, self.place(on))
        after = 2 * np.maximum(position, entries.root) + (position != entries.root)
        return np.lexsort((position, after, late))

    def _in_force(self, on: On | None) -> Array:
        day, plan = self.place(on), self.plan
        holds = day >= number(plan.effective_from)
        return holds if plan.effective_to is None else holds & (day <= number(plan.effective_to))

    def _rooted(self, rows: Array) -> Array:
        return self.entries.rooted(self.entries.spread(rows))

    def _exchanged(self) -> Exchanged | None:
        sales, home = self.sales, self.plan.currency
        if not sales.texts("currency").holding(lambda currency: currency != home).any():
            return None
        links = self.entries.links
        days = sales.days("date")[0]
        on = BASIS.get(self.plan.fx.rate)
        if on is not None and sales.has(on.value):
            stated, known = sales.days(on.value)
            days = np.where(known, stated, days)
        rule = (self.rates, self.plan.fx.rate, self.cut(Within.PERIOD))
        return exchanged(sales, days[links.root], home, rule)

    def _first(self, cut: Cut, on: On | None) -> int:
        windows = self.windows(cut, on)[self.in_force(on)]
        return int(windows.min()) if len(windows) else 0

    def keep(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """Made once, however often it is asked for."""
        if key not in self._kept:
            self._kept[key] = make()
        kept: Kept = self._kept[key]
        return kept
