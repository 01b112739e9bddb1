"""What a member earned in a period, what is left to a cap, and when it is paid; no I/O."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from handlers.incentives.spiff import Earned, Line, Spiff, versions_on
from storage.values import Money, Period


class Stage(StrEnum):
    """Where the money of a month is: before its close, before its day of payment, after it."""

    ACCRUED = "accrued"
    PAYABLE = "payable"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Due:
    """What a month earned, when the month closes and when it is paid."""

    month: Period
    amount: Money
    closes: date
    paid: date
    stage: Stage


@dataclass(frozen=True, slots=True)
class Left:
    """What a person can still earn under a cap this month."""

    spiff: Spiff
    cap: Money
    left: Money


@dataclass(frozen=True, slots=True)
class Statement:
    """`mine` says that the reader is the one who earned."""

    person_id: int
    name: str
    mine: bool
    period: Period
    earned: Earned
    total: Money
    dues: tuple[Due, ...]
    left: tuple[Left, ...]


@dataclass(frozen=True, slots=True)
class Estimate:
    """What so many more units would bring: `lines` are theirs, empty when nothing pays;
    `made` are those of the sales so far."""

    units: int
    total: Money
    extra: Money
    lines: tuple[Line, ...]
    made: tuple[Line, ...] = ()

    @property
    def versions(self) -> list[Spiff]:
        return Earned((*self.made, *self.lines)).versions


def dues(earned: Earned, calendar: Mapping[str, Any], today: date) -> Iterator[Due]:
    """By the rule `incentives.calendar`: the days of the next month on which a month closes
    and is paid."""
    for month, amount in earned.by_month().items():
        following = month.last + timedelta(days=1)
        closes = following.replace(day=calendar["closes_day"])
        paid = following.replace(day=calendar["paid_day"])
        yield Due(month, amount, closes, paid, _stage(today, closes, paid))


def left_to_caps(spiffs: Iterable[Spiff], earned: Earned, today: date) -> Iterator[Left]:
    """For each capped component that paid: how much more it can pay this month."""
    month = Period.month(today)
    paying = {spiff.key for spiff in earned.versions}
    for spiff in versions_on(list(spiffs), today):
        if spiff.cap is not None and spiff.key in paying:
            yield Left(spiff, spiff.cap, spiff.cap - earned.under(spiff, month))


def _stage(today: date, closes: date, paid: date) -> Stage:
    if today < closes:
        return Stage.ACCRUED
    return Stage.PAYABLE if today < paid else Stage.DUE
