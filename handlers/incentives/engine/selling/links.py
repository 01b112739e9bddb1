"""Returns in the place of their sales: what is left of each sale before and after each of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from handlers.incentives.engine.columns.exact import Array, Exact, fit, largest
from handlers.incentives.engine.columns.running import Groups
from handlers.incentives.engine.selling.sales import Numbers, Sales

#: No return of a return of a return goes further than this.
_LONGEST = 1000


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """A number of each row once it has happened, and before it; before a sale there is nothing."""

    after: Exact
    before: Exact

    def __getitem__(self, rows: Array) -> State:
        return State(self.after[rows], self.before[rows])

    @property
    def step(self) -> Exact:
        return self.after.minus(self.before)


class Links:
    """`root` is the row in whose place each counts (its own for a sale), `rows` those in
    another's place, sale by sale in the order of their days; `corrections` put right what was
    sold and return nothing; `alive` whether something of the sale is left after a row, `lived`
    whether something was before it."""

    __slots__ = (
        "_chain",
        "_signs",
        "_troubled",
        "alive",
        "corrections",
        "lived",
        "root",
        "rows",
        "sales",
    )

    def __init__(self, sales: Sales) -> None:
        self.sales = sales
        kinds = sales.texts("kind")
        self._signs = kinds.holding(lambda kind: kind == "refund")
        self.corrections = kinds.holding(lambda kind: kind == "correction")
        self.root = _roots(sales)
        linked = np.flatnonzero(self.root != np.arange(len(sales)))
        days = sales.days("date")[0]
        late = np.maximum(days, days[self.root])[linked]
        linked = linked[np.argsort(late, kind="stable")]
        self._chain = Groups.of(self.root[linked], None)
        self.rows = linked[self._chain.order]
        self._chain = Groups.of(self.root[self.rows])
        self._troubled: list[range] = []
        self.alive = np.ones(len(sales), dtype=bool)
        self.lived = np.zeros(len(sales), dtype=bool)
        if len(self.rows):
            self._live()

    def signed(self, name: str) -> Numbers:
        """A column in which a refund subtracts, whatever its sign."""
        numbers = self.sales.numbers(name)
        top = numbers.exact.top
        if self._signs.any():
            top = np.where(self._signs, -np.abs(top), top)
        return Numbers(Exact(top, numbers.exact.bottom), numbers.known)

    def state(self, name: str) -> State:
        """A column before and after each row. A return that does not state a number leaves it,
        unless nothing is left of the sale."""
        after = self.signed(name).exact
        if not len(self.rows):
            return State(after, Exact.none(len(after)))
        rest = np.where(self.alive[self.rows], self._rest(name), 0)
        return self.chained(after, rest)

    def sold(self, name: str) -> State:
        """A column of each row's sale, as far as corrections had put it right."""
        numbers = self.signed(name).exact
        given = np.where(self.corrections[self.rows], numbers.top[self.rows], 0)
        first = numbers.top[self.root[self.rows]]
        return self.chained(numbers, first + self._chain.before(given) + given)

    def chained(self, after: Exact, rest: Array) -> State:
        """What is left in each linked row's place, as states of all rows."""
        top = fit(after.top, largest(rest)).copy()
        top[self.rows] = rest
        before = np.zeros(len(top), dtype=top.dtype)
        before[self.rows[1:]] = rest[:-1]
        first = self.rows[self._chain.starts]
        before[first] = top[self.root[first]]
        return State(Exact(top, after.bottom), Exact(before, after.bottom))

    def _rest(self, name: str) -> Array:
        """What is left of a sale's number after each linked row, never beyond nothing."""
        numbers = self.signed(name).exact.top
        given = numbers[self.rows]
        sold = numbers[self.root[self.rows]]
        rest = sold + self._chain.before(given) + given
        bounded: Array = np.where(sold < 0, np.minimum(rest, 0), np.maximum(rest, 0))
        for chain in self._troubled:
            bounded[chain] = self._again(chain, int(sold[chain.start]), given[chain].tolist())
        return bounded

    def _again(self, chain: range, sold: int, given: list[int]) -> list[int]:
        """What is left after each, where a row that left nothing took back what it did not say."""
        total, left = sold, []
        for place, number in zip(chain, given, strict=True):
            total += number
            left.append(min(total, 0) if sold < 0 else max(total, 0))
            if not self.alive[self.rows[place]] and left[-1]:
                total = 0
        return left

    def _live(self) -> None:
        """Nothing is left once the amount is back; where none was sold or the return states none,
        once the quantity is; a return that states neither returns everything."""
        amount, quantity = self.sales.numbers("amount"), self.sales.numbers("quantity")
        priced = amount.exact.top[self.root[self.rows]] != 0
        states_amount, states_quantity = amount.known[self.rows], quantity.known[self.rows]
        everything, priced = ~(states_amount | states_quantity), priced & states_amount
        rank = np.arange(len(self.rows)) - self._chain.starts[self._chain.number]
        for _ in range(int(rank.max()) + 1):
            by_amount = priced & (self._rest("amount") == 0)
            by_quantity = ~priced & states_quantity & (self._rest("quantity") == 0)
            gone = by_amount | by_quantity | everything
            settled = np.array_equal(self.alive[self.rows], ~gone)
            self.alive[self.rows] = ~gone
            self._troubled = self._followed(gone)
            if settled or not self._troubled:
                break
        self.lived[self.rows[1:]] = ~gone[:-1]
        self.lived[self.rows[self._chain.starts]] = True

    def _followed(self, gone: Array) -> list[range]:
        """The sales to which something happened after nothing was left of them."""
        chain = self._chain
        last = np.zeros(len(gone), dtype=bool)
        last[chain.ends] = True
        troubled = np.unique(chain.number[gone & ~last]).tolist()
        return [range(int(chain.starts[each]), int(chain.ends[each]) + 1) for each in troubled]


def _roots(sales: Sales) -> Array:
    """The sale that each row is linked to, through other links; itself where it is in no file."""
    own = np.arange(len(sales))
    of = sales.texts("of")
    if not of.known.any():
        return own
    ids = sales.texts("id")
    places = {value: place for place, value in enumerate(ids.values)}
    rows = np.zeros(len(ids.values) + 1, dtype=np.int64)
    rows[ids.codes] = own
    named = np.array([*(places.get(value, -1) for value in of.values), -1], dtype=np.int64)
    target = of.looked_up(named)
    root = np.where(target >= 0, rows[target], own)
    sales.refuse((root == own) & (target >= 0), "of", "its_own_sale")
    for _ in range(_LONGEST.bit_length()):
        root = root[root]
    sales.refuse((root != root[root]) | ((root == own) & (target >= 0)), "of", "its_own_sale")
    currencies = sales.texts("currency")
    other = (
        (currencies.codes != currencies.codes[root]) & currencies.known & currencies.known[root]
    )
    sales.refuse(other, "currency", "other_currency")
    return root
