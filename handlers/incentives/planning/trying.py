"""A kept draft as it reads today, with what it would have paid."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.conversation.turn import Happening
from handlers.incentives.calculating.calendar import today
from handlers.incentives.calculating.simulated import Simulated
from handlers.incentives.calculating.simulating import simulated
from handlers.incentives.drafting.draft import Draft
from handlers.incentives.drafting.world import Document
from handlers.incentives.engine.plan import Plan
from handlers.incentives.planning import documents
from handlers.incentives.planning.calendar import last_over
from storage.planning import PlanDraft


@dataclass(frozen=True, slots=True)
class Tried:
    row: PlanDraft
    plan: Plan
    document: Document
    replay: Simulated
    is_late: bool  #: it begins before today


def tried(happening: Happening, row: PlanDraft) -> Tried:
    """Over the period that was asked for, or the last one that is over."""
    draft = Draft.of(row.draft)
    plan = read(happening, row)
    records = happening.records
    day = today(records, happening.now)
    period = draft.replay or last_over(records, plan.period, day)
    found = simulated(records, plan, period)
    return Tried(row, plan, draft.document(), found, plan.effective_from < day)


def read(happening: Happening, row: PlanDraft) -> Plan:
    plan = documents.sound(happening.records, Draft.of(row.draft))
    assert isinstance(plan, Plan), "only sound drafts are kept"
    return plan
