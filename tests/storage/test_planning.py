from __future__ import annotations

from datetime import timedelta

import pytest

from storage.planning import PlanDraft, PlanState
from storage.signing import NotNow, SamePerson
from storage.store import Records, Store
from tests.conftest import NOW


def a_draft(records: Records, author: str = "maya") -> PlanDraft:
    by = records.people.with_handle(author)
    assert by is not None
    draft = PlanDraft(author_id=by.id, created_at=NOW, changed_at=NOW, draft={"plan": {}})
    return records.plan_drafts.add(draft)


def test_a_change_is_a_new_revision_that_nobody_reviews_yet(store: Store) -> None:
    with store.transaction() as records:
        draft = a_draft(records)
        draft.send()
        draft.revise({"plan": {"name": "Other"}}, NOW + timedelta(minutes=1))
        assert (draft.revision, draft.state) == (2, PlanState.DRAFT)
        assert records.plan_drafts.undecided() == [draft]
        assert records.plan_drafts.locked(draft.id) is draft
        assert records.plan_drafts.locked(0) is None


def test_its_author_cannot_publish_it_or_send_it_back(store: Store) -> None:
    with store.transaction() as records:
        draft, author = a_draft(records), records.people.with_handle("maya")
        assert author is not None
        draft.send()
        with pytest.raises(SamePerson):
            draft.publish(author, 1, NOW)
        with pytest.raises(SamePerson):
            draft.send_back(author, "no", NOW)
        assert draft.state is PlanState.IN_REVIEW


def test_only_what_was_sent_is_decided_and_only_once(store: Store) -> None:
    with store.transaction() as records:
        draft, other = a_draft(records), records.people.with_handle("sari")
        plan = records.plans.versions("pro-push")[0]
        assert other is not None
        with pytest.raises(NotNow):
            draft.publish(other, plan.id, NOW)
        draft.send()
        draft.send_back(other, "too much", NOW)
        assert (draft.state, draft.reason) == (PlanState.DRAFT, "too much")
        draft.send()
        draft.publish(other, plan.id, NOW)
        assert (draft.reason, draft.plan_id, draft.decided_by_id) == ("", plan.id, other.id)
        for step in (draft.send, lambda: draft.drop(other, NOW)):
            with pytest.raises(NotNow):
                step()
        assert not draft.is_open
        assert records.plan_drafts.undecided() == []
        assert records.plans.get(plan.id) is plan


def test_what_is_dropped_is_over(store: Store) -> None:
    with store.transaction() as records:
        draft, author = a_draft(records), records.people.with_handle("maya")
        assert author is not None
        draft.drop(author, NOW)
        assert draft.state is PlanState.DROPPED
        with pytest.raises(NotNow):
            draft.revise({}, NOW)
