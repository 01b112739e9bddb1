"""Sales added up by the database, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from storage.revenue import Sold, Units
from storage.sales import TransactionKind
from storage.store import Records, Store
from storage.transactions import Transaction
from storage.values import Money, Period
from tests.conftest import NOW

SEPTEMBER = Period.month(date(2026, 9, 1))
PRO = "CloudSuite Pro"


@pytest.fixture
def records(any_store: Store) -> Iterator[Records]:
    with any_store.transaction() as records:
        yield records


def sold(records: Records, source_id: str, millions: int, **given: Any) -> Transaction:
    usual: dict[str, Any] = {
        "kind": TransactionKind.SALE,
        "day": date(2026, 9, 5),
        "partner_id": 4,
        "product": PRO,
        "quantity": Decimal("1.5"),
    }
    return records.transactions.add(
        Transaction(
            source="test",
            source_id=source_id,
            recorded_at=NOW,
            amount=Money.of(millions * 1_000_000, given.pop("currency", "IDR")),
            **usual | given,
        )
    )


def test_returns_count_against_and_a_later_revision_takes_the_place(records: Records) -> None:
    sold(records, "a", 50)
    sold(records, "a", 40, revision=2)
    sold(records, "b", 15, kind=TransactionKind.REFUND)
    sold(records, "c", 7, currency="USD")
    sold(records, "d", 99, day=date(2026, 10, 1))
    assert records.revenue.of(4, SEPTEMBER) == [
        Sold(4, date(2026, 9, 1), Money.of(25_000_000, "IDR")),
        Sold(4, date(2026, 9, 1), Money.of(7_000_000, "USD")),
    ]
    everybody = records.revenue.monthly(SEPTEMBER)
    assert {each.partner_id for each in everybody} == {1, 4}


def test_units_by_member_are_exact(records: Records) -> None:
    bayu = records.people.with_handle("bayu")
    assert bayu is not None
    sold(records, "a", 50, member_id=bayu.id)
    sold(
        records, "b", 50, member_id=bayu.id, quantity=Decimal("0.25"), kind=TransactionKind.REFUND
    )
    sold(records, "c", 50, member_id=bayu.id, product="Other")
    mine = [each for each in records.revenue.units(SEPTEMBER, [PRO]) if each.member_id == bayu.id]
    assert mine == [Units(bayu.id, PRO, Decimal("1.25"))]


def test_the_first_sale_of_each_partner(records: Records) -> None:
    firsts = records.revenue.first_sales()
    assert firsts[4] == date(2025, 11, 14)
    assert 7 not in firsts


def test_nothing_is_on_a_plan_that_paid_nothing(records: Records) -> None:
    sold(records, "a", 50)
    assert records.revenue.on_plans(SEPTEMBER) == []
