"""When the money comes: by month what is earned and when it is paid, and what waits longer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from handlers.incentives.earning.values import Due, Held, Line, Stage, by_month
from handlers.incentives.engine.plan import Hold
from storage.values import Money, Period


@dataclass(frozen=True, slots=True)
class Calendar:
    """The rule `incentives.calendar` (the days of the next month on which a month closes and is
    paid), the months that were closed, each on which day, and the day it is."""

    rule: Mapping[str, Any]
    closed: Mapping[Period, date]
    today: date


def dues(lines: Iterable[Line], currency: str, calendar: Calendar) -> Iterator[Due]:
    for month, amount in sorted(by_month(lines, currency).items()):
        following = month.last + timedelta(days=1)
        planned = following.replace(day=calendar.rule["closes_day"])
        paid = following.replace(day=calendar.rule["paid_day"])
        closed = calendar.closed.get(month)
        stage = _stage(calendar.today, planned, paid, closed)
        yield Due(month, amount, closed or planned, paid, stage)


def held(lines: Iterable[Line]) -> Iterator[Held]:
    """What waits, by what it waits for."""
    waits: dict[tuple[Hold, str], Money] = {}
    for line in lines:
        hold = line.of.component.hold
        if hold is not None and line.held.minor:
            key = hold, line.amount.currency
            waits[key] = waits.get(key, Money(0, key[1])) + line.held
    yield from (Held(amount, hold) for (hold, _), amount in waits.items())


def _stage(today: date, planned: date, paid: date, closed: date | None) -> Stage:
    if closed is None:
        return Stage.ACCRUED if today <= planned else Stage.OVERDUE
    return Stage.PAYABLE if today < paid else Stage.DUE
