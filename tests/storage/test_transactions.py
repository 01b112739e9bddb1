"""What was sold never changes: a later revision takes its place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError, StatementError

from storage.base import Record
from storage.guards import AppendOnly
from storage.sales import TransactionKind
from storage.store import Records, Store
from storage.transactions import Transaction
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
        quantity=Decimal(revision),
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
        change(store, Transaction, kept, "quantity", Decimal(7))
    with pytest.raises(AppendOnly):
        remove(store, Transaction, kept)


def test_touching_it_without_a_change_is_no_change(store: Store) -> None:
    with store.transaction() as records:
        sale = records.transactions.add(a_sale(records))
        sale.quantity = Decimal(sale.quantity)
        records.session.flush()


def test_a_tenth_of_a_unit_is_kept_exactly(any_store: Store) -> None:
    with any_store.transaction() as records:
        sale = a_sale(records)
        sale.quantity, sale.cost = Decimal("2.1"), Decimal("0.000001")
        kept = records.transactions.add(sale).id
    with any_store.reading() as records:
        found = records.session.get_one(Transaction, kept)
        assert (found.quantity, found.cost, found.units) == (
            Decimal("2.1"),
            Decimal("0.000001"),
            2,
        )


def test_what_is_finer_than_the_database_keeps_is_no_quantity(store: Store) -> None:
    with store.transaction() as records:
        sale = a_sale(records)
        sale.quantity = Decimal("0.0000001")
        with pytest.raises(StatementError, match="more than 6 decimals"):
            records.transactions.add(sale)
        records.session.expunge_all()


@pytest.mark.parametrize(("minor", "collected"), [(None, None), (150, Money(150, "IDR"))])
def test_what_was_collected_is_money(
    store: Store, minor: int | None, collected: Money | None
) -> None:
    with store.reading() as records:
        sale = a_sale(records)
        sale.collected_minor = minor
        assert sale.collected == collected
