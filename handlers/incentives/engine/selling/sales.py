"""The transactions as columns, read once from rows of texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

import numpy as np

from handlers.incentives.engine.columns import windows
from handlers.incentives.engine.columns.exact import Array, Exact, integers
from handlers.incentives.engine.columns.texts import Growing, Texts

_NUMBER = re.compile(r"[-+]?\d{1,30}(\.\d{1,18})?")
_BATCH = 50_000


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with one row (the first is 1): which field, what it says, and a word for why:
    missing, not_a_number, not_a_day, twice, unknown_kind, its_own_sale, other_currency, no_rate,
    not_credits or shares_not_100."""

    row: int
    transaction: str
    field: str
    value: str
    why: str


class BadSales(ValueError):
    """Some rows cannot be counted."""

    def __init__(self, flaws: Sequence[Flaw]) -> None:
        super().__init__(f"{len(flaws)} rows cannot be counted, the first is {flaws[0]}")
        self.flaws = tuple(flaws)


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """A column of numbers, zero where a row has none."""

    exact: Exact
    known: Array


class Sales:
    """Rows of a transactions file by column; `partner` are the attributes of the one partner
    whose sales say no others."""

    __slots__ = ("_days", "_numbers", "_texts", "partner", "rows")

    def __init__(
        self, rows: int, texts: Mapping[str, Texts], partner: Mapping[str, str] | None = None
    ) -> None:
        self.rows = rows
        self.partner = dict(partner or {})
        self._texts = dict(texts)
        self._numbers: dict[str, Numbers] = {}
        self._days: dict[str, tuple[Array, Array]] = {}
        self._checked()

    @classmethod
    def of(
        cls, rows: Iterable[Mapping[str, str]], partner: Mapping[str, str] | None = None
    ) -> Sales:
        """
        Raises:
            BadSales: when a row has no id or no date, or an id is there twice.
        """
        columns: dict[str, Growing] = {}
        count = 0
        for batch in _batches(rows):
            for name in dict.fromkeys(name for row in batch for name in row):
                if name not in columns:
                    columns[name] = Growing(count)
            for name, column in columns.items():
                column.extend([row.get(name) for row in batch])
            count += len(batch)
        return cls(count, {name: column.texts() for name, column in columns.items()}, partner)

    def __len__(self) -> int:
        return self.rows

    def has(self, name: str) -> bool:
        return name in self._texts

    def texts(self, name: str) -> Texts:
        return self._texts.get(name) or Texts.absent(self.rows)

    def id(self, row: int) -> str:
        return self.texts("id").at(row) or ""

    def numbers(self, name: str) -> Numbers:
        """
        Raises:
            BadSales: when a row says something that is no number.
        """
        if name not in self._numbers:
            texts = self.texts(name)
            self.refuse(texts.holding(lambda value: not _NUMBER.fullmatch(value)), name)
            table = _parsed(texts.values)
            exact = Exact(texts.looked_up(table.top), table.bottom)
            self._numbers[name] = Numbers(exact, texts.known)
        return self._numbers[name]

    def days(self, name: str) -> tuple[Array, Array]:
        """The day of each row, and whether it has one.

        Raises:
            BadSales: when a row says something that is no day.
        """
        if name not in self._days:
            texts = self.texts(name)
            days = [_day(value) for value in texts.values]
            bad = np.array([*(day is None for day in days), False], dtype=bool)
            self.refuse(texts.looked_up(bad), name, "not_a_day")
            table = np.array([*(day or 0 for day in days), 0], dtype=np.int32)
            self._days[name] = texts.looked_up(table), texts.known
        return self._days[name]

    def refuse(self, bad: Array, name: str, why: str = "not_a_number") -> None:
        """
        Raises:
            BadSales: when any row is bad.
        """
        if bad.any():
            rows = np.flatnonzero(bad)[:100]
            raise BadSales([self.flaw(int(row), name, why) for row in rows])

    def flaw(self, row: int, name: str, why: str) -> Flaw:
        return Flaw(row + 1, self.id(row), name, self.texts(name).at(row) or "", why)

    def _checked(self) -> None:
        ids = self.texts("id")
        self.refuse(~ids.known, "id", "missing")
        if len(ids.values) < self.rows:
            first = np.zeros(self.rows, dtype=bool)
            first[np.unique(ids.codes, return_index=True)[1]] = True
            self.refuse(~first, "id", "twice")
        self.refuse(~self.days("date")[1], "date", "missing")
        kinds = ("sale", "refund", "correction")
        self.refuse(
            self.texts("kind").holding(lambda kind: kind not in kinds), "kind", "unknown_kind"
        )
        for name in ("amount", "quantity", "cost", "collected"):
            self.numbers(name)


def _batches(rows: Iterable[Mapping[str, str]]) -> Iterator[list[Mapping[str, str]]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, _BATCH)):
        yield batch


def _parsed(values: Sequence[str]) -> Exact:
    """A table of what each text is as a number, with zero at the end for none."""
    parts = [value.partition(".") for value in values]
    places = max((len(part[2]) for part in parts), default=0)
    return Exact(
        integers([*(int(part[0] + part[2].ljust(places, "0")) for part in parts), 0]), 10**places
    )


def _day(text: str) -> int | None:
    """The day of a date or of a moment."""
    try:
        return windows.number(date.fromisoformat(text[:10]))
    except ValueError:
        return None
