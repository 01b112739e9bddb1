"""One path for whatever a plan is made with: ask, name the faults, or keep it and show it."""

from __future__ import annotations

from handlers.conversation.manners import stale
from handlers.conversation.reply import Reply
from handlers.conversation.turn import Turn
from handlers.incentives.drafting.draft import Draft
from handlers.incentives.engine.plan import Plan
from handlers.incentives.planning import cards, documents, replaying, steps
from handlers.incentives.planning.seen import Seen
from storage.planning import PlanDraft

ANSWER = "incentives.plan_answer"
CHANGE = "incentives.plan_more"


def shown(turn: Turn, draft: Draft, seen: Seen) -> Reply:
    """What is not clear yet lives in the conversation only."""
    if draft.questions:
        hold(turn, draft, seen)
        return cards.question(draft, seen, turn.text)
    plan = documents.sound(turn.records, draft)
    if not isinstance(plan, Plan):
        hold(turn, draft, seen)
        return cards.wrong(plan, draft.document(), seen, turn.text)
    row = own(turn, seen) if seen.id else None
    if seen.id and row is None:
        return stale(turn.language)
    return previewed(turn, steps.save(turn, turn.person, draft, row))


def hold(turn: Turn, draft: Draft, seen: Seen) -> None:
    """Wait for what is missing."""
    turn.ask(ANSWER, plan=draft.stored(), seen=str(seen))


def held(turn: Turn) -> Draft | None:
    """The draft whose question is open here."""
    kept = turn.draft.get("plan")
    return Draft.of(kept) if kept else None


def previewed(turn: Turn, row: PlanDraft) -> Reply:
    """What it would have paid; the next sentence may change it."""
    turn.remember("incentives", plan_draft=row.id)
    turn.ask(CHANGE, draft=row.id)
    return replaying.preview(turn, row)


def own(turn: Turn, seen: Seen) -> PlanDraft | None:
    """The draft as this person saw it, if it is theirs and nobody changed it since."""
    row = turn.records.plan_drafts.locked(seen.id)
    mine = row is not None and row.author_id == turn.person.id
    return row if row and mine and row.is_open and row.revision == seen.revision else None
