from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import schema
from storage.base import Record
from storage.guards import unguarded
from storage.store import Store
from tests.databases import Databases


@pytest.fixture
def fresh(tmp_path: Path) -> Store:
    return Store(f"sqlite:///{tmp_path / 'fresh.db'}")


@pytest.fixture
def migrated(either: Databases) -> Iterator[Store]:
    yield from either.fresh("migrated", _migrate)


def _migrate(store: Store) -> None:
    """As an operator's database came to be, not as the records would make it."""
    Record.metadata.drop_all(store.engine)
    schema.upgrade(store.engine)


def test_migrations_build_exactly_what_the_records_describe(migrated: Store) -> None:
    schema.check(migrated.engine)


def test_what_money_rests_on_is_guarded_after_migrations_too(migrated: Store) -> None:
    with migrated.engine.connect() as connection:
        assert unguarded(connection) == set()


BEFORE_THE_BOOKS = "7f402e675106"
A_SALE = (
    "INSERT INTO transactions (source, source_id, kind, day, recorded_at, partner_id, product,"
    " quantity, amount_minor, currency, customer, revision) VALUES ('erp', 'S-1', 'sale',"
    " '2026-09-03', '2026-09-03', 1, 'Pro', 24, 3600000000, 'IDR', '', 1)"
)
A_PARTNER = (
    "INSERT INTO partners (id, name, kind, country, region, zone, language, currency) VALUES"
    " (1, 'PT Satu', 'reseller', 'ID', '', 'Asia/Jakarta', 'id', 'IDR')"
)


def test_sales_of_before_keep_their_quantity(either: Databases) -> None:
    def old(store: Store) -> None:
        Record.metadata.drop_all(store.engine)
        schema.upgrade(store.engine, BEFORE_THE_BOOKS)

    for store in either.fresh("before_the_books", old):
        with store.engine.begin() as connection:
            connection.execute(text(A_PARTNER))
            connection.execute(text(A_SALE))
        schema.upgrade(store.engine)
        with store.reading() as records:
            (sale,) = records.transactions.revisions("erp", "S-1")
        assert (sale.quantity, sale.category, sale.credits) == (Decimal(24), "", [])
        assert (sale.further, sale.fingerprint) == ({}, b"")


def test_an_upgrade_is_done_once(fresh: Store) -> None:
    assert schema.state(fresh.engine) == schema.State(reachable=True)
    schema.upgrade(fresh.engine)
    schema.upgrade(fresh.engine)
    assert schema.state(fresh.engine) == schema.State(reachable=True, present=True, newest=True)


def test_an_older_schema_is_known(fresh: Store) -> None:
    schema.upgrade(fresh.engine)
    with fresh.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'of old'"))
    assert not schema.state(fresh.engine).newest


def test_an_unreachable_database_is_said_to_be(tmp_path: Path) -> None:
    found = schema.state(Store(f"sqlite:///{tmp_path}/no/such/folder/x.db").engine)
    assert not found.reachable
    assert found.trouble == "OperationalError"
