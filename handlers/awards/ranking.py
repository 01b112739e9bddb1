"""Who the figures say has earned an award."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True)
class Candidate:
    """A partner and its points; `place` is shared where points are equal."""

    place: int
    partner_id: int
    name: str
    points: Decimal

    def document(self) -> dict[str, Any]:
        points = format(self.points, "f")
        return {"place": self.place, "partner": self.partner_id, "points": points}


class Prize(StrEnum):
    """The prizes of the yearly ceremony."""

    POINTS = "points"
    MONTHS = "months"
    CERTIFIED = "certified"
    NEWCOMER = "newcomer"


@dataclass(frozen=True, slots=True)
class Year:
    """What the partners did in a year, by partner."""

    names: Mapping[int, str]
    points: Mapping[int, Decimal]
    months: Sequence[int]  #: who was partner of the month, once for each
    certified: Mapping[int, int]
    newcomers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Nominee:
    prize: Prize
    names: tuple[str, ...]
    number: Decimal


def best(points: Mapping[int, Decimal], names: Mapping[int, str], most: int) -> list[Candidate]:
    """The first places; everybody who shares the last of them, too."""
    ordered = sorted(points, key=lambda partner: (-points[partner], partner))
    found = [
        Candidate(
            1 + sum(other > points[partner] for other in points.values()),
            partner,
            names[partner],
            points[partner],
        )
        for partner in ordered
        if points[partner] > 0
    ]
    return [each for each in found if each.place <= most]


def nominees(year: Year) -> list[Nominee]:
    """Those who are first, by prize; a prize for which nobody did anything is left out."""
    new = {each: points for each, points in year.points.items() if each in year.newcomers}
    measured: dict[Prize, Mapping[int, Decimal]] = {
        Prize.POINTS: year.points,
        Prize.MONTHS: _decimals(Counter(year.months)),
        Prize.CERTIFIED: _decimals(year.certified),
        Prize.NEWCOMER: new,
    }
    found = (_nominee(prize, best(by, year.names, 1)) for prize, by in measured.items())
    return [each for each in found if each]


def _nominee(prize: Prize, first: Sequence[Candidate]) -> Nominee | None:
    if not first:
        return None
    return Nominee(prize, tuple(_names(first)), first[0].points)


def _names(candidates: Iterable[Candidate]) -> Iterable[str]:
    return (each.name for each in candidates)


def _decimals(numbers: Mapping[int, int]) -> dict[int, Decimal]:
    return {each: Decimal(number) for each, number in numbers.items()}
