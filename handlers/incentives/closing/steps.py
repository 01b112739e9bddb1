"""The steps of a close, in chat and at a command line alike: each is written down, whoever must
know is told, and every copy of the month's card is kept true."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.conversation.turn import Happening
from handlers.incentives.calculating import closing as rules
from handlers.incentives.calculating.closing import NotReady, Step, TooEarly
from handlers.incentives.closing import telling
from handlers.incentives.closing.month import progress_of
from storage.audit import AuditEntry
from storage.periods import SettlementPeriod
from storage.runs import CalcRun
from storage.signing import NotNow, SamePerson
from storage.statements import IssuedStatement

#: Why a step is not taken; each has its sentence in the catalogue.
REFUSALS: dict[type[Exception], str] = {
    TooEarly: "too_early",
    NotReady: "not_ready",
    SamePerson: "same_person",
    NotNow: "not_now",
}
REFUSED = tuple(REFUSALS)
TENTHS = 10  #: of the way: how often a card says how far the calculation is


def begin(happening: Happening, step: Step) -> CalcRun:
    """Its calculation begins, or goes on; a `Calculator` takes it to its end.

    Raises:
        TooEarly: before the month is over.
        NotNow: when it was calculated already.
    """
    run = rules.begin(happening.records, step)
    note(happening, step, "calculate")
    happening.refresh(telling.card(step.code))
    return run


def worked(happening: Happening, run_id: int, partners: int) -> None:
    """So many more partners of a run are done: the cards say so, ten times at most."""
    records = happening.records
    progress = records.runs.progress(run_id)
    before, total = progress.done - partners, max(progress.total, 1)
    if before * TENTHS // total != progress.done * TENTHS // total:
        period = records.periods.get(records.runs.get(run_id).period_id)
        happening.refresh(telling.card(period.code))


def calculated(happening: Happening, code: str) -> bool:
    """Submit it for whoever began it, once nothing of it is left; is it submitted now? While
    some of it is worked on, nothing is locked: the work needs both the run and the period."""
    records = happening.records
    period = records.periods.coded(code)
    progress = progress_of(records, period) if period else None
    if period is None or period.started_by_id is None or progress is None or progress.left:
        return False
    try:
        submit(happening, Step(code, records.people.get(period.started_by_id), happening.now))
    except (NotReady, NotNow):
        return False
    return True


def submit(happening: Happening, step: Step) -> SettlementPeriod:
    """Somebody else looks at it: those who may approve it are told.

    Raises:
        NotReady: while partners of it wait or are worked on.
        NotNow: when it is not being calculated.
    """
    period = rules.submit(happening.records, step)
    note(happening, step, "submit")
    happening.refresh(telling.card(step.code))
    telling.tell_approvers(happening, period)
    return period


def approve(happening: Happening, step: Step) -> SettlementPeriod:
    """By another person than who submitted it.

    Raises:
        SamePerson: when they submitted it.
        NotNow: when it is not in review.
    """
    period = rules.approve(happening.records, step)
    note(happening, step, "approve")
    happening.refresh(telling.card(step.code))
    return period


def close(happening: Happening, step: Step) -> Sequence[IssuedStatement]:
    """Whoever got a statement is told.

    Raises:
        NotNow: when it is not approved.
    """
    issued = rules.close(happening.records, step)
    note(happening, step, "close")
    happening.refresh(telling.card(step.code))
    telling.tell_earners(happening, step.code, issued)
    return issued


def why(refusal: Exception) -> str:
    """The name of its sentence."""
    return REFUSALS[type(refusal)]


def note(happening: Happening, step: Step, action: str, outcome: str = "done") -> None:
    """Whatever is done to a month is written down."""
    happening.records.audit.add(
        AuditEntry(
            at=step.now,
            actor_id=step.by.id,
            action=f"periods.{action}",
            object=f"period:{step.code}",
            outcome=outcome,
        )
    )
