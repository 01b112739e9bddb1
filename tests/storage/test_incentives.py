from __future__ import annotations

from datetime import date

import pytest

from storage.base import Record
from storage.guards import AppendOnly
from storage.incentives import Plan
from storage.store import Store
from storage.values import Period
from tests.conftest import NOW

BEFORE = Period(date(2025, 1, 1), date(2025, 1, 31))


def change(store: Store, kind: type[Record], kept: int, name: str, value: object) -> None:
    with store.transaction() as records:
        setattr(records.session.get_one(kind, kept), name, value)


def remove(store: Store, kind: type[Record], kept: int) -> None:
    with store.transaction() as records:
        records.session.delete(records.session.get_one(kind, kept))


class TestPlans:
    def a_plan(self, version: int = 1) -> Plan:
        return Plan(
            code="test",
            version=version,
            name="Test",
            effective_from=date(2025, 1, 10),
            effective_to=date(2025, 1, 20) if version == 1 else None,
            document={},
        )

    def test_a_draft_changes_and_a_published_version_does_not(self, store: Store) -> None:
        with store.transaction() as records:
            plan = records.plans.add(self.a_plan())
            plan.name = "Better"
            records.session.flush()
            plan.published_at = NOW
        with pytest.raises(AppendOnly):
            change(store, Plan, plan.id, "name", "Worse")
        with pytest.raises(AppendOnly):
            remove(store, Plan, plan.id)

    def test_only_published_versions_are_in_force_on_their_days(self, store: Store) -> None:
        with store.transaction() as records:
            plans = [records.plans.add(self.a_plan(version)) for version in (1, 2, 3)]
            plans[0].published_at = plans[1].published_at = NOW
            records.session.flush()
            assert records.plans.published(BEFORE) == plans[:2]
            assert records.plans.published(Period(date(2025, 2, 1), date(2025, 2, 2))) == [
                plans[1]
            ]
            assert records.plans.published(Period(date(2024, 2, 1), date(2024, 2, 2))) == []
