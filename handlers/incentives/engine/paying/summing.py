"""What components have paid each earner in each window, for the rules that are paid on that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from handlers.incentives.engine.columns.exact import Array
from handlers.incentives.engine.columns.running import Groups, pair
from handlers.incentives.engine.columns.windows import Cut
from handlers.incentives.engine.paying.paid import Paid
from handlers.incentives.engine.paying.reasons import Reason
from handlers.incentives.engine.plan import Component, Earner
from handlers.incentives.engine.selling.case import Case


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """Minor units by sorted pairs of earner and window."""

    keys: Array
    amounts: Array

    def by_key(self) -> dict[int, int]:
        return dict(zip(self.keys.tolist(), self.amounts.tolist(), strict=True))


def summed(case: Case, component: Component, cut: Cut, lines: Iterable[Paid]) -> Sums:
    """What lines pay those whom this component pays; a member's belong to their partner, and a
    partner's for a sale to its member, where they are no pay of theirs but what is paid on."""
    keys, amounts = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for paid in lines:
        kept = _kept(case, component, paid)
        earners = _earners(case, component, paid)[kept]
        keys.append(pair(earners, cut.windows(paid.day)[kept]))
        amounts.append(paid.amount[kept])
    groups = Groups.of(np.concatenate(keys))
    return Sums(groups.keys, groups.totals(np.concatenate(amounts)))


def _kept(case: Case, component: Component, paid: Paid) -> Array:
    """The lines for which the component's own conditions hold."""
    inside: Array = paid.why != Reason.OUTSIDE_PLAN.code
    if _nobody(component, paid):
        return np.zeros(len(paid), dtype=bool)
    if not component.when or not len(paid):
        return inside
    holds = case.holds(component.when)
    if paid.worked is not None and not paid.worked.on_totals:
        return inside & holds[paid.entry]
    for_whom = np.unique(case.earner(paid.component.earner).codes[holds])
    return inside & np.isin(paid.earner, for_whom)


def _nobody(component: Component, paid: Paid) -> bool:
    """Whether lines are on a partner's total, of which no member has a part."""
    theirs = component.earner is Earner.MEMBER and paid.component.earner is Earner.PARTNER
    return theirs and (paid.worked is None or paid.worked.on_totals)


def _earners(case: Case, component: Component, paid: Paid) -> Array:
    if paid.component.earner is component.earner:
        return paid.earner
    if paid.worked is not None and not paid.worked.on_totals:
        return case.earner(component.earner).codes[paid.entry]
    if component.earner is Earner.MEMBER:
        return paid.earner
    return _first_partners(case)[paid.earner]


def _first_partners(case: Case) -> Array:
    """The partner of each member's first sale, by its day."""
    backwards = case.order(None)[::-1]
    partners, members = case.entries.partner, case.entries.member
    table = np.full(len(members.values) + 1, -1, dtype=np.int32)
    table[members.codes[backwards]] = partners.codes[backwards]
    return table
