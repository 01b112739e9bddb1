"""When the money comes: by month what is earned and when it is paid, and what waits longer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from handlers.incentives.earning.values import Due, Held, Line, Stage, by_month
from handlers.incentives.engine.plan import Hold
from storage.values import Money


def dues(
    lines: Iterable[Line], currency: str, calendar: Mapping[str, Any], today: date
) -> Iterator[Due]:
    """By the rule `incentives.calendar`: the days of the next month on which a month closes
    and is paid."""
    for month, amount in sorted(by_month(lines, currency).items()):
        following = month.last + timedelta(days=1)
        closes = following.replace(day=calendar["closes_day"])
        paid = following.replace(day=calendar["paid_day"])
        yield Due(month, amount, closes, paid, _stage(today, closes, paid))


def held(lines: Iterable[Line]) -> Iterator[Held]:
    """What waits, by what it waits for."""
    waits: dict[tuple[Hold, str], Money] = {}
    for line in lines:
        hold = line.of.component.hold
        if hold is not None and line.held.minor:
            key = hold, line.amount.currency
            waits[key] = waits.get(key, Money(0, key[1])) + line.held
    yield from (Held(amount, hold) for (hold, _), amount in waits.items())


def _stage(today: date, closes: date, paid: date) -> Stage:
    if today < closes:
        return Stage.ACCRUED
    return Stage.PAYABLE if today < paid else Stage.DUE
