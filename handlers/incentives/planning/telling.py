"""Tells who has to know: the second person, the author, and the partners that a plan is for."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.conversation.turn import Happening
from handlers.incentives.calculating.plans import opened
from handlers.incentives.planning.concerned import concerned
from handlers.incentives.planning.roles import MANAGERS
from storage.incentives import Plan as PlanRecord
from storage.people import Person
from storage.planning import PlanDraft
from storage.store import Records


def reviewers(records: Records, author: Person) -> list[Person]:
    return [person for person in records.people.with_role(*MANAGERS) if person.id != author.id]


def ask(happening: Happening, row: PlanDraft, others: Sequence[Person]) -> None:
    """Each gets a card that is kept true, and so is the one from the last time."""
    happening.refresh(row.card)
    for person in others:
        happening.tell(person, "incentives.plan_review", draft_id=row.id, card=row.card)


def sent_back(happening: Happening, row: PlanDraft) -> None:
    happening.refresh(row.card)
    author = happening.records.people.get(row.author_id)
    happening.tell(author, "incentives.plan_sent_back", draft_id=row.id)


def published(happening: Happening, row: PlanDraft, record: PlanRecord) -> None:
    """The author, and everybody whom it may pay: once for each version."""
    happening.refresh(row.card)
    author = happening.records.people.get(row.author_id)
    happening.tell(author, "incentives.plan_published", plan_id=record.id)
    for person in concerned(happening.records, opened(record), record.effective_from):
        happening.tell(
            person,
            "incentives.plan_news",
            plan_id=record.id,
            campaign=f"plan:{record.code}:{record.version}",
            recipient=str(person.id),
        )
