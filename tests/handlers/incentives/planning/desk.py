"""What became of plans, as the store has it."""

from __future__ import annotations

from storage.incentives import Plan
from storage.planning import PlanDraft
from storage.store import Store


def drafts(store: Store) -> list[PlanDraft]:
    with store.reading() as records:
        found = list(records.plan_drafts.undecided())
        records.session.expunge_all()
        return found


def only(store: Store) -> PlanDraft:
    (row,) = drafts(store)
    return row


def versions(store: Store, code: str) -> list[Plan]:
    with store.reading() as records:
        found = list(records.plans.versions(code))
        records.session.expunge_all()
        return found


def noted(store: Store, action: str) -> list[tuple[str, str]]:
    """Who did it and how it ended."""
    with store.reading() as records:
        return [
            (records.people.get(entry.actor_id or 0).handle, entry.outcome)
            for entry in records.audit.of(action)
        ]
