"""Replays a draft over a past period, as if it had been in force then; nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from handlers.incentives.calculating.evaluated import Evaluated
from handlers.incentives.calculating.evaluating import evaluated
from handlers.incentives.calculating.plans import ALWAYS, published
from handlers.incentives.calculating.simulated import Simulated, summed
from handlers.incentives.engine.plan import Plan
from storage.store import Records
from storage.values import Period


def simulated(
    records: Records, draft: Plan, period: Period, partner_ids: Iterable[int] | None = None
) -> Simulated:
    """The draft's dates are moved onto the period. Who earns what now is what the last version
    of the same plan would have paid then."""
    everybody = records.sold.partners() if partner_ids is None else list(partner_ids)
    plan = moved(draft, period)
    found = evaluated(records, [plan], everybody, ALWAYS)
    now = _now(records, draft, period, everybody)
    return summed(plan, period, found, now)


def moved(plan: Plan, period: Period) -> Plan:
    return replace(plan, effective_from=period.first, effective_to=period.last)


def last_closed(records: Records, today: date) -> Period:
    """The period to replay where nobody names one: the last that was settled, or last month."""
    settled = records.periods.settled_to()
    if settled is not None:
        return Period.month(settled)
    return Period.month(date.fromordinal(today.replace(day=1).toordinal() - 1))


def _now(records: Records, draft: Plan, period: Period, ids: Sequence[int]) -> Evaluated:
    """By the newest other version; a plan that is new replaces nothing."""
    versions = [
        each
        for each in published(records)
        if each.id == draft.id and each.version != draft.version
    ]
    if not versions:
        return Evaluated(())
    newest = max(versions, key=lambda each: each.version)
    return evaluated(records, [moved(newest, period)], ids, ALWAYS)
