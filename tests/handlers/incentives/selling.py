"""People of the demo world and what they sell."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from storage.people import Person
from storage.sales import TransactionKind
from storage.store import Records, Store
from storage.transactions import Transaction
from storage.values import Money
from tests.conftest import NOW

OCTOBER = datetime(2026, 10, 3, 3, 0, tzinfo=UTC)


def who(records: Records, handle: str) -> Person:
    person = records.people.with_handle(handle)
    assert person is not None
    return person


def sell(store: Store, handle: str, day: date, units: int, **changed: object) -> None:
    with store.transaction() as records:
        seller = who(records, handle)
        sale = Transaction(
            source="test",
            source_id=f"T-{day}-{units}",
            kind=TransactionKind.SALE if units > 0 else TransactionKind.REFUND,
            day=day,
            recorded_at=NOW,
            partner_id=seller.company.id,
            member_id=seller.id,
            product="CloudSuite Pro",
            quantity=Decimal(abs(units)),
            amount=Money.of(1_500_000 * abs(units), "IDR"),
        )
        for name, value in changed.items():
            setattr(sale, name, value)
        records.transactions.add(sale)
