"""A column of texts: each different one once, and for every row which."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from handlers.incentives.engine.columns.exact import Array

#: The code of a row that says nothing.
ABSENT = -1


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """`values` without repetition, and the place in it of each row's (-1: it has none)."""

    codes: Array
    values: tuple[str, ...]

    @classmethod
    def absent(cls, rows: int) -> Texts:
        return cls(np.full(rows, ABSENT, dtype=np.int32), ())

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, rows: Array) -> Texts:
        return Texts(self.codes[rows], self.values)

    @property
    def known(self) -> Array:
        return self.codes >= 0

    def at(self, row: int) -> str | None:
        code = int(self.codes[row])
        return None if code < 0 else self.values[code]

    def holding(self, test: Callable[[str], bool]) -> Array:
        """Whether each row says something that passes; each different text is tried once."""
        passing = np.array([*(test(value) for value in self.values), False], dtype=bool)
        return passing[self.codes]

    def looked_up(self, table: Array) -> Array:
        """A table of what belongs to each value, for each row; absent takes its last."""
        return table[self.codes]


class Growing:
    """A column that is read part by part, after so many rows that say nothing."""

    __slots__ = ("_known", "_parts")

    def __init__(self, absent: int = 0) -> None:
        self._known: dict[str | None, int] = {None: ABSENT, "": ABSENT}
        self._parts = [np.full(absent, ABSENT, dtype=np.int32)]

    def extend(self, texts: Sequence[str | None]) -> None:
        known = self._known
        codes = [known.setdefault(text, len(known) - 2) for text in texts]
        self._parts.append(np.array(codes, dtype=np.int32))

    def texts(self) -> Texts:
        values = tuple(value for value in self._known if value)
        return Texts(np.concatenate(self._parts), values)
