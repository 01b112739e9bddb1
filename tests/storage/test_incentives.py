from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from storage.base import Record
from storage.incentives import AppendOnly, Plan, Transaction, TransactionKind
from storage.store import Records, Store
from storage.values import Money, Period
from tests.conftest import NOW

SEPTEMBER = Period(date(2026, 9, 1), date(2026, 9, 30))
BEFORE = Period(date(2025, 1, 1), date(2025, 1, 31))


def a_sale(records: Records, source_id: str = "A", revision: int = 1, day: int = 3) -> Transaction:
    seller = records.people.with_handle("lia")
    assert seller is not None
    return Transaction(
        source="test",
        source_id=source_id,
        revision=revision,
        kind=TransactionKind.SALE,
        day=date(2026, 9, day),
        recorded_at=NOW,
        partner_id=seller.company.id,
        member_id=seller.id,
        product="CloudSuite Pro",
        quantity=revision,
        amount=Money.of(9_000_000_000_000, "IDR"),
    )


def test_the_last_revision_is_the_sale(store: Store) -> None:
    with store.transaction() as records:
        for revision, day in ((1, 3), (3, 5), (2, 4)):
            records.transactions.add(a_sale(records, revision=revision, day=day))
    with store.reading() as records:
        lia = records.people.with_handle("lia")
        assert lia is not None
        (sale,) = records.transactions.of(lia.id, SEPTEMBER)
        assert (sale.revision, sale.units) == (3, 3)
        assert sale.amount == Money.of(9_000_000_000_000, "IDR")
        assert records.transactions.at(lia.company.id, SEPTEMBER) == [sale]
        assert records.transactions.of(lia.id, BEFORE) == []


def test_a_revision_that_moves_to_another_month_leaves_the_first(store: Store) -> None:
    with store.transaction() as records:
        records.transactions.add(a_sale(records))
        moved = a_sale(records, revision=2)
        moved.day = date(2026, 10, 1)
        sale = records.transactions.add(moved)
        assert sale.member_id is not None
        assert records.transactions.of(sale.member_id, SEPTEMBER) == []


def test_the_same_line_of_a_source_is_stored_once(store: Store) -> None:
    with store.transaction() as records:
        records.transactions.add(a_sale(records))
        with pytest.raises(IntegrityError), records.session.begin_nested():
            records.transactions.add(a_sale(records))


def test_a_refund_counts_against(store: Store) -> None:
    with store.transaction() as records:
        sale = a_sale(records)
        sale.kind = TransactionKind.REFUND
        assert sale.units == -1


def change(store: Store, kind: type[Record], kept: int, name: str, value: object) -> None:
    with store.transaction() as records:
        setattr(records.session.get_one(kind, kept), name, value)


def remove(store: Store, kind: type[Record], kept: int) -> None:
    with store.transaction() as records:
        records.session.delete(records.session.get_one(kind, kept))


def test_a_transaction_never_changes(store: Store) -> None:
    with store.transaction() as records:
        kept = records.transactions.add(a_sale(records)).id
    with pytest.raises(AppendOnly):
        change(store, Transaction, kept, "quantity", 7)
    with pytest.raises(AppendOnly):
        remove(store, Transaction, kept)


def test_touching_it_without_a_change_is_no_change(store: Store) -> None:
    with store.transaction() as records:
        sale = records.transactions.add(a_sale(records))
        sale.quantity = int(sale.quantity)
        records.session.flush()


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
