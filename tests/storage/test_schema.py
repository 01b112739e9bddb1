from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import schema
from storage.base import Record
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
