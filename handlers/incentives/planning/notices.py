"""What is said unasked about plans: to a second person, to the author, to partners."""

from __future__ import annotations

from handlers.conversation.reply import Paragraph, Reply
from handlers.conversation.turn import Telling
from handlers.incentives.handler import incentives
from handlers.incentives.planning import cards, listing, showing
from handlers.incentives.planning.finding import name_of
from handlers.incentives.planning.words import planning
from storage.planning import PlanDraft, PlanState


@incentives.notice("plan_review")
def review(telling: Telling) -> Reply:
    """To decide, or what became of it."""
    row = _draft(telling)
    if row.state is PlanState.IN_REVIEW:
        return showing.review(telling, row, telling.text)
    by = telling.records.people.get(row.decided_by_id).name if row.decided_by_id else ""
    return cards.stands(row, name_of(row), by, telling.text)


@incentives.notice("plan_sent_back")
def sent_back(telling: Telling) -> Reply | None:
    """Nothing once its author has changed it."""
    row, said = _draft(telling), planning(telling.text)
    if not row.reason or row.decided_by_id is None:
        return None
    by = telling.records.people.get(row.decided_by_id).name
    title = said("came_back", name=name_of(row), by=by)
    reason = said("sent_back_because", reason=row.reason)
    return Reply(title, (Paragraph(reason), Paragraph(said("came_back_next"))), private=True)


@incentives.notice("plan_published")
def published(telling: Telling) -> Reply:
    plan = telling.records.plans.get(telling.subject["plan_id"])
    return listing.published(plan, telling.text)


@incentives.notice("plan_news")
def news(telling: Telling) -> Reply:
    return listing.news(telling.records.plans.get(telling.subject["plan_id"]), telling.text)


def _draft(telling: Telling) -> PlanDraft:
    return telling.records.plan_drafts.get(telling.subject["draft_id"])
