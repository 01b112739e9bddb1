"""A component's lines rounded, and what its limits leave of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from handlers.incentives.engine.columns.exact import Array, Exact
from handlers.incentives.engine.columns.rounding import rounded
from handlers.incentives.engine.columns.running import Groups, pair
from handlers.incentives.engine.paying import capping, floors, packages
from handlers.incentives.engine.paying.bases import base
from handlers.incentives.engine.paying.clipping import clipped, taken_back
from handlers.incentives.engine.paying.paid import Paid, days
from handlers.incentives.engine.paying.reasons import Reason
from handlers.incentives.engine.paying.worked import Worked
from handlers.incentives.engine.plan import At, Limit, Per
from handlers.incentives.engine.rules import PerUnit
from handlers.incentives.engine.selling.case import Case


def limited(case: Case, worked: Worked) -> list[Paid]:
    """The component's own lines, then what was carried over, then what a floor adds."""
    groups = _grouped(case, worked)
    own = _own(case, worked, groups)
    if not worked.on_totals:
        for limit in _limits(worked, Per.TRANSACTION):
            own = own.cut_to(clipped(case, worked, own, limit), limit)
    if worked.back is not None and worked.back.any():
        own = own.cut_to(taken_back(groups, own.amount, worked.back))
    lines = [own]
    for limit in _limits(worked, Per.PERIOD):
        lines = [*capping.per_period(case, lines[0], groups, limit), *lines[1:]]
        lines += floors.per_period(case, lines, groups, limit)
    for limit in _limits(worked, Per.PLAN):
        lines = capping.per_plan(case, lines, limit)
        lines += floors.per_plan(case, lines, limit)
    return [_explained(line) for line in lines]


def _limits(worked: Worked, per: Per) -> list[Limit]:
    return [limit for limit in worked.component.limits if limit.per is per]


def _grouped(case: Case, worked: Worked) -> Groups:
    """The lines by earner and by the window whose limits they count for."""
    if worked.on_totals or not len(worked):
        return Groups.of(pair(worked.earner, worked.place))
    found = base(case.plan, worked.component)
    return case.groups(worked.component.earner, found.cut, found.on)


def _own(case: Case, worked: Worked, groups: Groups) -> Paid:
    """Rounded line by line, or so that the lines of a window add up to its rounded total."""
    rounding, places = case.plan.rounding, case.exponent
    gross = worked.gross
    until = groups.running(gross) if rounding.at is At.STATEMENT else None
    after, before = worked.after, worked.before
    if until is not None:
        after, before = until.plus(gross), until
    amount = rounded(after, rounding.mode, places) - rounded(before, rounding.mode, places)
    return _paid(case, worked, amount, until)


def _paid(case: Case, worked: Worked, amount: Array, until: Exact | None) -> Paid:
    component = worked.component
    return Paid(
        component.id,
        component,
        worked.cut,
        worked.entry,
        worked.earner,
        worked.window,
        days(case, component, worked),
        worked.why,
        worked.gross,
        amount,
        (),
        amount,
        case,
        worked,
        until,
    )


def _explained(paid: Paid) -> Paid:
    """With the reason why a line that should pay does not, or pays less."""
    cut = np.zeros(len(paid), dtype=bool)
    for cutting in paid.cuttings:
        if cutting.limit is not None:
            cut |= np.abs(cutting.after) < np.abs(cutting.before)
    zero, due = paid.amount == 0, paid.gross.top != 0
    why = np.where(zero, np.where(due, Reason.ROUNDED_AWAY.code, _nothing(paid)), 0)
    why = np.where(cut, Reason.LIMIT_REACHED.code, why)
    return replace(paid, why=np.where(paid.why == 0, why, paid.why).astype(np.int8))


def _nothing(paid: Paid) -> Array:
    """Why nothing is due, for each line for which that is so."""
    rule, worked = paid.component.rule, paid.worked
    if worked is not None and isinstance(rule, PerUnit) and not packages.linear(rule):
        return packages.unpaid(rule, worked)
    return np.full(len(paid), Reason.NOTHING.code)
