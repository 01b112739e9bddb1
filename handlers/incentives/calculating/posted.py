"""Brings the books to what was earned: lines, funds and the ledger get the differences, once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from handlers.incentives.calculating.booking import Booking
from handlers.incentives.calculating.calendar import today
from handlers.incentives.calculating.differences import Stored, differences, stored
from handlers.incentives.calculating.evaluated import Evaluated
from handlers.incentives.calculating.evaluating import evaluated
from handlers.incentives.calculating.plans import ALWAYS, published, races
from handlers.incentives.calculating.wanted import wanted
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.selling.sales import Flaw
from storage.store import Records


@dataclass(frozen=True, slots=True)
class Posted:
    """How many lines were new, whose earnings changed, and what could not be counted."""

    lines: int = 0
    partners: frozenset[int] = frozenset()
    flaws: tuple[Flaw, ...] = ()

    def __add__(self, other: Posted) -> Posted:
        lines, partners = self.lines + other.lines, self.partners | other.partners
        return Posted(lines, partners, (*self.flaws, *other.flaws))


def posted(
    records: Records, partner_ids: Iterable[int], now: datetime, run_id: int | None = None
) -> Posted:
    """Post what these partners and their members have earned and the books do not say yet. Twice
    is as good as once, and so is somebody else in the same moment. A race may change what others
    have won."""
    ids = frozenset(partner_ids)
    plans = published(records)
    run = races(plans)
    others = [plan for plan in plans if plan not in run]
    everybody = ids | frozenset(records.sold.partners()) if run and ids else ids
    records.earnings.hold(everybody)
    records.stale.clear(ids)
    found = _brought(records, others, ids, (now, run_id))
    return found + _brought(records, run, everybody, (now, run_id))


def _brought(
    records: Records, plans: list[Plan], ids: frozenset[int], when: tuple[datetime, int | None]
) -> Posted:
    if not plans or not ids:
        return Posted()
    now, run_id = when
    found = evaluated(records, plans, ids, ALWAYS)
    _waiting(records, plans, ids, (found, now))
    there = stored(records.sums.of(ids, {plan.id for plan in plans}))
    day = today(records, now)
    lines = list(differences(wanted(found, day), there))
    if lines:
        booking = Booking(records, now, day, run_id)
        booking.post(_reference(plans, ids, there), lines, plans)
    return Posted(len(lines), frozenset(line.head.partner_id for line in lines), found.flaws)


def _waiting(
    records: Records, plans: list[Plan], ids: frozenset[int], found: tuple[Evaluated, datetime]
) -> None:
    """What could not be counted is kept, so that it can be seen until it is."""
    evaluated, now = found
    each = zip(evaluated.flawed, evaluated.flaws, strict=True)
    flawed = [(plan, int(transaction), flaw.why) for (plan, transaction), flaw in each]
    records.uncounted.replace(ids, {plan.id for plan in plans}, flawed, now)


def _reference(plans: list[Plan], ids: frozenset[int], there: Stored) -> str:
    """Whatever is posted makes a newer line, so that the next time says something else."""
    newest = max((each.line_id for sums in there.values() for each in sums.values()), default=0)
    codes = sorted({plan.id for plan in plans})
    return f"{newest} {','.join(codes)} {','.join(map(str, sorted(ids)))}"
