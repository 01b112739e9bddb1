"""What is left of money that comes in with an end date, and is used up over time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Accrued:
    """So much came in on a day, to be used until another (None: for ever)."""

    minor: int
    day: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Taken:
    minor: int
    day: date


def left(accrued: Iterable[Accrued], taken: Iterable[Taken], day: date) -> int:
    """What can be used on a day: what ends first is used first, and what has ended is gone."""
    ordered = sorted(accrued, key=lambda each: each.until or date.max)
    rest = [each.minor for each in ordered]
    for use in sorted(taken, key=lambda each: each.day):
        wanted = use.minor
        for place, each in enumerate(ordered):
            if _usable(each, use.day):
                part = min(wanted, max(rest[place], 0))
                rest[place], wanted = rest[place] - part, wanted - part
    usable = (minor for minor, each in zip(rest, ordered, strict=True) if _usable(each, day))
    return max(sum(usable), 0)


def _usable(accrued: Accrued, day: date) -> bool:
    return accrued.day <= day and (accrued.until is None or day <= accrued.until)
