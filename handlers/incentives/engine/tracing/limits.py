"""From what a rule says to what is paid: rounding, and each limit in turn."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.incentives.engine.paying.paid import Cutting, Paid
from handlers.incentives.engine.tracing.steps import Step, exactly, money


def paid(paid: Paid, row: int) -> Iterator[Step]:
    rounding, places = paid.case.plan.rounding, paid.case.exponent
    worked = paid.worked
    assert worked is not None
    step: dict[str, object] = {"step": "round", "mode": rounding.mode.value}
    if paid.until is not None:
        until = paid.until.at(row)
        step |= {"before": exactly(until), "after": exactly(until + paid.gross.at(row))}
    elif worked.before.top[row]:
        step |= {"before": exactly(worked.before.at(row)), "after": exactly(worked.after.at(row))}
    else:
        step["gross"] = exactly(paid.gross.at(row))
    yield step | {"amount": money(int(paid.rounded[row]), places)}
    yield from _limits(paid, row)


def added(paid: Paid, row: int) -> Iterator[Step]:
    """A floor's line, or one that was carried over."""
    places = paid.case.exponent
    kind = paid.id.removeprefix(f"{paid.component.id}:")
    yield {"step": kind, "amount": money(int(paid.rounded[row]), places)}
    yield from _limits(paid, row)
    yield {"step": "amount", "amount": money(int(paid.amount[row]), places)}


def _limits(paid: Paid, row: int) -> Iterator[Step]:
    for cutting in paid.cuttings:
        before, after = int(cutting.before[row]), int(cutting.after[row])
        if before != after or (cutting.limit is not None and cutting.until is not None):
            yield _limit(cutting, row, paid.case.exponent)


def _limit(cutting: Cutting, row: int, places: int) -> Step:
    before = money(int(cutting.before[row]), places)
    after = money(int(cutting.after[row]), places)
    limit = cutting.limit
    if limit is None:
        return {"step": "taken_back", "before": before, "after": after}
    step: dict[str, object] = {"step": "limit", "per": limit.per.value}
    if limit.min is not None and cutting.until is None:
        step["min"] = exactly(limit.min)
    if limit.max is not None:
        step["max"] = exactly(limit.max)
    if cutting.until is not None:
        step["paid"] = money(int(cutting.until[row]), places)
    return step | {"before": before, "after": after}
