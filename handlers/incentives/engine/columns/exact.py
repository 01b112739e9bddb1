"""A column of exact numbers: integers over one denominator, never a float."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import gcd, lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

#: Below this, sums and products of int64 are safe; above it, Python's own integers are used.
SAFE = 2**62


def largest(numbers: Array) -> int:
    """The largest size in a column."""
    if not len(numbers):
        return 0
    return max(abs(int(numbers.max())), abs(int(numbers.min())))


def fit(numbers: Array, bound: int) -> Array:
    """The column as int64 where `bound` (the largest it is going to be) allows it."""
    if bound < SAFE:
        return numbers
    return numbers if numbers.dtype == object else numbers.astype(object)


def integers(numbers: Sequence[int]) -> Array:
    """A column of integers of any size."""
    if any(abs(number) >= SAFE for number in numbers):
        column = np.empty(len(numbers), dtype=object)
        column[:] = list(numbers)
        return column
    return np.array(numbers, dtype=np.int64)


def slim(numbers: Array) -> Array:
    """Back to int64 where everything fits."""
    if numbers.dtype == object and largest(numbers) < SAFE:
        return numbers.astype(np.int64)
    return numbers


@dataclass(frozen=True, slots=True, eq=False)
class Exact:
    """`top` over `bottom`, row by row."""

    top: Array
    bottom: int = 1

    @classmethod
    def of(cls, numbers: Sequence[Decimal | Fraction | int]) -> Exact:
        ratios = [Fraction(number) for number in numbers]
        bottom = lcm(*(ratio.denominator for ratio in ratios))
        return cls(integers([int(ratio * bottom) for ratio in ratios]), bottom)

    @classmethod
    def none(cls, rows: int) -> Exact:
        """As many zeros."""
        return cls(np.zeros(rows, dtype=np.int64))

    def __len__(self) -> int:
        return len(self.top)

    def __getitem__(self, rows: Array) -> Exact:
        return Exact(self.top[rows], self.bottom)

    def at(self, row: int) -> Fraction:
        return Fraction(int(self.top[row]), self.bottom)

    def over(self, bottom: int) -> Exact:
        """The same numbers over a multiple of their denominator."""
        times = bottom // self.bottom
        return self if times == 1 else Exact(_times(self.top, times), bottom)

    def plus(self, other: Exact) -> Exact:
        if not other.top.any():
            return self
        one, two = self._alike(other)
        bound = largest(one.top) + largest(two.top)
        return Exact(fit(one.top, bound) + fit(two.top, bound), one.bottom)

    def minus(self, other: Exact) -> Exact:
        return self.plus(other.negative()) if other.top.any() else self

    def negative(self) -> Exact:
        return Exact(-self.top, self.bottom)

    def size(self) -> Exact:
        """Without the signs."""
        return Exact(np.abs(self.top), self.bottom)

    def times(self, factor: Decimal | Fraction | int) -> Exact:
        ratio = Fraction(factor)
        return Exact(_times(self.top, ratio.numerator), self.bottom * ratio.denominator)

    def by(self, other: Exact) -> Exact:
        """Row by row, the one times the other."""
        bound = largest(self.top) * largest(other.top)
        product = fit(self.top, bound) * fit(other.top, bound)
        return Exact(product, self.bottom * other.bottom)

    def where(self, holds: Array, other: Exact) -> Exact:
        """These numbers where `holds`, elsewhere the other's."""
        one, two = self._alike(other)
        return Exact(np.where(holds, one.top, two.top), one.bottom)

    def only(self, holds: Array) -> Exact:
        """Zero where it does not hold."""
        if holds.all() or not self.top.any():
            return self
        return Exact(np.where(holds, self.top, 0), self.bottom)

    def placed(self, rows: Array, others: Exact) -> Exact:
        """With the others at these rows."""
        one, two = self._alike(others)
        bound = max(largest(one.top), largest(two.top))
        top = fit(one.top, bound).copy()
        top[rows] = two.top
        return Exact(top, one.bottom)

    def lowest(self) -> Exact:
        """Over the smallest denominator that fits all."""
        if self.bottom == 1 or not len(self):
            return Exact(self.top, 1) if not len(self) else self
        common = gcd(self.bottom, int(np.gcd.reduce(self.top)))
        return Exact(slim(self.top // common), self.bottom // common)

    def compared(self, bound: Decimal | Fraction) -> Array:
        """-1, 0 or 1 as each is below, at or above a number."""
        ratio = Fraction(bound)
        left = _times(self.top, ratio.denominator)
        signs: Array = np.sign(left - ratio.numerator * self.bottom).astype(np.int8)
        return signs

    def _alike(self, other: Exact) -> tuple[Exact, Exact]:
        bottom = lcm(self.bottom, other.bottom)
        return self.over(bottom), other.over(bottom)


def _times(numbers: Array, factor: int) -> Array:
    if factor == 1:
        return numbers
    return fit(numbers, max(largest(numbers), 1) * abs(factor)) * factor


def settled(ratios: Sequence[Fraction]) -> Exact:
    """As one column: exactly, or where the denominators have nothing in common so finely that no
    rounding can tell the difference."""
    finest = max((ratio.denominator for ratio in ratios), default=1)
    bottom = 1
    for ratio in ratios:
        bottom = lcm(bottom, ratio.denominator)
        if bottom > 10**18:
            bottom = 10 ** (len(str(finest)) + 3)
            break
    return Exact(integers([round(ratio * bottom) for ratio in ratios]), bottom)
