"""Closes a period: everything is calculated, somebody submits it, somebody else approves it, and
with its close statements are issued."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.incentives.calculating.accounting import Accounting, Entry
from handlers.incentives.calculating.calendar import today
from handlers.incentives.calculating.issuing import issue
from handlers.incentives.calculating.plans import published
from handlers.incentives.calculating.posted import posted
from handlers.incentives.calculating.result import result_hash
from handlers.incentives.engine.canonical import digest
from handlers.incentives.posting import Whose, Why, approval
from storage.earned import Slice
from storage.earnings import LineKind
from storage.people import Person
from storage.periods import PeriodState, SettlementPeriod
from storage.ripening import Ripe
from storage.runs import CalcRun, Part, RunState
from storage.statements import IssuedStatement
from storage.store import Records
from storage.values import Period

#: What the same inputs and plans give the same result with.
ENGINE = "1"
#: How many partners are worked out, and committed, together; and how long that may take.
TOGETHER = 20
LEASE = timedelta(minutes=5)


class NotReady(RuntimeError):
    """The period has not been calculated to its end."""


class TooEarly(RuntimeError):
    """The period is not over."""


@dataclass(frozen=True, slots=True)
class Step:
    """Which period, who takes the step, and when."""

    code: str
    by: Person
    now: datetime


def begin(records: Records, step: Step) -> CalcRun:
    """The run that calculates the period; one that was begun before goes on.

    Raises:
        TooEarly: before the period is over.
        NotNow: when it was calculated already.
    """
    period = _locked(records, step.code)
    if today(records, step.now) <= period.last:
        raise TooEarly(f"{step.code} ends on {period.last}")
    going = _run(records, period)
    if period.state is PeriodState.CALCULATING and going is not None:
        return going
    period.start(step.by, step.now)
    records.runs.drop(period.id)
    run = CalcRun(
        period_id=period.id,
        started_at=step.now,
        inputs_hash=records.sold.fingerprint(),
        plans={f"{plan.id}/{plan.version}": digest(plan) for plan in published(records)},
        engine=ENGINE,
    )
    return records.runs.begin(run, records.sold.partners())


def work(records: Records, parts: Sequence[Part], now: datetime) -> int:
    """Post what these chunks' partners have earned; how many of them were still ours. All of it
    commits with their being done."""
    held = [(part, chunk) for part in parts if (chunk := records.runs.held(part)) is not None]
    if not held:
        return 0
    posted(records, [part.partner_id for part, _ in held], now, held[0][0].run_id)
    for part, chunk in held:
        records.runs.finish(chunk, result_hash(records, [part.partner_id]))
    return len(held)


def submit(records: Records, step: Step) -> SettlementPeriod:
    """It is calculated; somebody else looks.

    Raises:
        NotReady: while chunks of it wait or are worked on.
        NotNow: when it is not being calculated.
    """
    period = _locked(records, step.code)
    going = _run(records, period)
    if going is not None and going.state is RunState.RUNNING:
        records.runs.conclude(going.id, step.now)
    if period.state is PeriodState.CALCULATING and (
        going is None or going.state is not RunState.DONE
    ):
        raise NotReady(f"{step.code} is not calculated yet")
    period.submit(step.by, step.now)
    return period


def approve(records: Records, step: Step) -> SettlementPeriod:
    """What it holds is payable from now on; later news goes into the next period.

    Raises:
        SamePerson: when they submitted it.
        NotNow: when it is not in review.
    """
    period = _locked(records, step.code)
    caught_up(records, step.now)
    period.approve(step.by, step.now)
    records.session.flush()
    _adjusted(records, period, step.now)
    for ripe in records.ripening.now(period.last):
        _approved(records, period, ripe, step.now)
    return period


def close(records: Records, step: Step) -> list[IssuedStatement]:
    """Nothing in it changes any more; who earned anything in it gets a statement.

    Raises:
        NotNow: when it is not approved.
    """
    period = _locked(records, step.code)
    caught_up(records, step.now)
    period.close(step.by, step.now)
    return issue(records, period, step.now)


def caught_up(records: Records, now: datetime, limit: int = 10**6) -> int:
    """Work out whose sales changed since; how many partners that were."""
    stale = records.stale.take(limit)
    if stale:
        posted(records, stale, now)
    return len(stale)


def _locked(records: Records, code: str) -> SettlementPeriod:
    records.periods.containing(_month(code).first)
    return records.periods.locked(code)


def _month(code: str) -> Period:
    """Raises ValueError when it is no month."""
    return Period.month(datetime.strptime(code, "%Y-%m").date())  # noqa: DTZ007 - a month


def _run(records: Records, period: SettlementPeriod) -> CalcRun | None:
    runs: Iterable[CalcRun] = records.runs.of(period.id)
    return next((run for run in runs if run.state is not RunState.DROPPED), None)


def _adjusted(records: Records, period: SettlementPeriod, now: datetime) -> None:
    """What people put right is accrued, or in its fund, when its period is approved."""
    accounting = Accounting(records, now, today(records, now), published(records))
    kinds = (LineKind.ADJUSTMENT,)
    for line in records.earned.lines(Slice(period_id=period.id, kinds=kinds)):
        _, earning = records.earnings.get(line.id)
        entry = Entry(earning.heading, line.earning_id, line.minor, line.held_minor, period.last)
        accounting.add(Why(f"line {line.id}", period.last, reason=line.reason), [entry])


def _approved(records: Records, period: SettlementPeriod, ripe: Ripe, now: datetime) -> None:
    """What is below nothing is taken from what is payable first; the rest was paid too much."""
    payable = max(ripe.minor, -max(ripe.payable, 0))
    why = Why(f"{period.code} {ripe.earner} {ripe.partner_id} {ripe.currency}", period.last)
    whose = Whose(ripe.partner_id, ripe.earner, ripe.currency)
    journal = approval(whose, payable, payable - ripe.minor, why)
    records.ledger.post(journal, period.id, now)
