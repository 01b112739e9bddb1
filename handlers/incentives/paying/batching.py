"""Makes a batch of what is payable: a draft that somebody else approves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.incentives.calculating.calendar import today
from handlers.incentives.paying.calendar import pay_day
from handlers.incentives.paying.gathering import Claimant, claimants
from handlers.incentives.paying.kept import UNSENT, item_of
from handlers.incentives.payouts.preparing import prepare
from handlers.incentives.payouts.values import Batch, Item, Waiting
from storage.batches import Payout, PayoutItem
from storage.people import Person
from storage.periods import PeriodState, SettlementPeriod
from storage.store import Records


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for which month (`2026-08`; empty: the newest that is approved), and when."""

    by: Person
    now: datetime
    code: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """`asked` is the month that was asked for: a later one may be approved since."""

    payout: Payout
    period: SettlementPeriod
    asked: str


@dataclass(frozen=True, slots=True)
class NotApproved:
    """The month is not approved; without a state nobody has begun to close it."""

    code: str
    state: PeriodState | None


@dataclass(frozen=True, slots=True)
class NothingToPay:
    """Nobody can be paid: who waits, and the drafts that have the money already."""

    period: SettlementPeriod
    batch: Batch
    drafts: Sequence[Payout]


Outcome = Prepared | NotApproved | NothingToPay


def make(records: Records, asked: Asked) -> Outcome:
    """A batch takes everything that is payable, also what earlier months have left."""
    newest = _newest(records)
    refused = _refused(records, asked.code, newest)
    if newest is None or refused is not None:
        return refused or NotApproved(asked.code, None)
    period = records.periods.locked(newest.code)
    day = today(records, asked.now)
    payout = _draft(records, asked, period, day)
    batch, items = _decided(payout.reference, claimants(records, day))
    if not batch.items:
        return NothingToPay(period, batch, _drafts(records))
    payout.items = items
    return Prepared(records.payouts.prepare(payout), period, asked.code or period.code)


def due_now(records: Records, now: datetime, earners: Iterable[str] = ()) -> Batch:
    """What a batch made now would come to; nothing is stored."""
    return _decided("PAY", claimants(records, today(records, now), earners))[0]


def _newest(records: Records) -> SettlementPeriod | None:
    settled = [period for period in records.periods.all() if period.is_settled]
    return settled[-1] if settled else None


def _refused(records: Records, code: str, newest: SettlementPeriod | None) -> NotApproved | None:
    if newest is not None and code <= newest.code:
        return None
    asked = records.periods.coded(code) if code else None
    return NotApproved(code, asked.state if asked else None)


def _draft(records: Records, asked: Asked, period: SettlementPeriod, day: date) -> Payout:
    installation = records.installation.this()
    vendor = installation.vendor if installation else ""
    number = 1 + sum(each.period_id == period.id for each in records.payouts.all())
    return Payout(
        reference=f"PAY-{period.code}-{number}",
        period_id=period.id,
        prepared_by_id=asked.by.id,
        prepared_at=asked.now,
        pay_on=pay_day(records, period, day),
        note=f"{vendor} {period.code}".strip(),
    )


def _decided(reference: str, found: Sequence[Claimant]) -> tuple[Batch, list[PayoutItem]]:
    """Each on their own terms."""
    batches = [(each, prepare(reference, [each.payee], each.terms)) for each in found]
    items = [item_of(reference, one, each) for each, batch in batches for one in _all(batch)]
    whole = Batch(
        reference,
        tuple(item for _, batch in batches for item in batch.items),
        tuple(one for _, batch in batches for one in batch.waiting),
    )
    return whole, items


def _all(batch: Batch) -> tuple[Item | Waiting, ...]:
    return (*batch.items, *batch.waiting)


def _drafts(records: Records) -> list[Payout]:
    return [each for each in records.payouts.all() if each.state in UNSENT]
