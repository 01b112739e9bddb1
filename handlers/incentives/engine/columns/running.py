"""Rows in groups, in the order in which they count: running totals and totals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from handlers.incentives.engine.columns.exact import SAFE, Array, Exact, fit, largest

#: Windows are numbered below this, so that a pair of group and window is one number.
WINDOWS = 2**17


def pair(groups: Array, windows: Array) -> Array:
    """One number for a group (-1 is one too) and a window."""
    return (groups.astype(np.int64) + 1) * WINDOWS + windows


def unpaired(pairs: Array) -> tuple[Array, Array]:
    return (pairs // WINDOWS - 1).astype(np.int32), (pairs % WINDOWS).astype(np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Rows sorted by group: `order` says which, `number` of which group, `starts` where each
    group begins, `keys` what it is called."""

    order: Array
    number: Array
    starts: Array
    keys: Array

    @classmethod
    def of(cls, keys: Array, order: Array | None = None) -> Groups:
        """Rows of one key together; in a group they stay in the order given."""
        order, placed = _sorted(keys, np.arange(len(keys)) if order is None else order)
        fresh = np.ones(len(keys), dtype=bool)
        fresh[1:] = placed[1:] != placed[:-1]
        starts = np.flatnonzero(fresh)
        return cls(order, np.cumsum(fresh) - 1, starts, placed[starts])

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def ends(self) -> Array:
        """Where the last of each group is."""
        return np.append(self.starts[1:], len(self.order)) - 1

    def before(self, numbers: Array) -> Array:
        """For each row the sum of its group's rows before it."""
        placed = fit(numbers, largest(numbers) * max(len(numbers), 1))[self.order]
        until = np.cumsum(placed) - placed
        if len(until):
            until = until - until[self.starts][self.number]
        return self.back(until)

    def since(self, numbers: Array, marks: Array) -> Array:
        """For each row the sum of its group's rows before it, as far back as the last mark."""
        placed = fit(numbers, largest(numbers) * max(len(numbers), 1))[self.order]
        if not len(placed):
            return placed
        until = np.cumsum(placed) - placed
        fresh = np.roll(marks[self.order], 1)
        fresh[self.starts] = True
        back = np.maximum.accumulate(np.where(fresh, np.arange(len(placed)), 0))
        return self.back(until - until[back])

    def totals(self, numbers: Array) -> Array:
        """For each group its sum."""
        if not len(self):
            return numbers[:0]
        placed = fit(numbers, largest(numbers) * len(numbers))[self.order]
        return np.add.reduceat(placed, self.starts)

    def running(self, numbers: Exact) -> Exact:
        return Exact(self.before(numbers.top), numbers.bottom)

    def summed(self, numbers: Exact) -> Exact:
        return Exact(self.totals(numbers.top), numbers.bottom)

    def spread(self, values: Array) -> Array:
        """For each row what its group has."""
        return self.back(values[self.number])

    def back(self, placed: Array) -> Array:
        """From the sorted order to the rows' own."""
        own = np.empty_like(placed)
        own[self.order] = placed
        return own


def found(keys: Array, wanted: Array) -> tuple[Array, Array]:
    """Where each wanted key is among sorted keys (there are some), and whether it is there."""
    places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return places, keys[places] == wanted


def _sorted(keys: Array, order: Array) -> tuple[Array, Array]:
    """Rows by key and then as in `order`, and their keys. Sorting numbers that hold both is many
    times faster than finding an order that keeps another."""
    rows = max(len(keys), 1)
    placed = keys[order].astype(np.int64)
    if largest(placed) < SAFE // rows:
        both = np.sort(placed * rows + np.arange(len(keys)))
        return order[both % rows], both // rows
    order = order[np.argsort(placed, kind="stable")]
    return order, keys[order]
