"""Whatever was changed behind a statement is found."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from handlers.incentives.calculating.verifying import Check
from storage.earned import Slice
from storage.store import Records, Store
from tests.handlers.incentives.calculating.books import RINA, changed, post
from tests.handlers.incentives.calculating.months import checks, closes


@pytest.fixture
def store(any_store: Store) -> Store:
    return any_store


class TestVerifying:
    def test_a_line_that_somebody_slipped_in(self, store: Store) -> None:
        post(store)
        closes(store)
        with store.transaction() as records:
            _without_guards(records)
            line = records.earned.lines(Slice(earner=RINA))[0].id
            sql = f"UPDATE earning_lines SET minor = minor + 1 WHERE id = {line}"
            records.session.execute(text(sql))
        assert checks(store).count(Check.LINES) == 1

    def test_a_plan_that_says_something_else(self, store: Store) -> None:
        closes(store)
        with store.transaction() as records:
            plan = next(plan for plan in records.plans.all() if plan.code == "pro-push")
            sql = "UPDATE plans SET document = :document WHERE id = :id"
            written = str(plan.document).replace("'", '"').replace("250000", "250001")
            records.session.execute(text(sql), {"document": written, "id": plan.id})
        assert checks(store).count(Check.PLANS) == 1

    def test_facts_that_were_changed_for_the_past(self, store: Store) -> None:
        closes(store)
        with store.transaction() as records:
            records.session.execute(text("UPDATE partners SET kind = 'service' WHERE id = 1"))
        assert checks(store).count(Check.RESULT) == 2

    def test_a_new_version_changes_nothing_that_was_issued(self, store: Store) -> None:
        closes(store)
        changed(store, "pro-push", "2026-09-01", amount="300000")
        with store.transaction() as records:
            records.session.execute(
                text("UPDATE plans SET published_at = '2026-10-05 00:00:00' WHERE version = 2")
            )
        assert set(checks(store)) == {Check.GOOD}


def _without_guards(records: Records) -> None:
    if records.session.get_bind().dialect.name == "sqlite":
        records.session.execute(text("DROP TRIGGER earning_lines_no_update"))
    else:
        records.session.execute(text("ALTER TABLE earning_lines DISABLE TRIGGER USER"))
