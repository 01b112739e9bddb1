"""The steps of a plan between two people: sent, published, sent back, dropped."""

from __future__ import annotations

from enum import StrEnum

from handlers.conversation.turn import Happening
from handlers.incentives.calculating.calendar import today
from handlers.incentives.drafting.draft import Draft
from handlers.incentives.engine.canonical import digest
from handlers.incentives.engine.plan import Plan
from handlers.incentives.planning import documents, telling
from storage.incentives import Plan as PlanRecord
from storage.people import Person
from storage.planning import PlanDraft, PlanState


class Trouble(StrEnum):
    """Why a step is not taken."""

    NOT_NOW = "not_now"
    OWN = "own"
    NOT_YOURS = "not_yours"
    OVERTAKEN = "overtaken"
    FAULTY = "faulty"
    NOBODY = "nobody"


def save(happening: Happening, by: Person, draft: Draft, row: PlanDraft | None) -> PlanDraft:
    """A new draft, or a change of one's own; who was asked to review it sees that."""
    drafts = happening.records.plan_drafts
    if row is None:
        now = happening.now
        row = drafts.add(
            PlanDraft(author_id=by.id, created_at=now, changed_at=now, draft=draft.stored())
        )
    elif row.draft != draft.stored():
        row.revise(draft.stored(), happening.now)
        happening.refresh(row.card)
    note(happening, by, "plans.draft", row, "done")
    return row


def send(happening: Happening, by: Person, row: PlanDraft) -> Trouble | None:
    """Ask everybody else who may publish it."""
    if row.author_id != by.id:
        return refuse(happening, by, "plans.send", row, Trouble.NOT_YOURS)
    plan = documents.sound(happening.records, Draft.of(row.draft))
    trouble = _unready(row, PlanState.DRAFT) or overtaken(happening, plan)
    others = telling.reviewers(happening.records, by)
    if trouble or not others:
        return refuse(happening, by, "plans.send", row, trouble or Trouble.NOBODY)
    row.send()
    telling.ask(happening, row, others)
    note(happening, by, "plans.send", row, "done")
    return None


def publish(happening: Happening, by: Person, row: PlanDraft) -> PlanRecord | Trouble:
    """From now on it never changes."""
    if row.author_id == by.id:
        return refuse(happening, by, "plans.publish", row, Trouble.OWN)
    plan = documents.sound(happening.records, Draft.of(row.draft))
    trouble = _unready(row, PlanState.IN_REVIEW) or overtaken(happening, plan)
    if trouble or not isinstance(plan, Plan):
        return refuse(happening, by, "plans.publish", row, trouble or Trouble.FAULTY)
    record = happening.records.plans.add(_record(plan, by, happening))
    row.publish(by, record.id, happening.now)
    note(happening, by, "plans.publish", row, "done", plan=plan.id, hash=digest(plan))
    telling.published(happening, row, record)
    _recount(happening, record)
    happening.emit("plan.published", plan_id=record.id)
    return record


def send_back(happening: Happening, by: Person, row: PlanDraft, reason: str) -> Trouble | None:
    trouble = Trouble.OWN if row.author_id == by.id else _unready(row, PlanState.IN_REVIEW)
    if trouble:
        return refuse(happening, by, "plans.send_back", row, trouble)
    row.send_back(by, reason, happening.now)
    note(happening, by, "plans.send_back", row, "done", reason=reason)
    telling.sent_back(happening, row)
    return None


def drop(happening: Happening, by: Person, row: PlanDraft) -> Trouble | None:
    own = row.author_id == by.id
    trouble = None if own and row.is_open else Trouble.NOT_NOW if own else Trouble.NOT_YOURS
    if trouble:
        return refuse(happening, by, "plans.drop", row, trouble)
    row.drop(by, happening.now)
    note(happening, by, "plans.drop", row, "done")
    happening.refresh(row.card)
    return None


def overtaken(happening: Happening, plan: object) -> Trouble | None:
    """Did somebody publish this version, or a later one, since? Its number follows the last."""
    if not isinstance(plan, Plan):
        return Trouble.FAULTY
    versions = happening.records.plans.versions(plan.id)
    last = versions[-1].version if versions else None
    return Trouble.OVERTAKEN if last is not None and plan.version != last + 1 else None


def refuse(
    happening: Happening, by: Person, action: str, row: PlanDraft, trouble: Trouble
) -> Trouble:
    note(happening, by, action, row, "refused", why=trouble.value)
    return trouble


def note(
    happening: Happening, by: Person, action: str, row: PlanDraft, outcome: str, **detail: str
) -> None:
    happening.write_down(by, action, row.card, outcome, revision=row.revision, **detail)


def _recount(happening: Happening, record: PlanRecord) -> None:
    """What was sold since it began is worked out again."""
    records = happening.records
    if record.effective_from <= today(records, happening.now):
        records.stale.mark(records.sold.partners())


def _unready(row: PlanDraft, state: PlanState) -> Trouble | None:
    return None if row.state is state else Trouble.NOT_NOW


def _record(plan: Plan, by: Person, happening: Happening) -> PlanRecord:
    return PlanRecord(
        code=plan.id,
        version=plan.version,
        name=plan.name,
        effective_from=plan.effective_from,
        effective_to=plan.effective_to,
        document=documents.kept(plan),
        published_at=happening.now,
        published_by_id=by.id,
    )
