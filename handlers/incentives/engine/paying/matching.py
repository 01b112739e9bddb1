"""Which entries a component pays, and why it does not pay the others."""

from __future__ import annotations

import numpy as np

from handlers.incentives.engine.columns.exact import Array
from handlers.incentives.engine.paying.bases import base
from handlers.incentives.engine.paying.reasons import Reason
from handlers.incentives.engine.plan import Component
from handlers.incentives.engine.selling.case import Case
from handlers.incentives.engine.selling.measures import measured


def reasons(case: Case, component: Component) -> Array:
    """For each entry the code of the first reason not to pay it; 0: it is paid."""
    why = _own(case, component)
    if component.exclusive_group:
        lost = (why == 0) & (_winner(case, component.exclusive_group) != _place(case, component))
        why = np.where(lost, Reason.OTHER_RULE.code, why).astype(np.int8)
    return why


def matched(case: Case, component: Component) -> Array:
    """Whether an entry is the component's whenever it happened; before the plan began no other
    component of a group pays it."""
    measure = base(case.plan, component).measure
    holds = ~case.free & case.holds(case.plan.eligible) & case.holds(component.when)
    if measure is not None:
        holds = holds & measured(case, measure).known
    mine: Array = holds & (reasons(case, component) != Reason.OTHER_RULE.code)
    return mine


def _own(case: Case, component: Component) -> Array:
    return case.keep(("own", component.id), lambda: _asked(case, component))


def _asked(case: Case, component: Component) -> Array:
    found = base(case.plan, component)
    why = np.zeros(len(case.entries), dtype=np.int8)
    if found.measure is not None:
        why[~measured(case, found.measure).known] = Reason.NOT_MEASURED.code
    why[~case.holds(component.when)] = Reason.NOT_MATCHED.code
    why[~case.holds(case.plan.eligible)] = Reason.NOT_ELIGIBLE.code
    why[case.free] = Reason.COMMISSION_FREE.code
    why[~case.in_force(found.on)] = Reason.OUTSIDE_PLAN.code
    return why


def _winner(case: Case, group: str) -> Array:
    """For each entry the place in the plan of the component of the group that pays it."""
    return case.keep(("winner", group), lambda: _won(case, group))


def _won(case: Case, group: str) -> Array:
    winner = np.full(len(case.entries), -1, dtype=np.int32)
    rivals = [
        component for component in case.plan.components if component.exclusive_group == group
    ]
    for component in sorted(rivals, key=lambda rival: -rival.priority):
        winner[(winner < 0) & (_own(case, component) == 0)] = _place(case, component)
    return winner


def _place(case: Case, component: Component) -> int:
    return case.plan.components.index(component)
