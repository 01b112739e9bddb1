"""Every record comes back from either database exactly as it went in."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Enum,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
    inspect,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.types import TypeEngine

from storage.base import Exact, Millionths, Record, UtcDateTime
from storage.installation import Installation
from storage.store import Store
from storage.values import Money

RECORDS: list[type[Record]] = sorted(
    (mapper.class_ for mapper in Record.registry.mappers), key=lambda record: record.__name__
)
WIB = timezone(timedelta(hours=7))
MOMENT = datetime(2026, 9, 16, 10, 0, 0, 123456, WIB)
DOCUMENT = {"id": 1, "nested": {"list": [1, "two", None, True]}, "words": "“é” 日本 🙂"}
#: Beyond what a float holds exactly: the minor units of a large deal in rupiah.
LARGE = 2**53 + 1
#: The first kind that fits.
VALUES: dict[type[TypeEngine[Any]], Any] = {
    UtcDateTime: MOMENT,
    Exact: Decimal("15850.123456789012345678"),
    Millionths: Decimal("9000000000000.000001"),
    Date: date(2026, 9, 16),
    Boolean: True,
    BigInteger: LARGE,
    Integer: 7,
    JSON: DOCUMENT,
    LargeBinary: b"\x00\xff bytes",
}


class Maker:
    """Makes one of every record, and first whatever it points to."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._made: dict[str, Record] = {}

    def make(self, record: type[Record]) -> Record:
        if record.__tablename__ not in self._made:
            made = record(**self._values(record))
            with self._store.transaction() as records:
                records.session.add(made)
            self._made[record.__tablename__] = made
        return self._made[record.__tablename__]

    def forget(self, record: type[Record]) -> None:
        del self._made[record.__tablename__]

    def _values(self, record: type[Record]) -> dict[str, Any]:
        settable = {f.name for f in dataclasses.fields(record) if f.init}
        mapper = inspect(record)
        columns = {c.key: c for c in mapper.columns if c.key in settable}
        others = {r.key: r.mapper.class_ for r in mapper.relationships if r.key in settable}
        values = {name: self._value(record, column) for name, column in columns.items()}
        values |= {name: self.make(other) for name, other in others.items()}
        amounts = [c.key for c in mapper.composites if c.key in settable]
        return values | dict.fromkeys(amounts, Money(LARGE, "IDR"))

    def _value(self, record: type[Record], column: Column[Any]) -> Any:
        for key in column.foreign_keys:
            target = key.column.table.name
            if target == record.__tablename__:
                return None
            found = next(each for each in RECORDS if each.__tablename__ == target)
            return getattr(self.make(found), key.column.key)
        return _value(column, record)


def _value(column: Column[Any], record: type[Record]) -> Any:
    if isinstance(column.type, Enum):
        return list(column.type.enum_class or [])[-1]
    if isinstance(column.type, String):
        return f"{column.key} “é” 🙂"
    found = [value for kind, value in VALUES.items() if isinstance(column.type, kind)]
    assert found, f"no value for {record.__name__}.{column.key}: {column.type!r}"
    return found[0]


def _stored(record: Record) -> dict[str, Any]:
    return {column.key: getattr(record, column.key) for column in inspect(type(record)).columns}


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_a_record_comes_back_as_it_went_in(any_empty_store: Store, record: type[Record]) -> None:
    made = Maker(any_empty_store).make(record)
    with any_empty_store.reading() as records:
        found = records.session.get_one(record, inspect(made).identity)
        assert found is not made
        assert _stored(found) == _stored(made)
        kinds = {name: type(value) for name, value in _stored(made).items()}
        assert {name: type(value) for name, value in _stored(found).items()} == kinds


def test_moments_come_back_in_utc(any_empty_store: Store) -> None:
    with any_empty_store.transaction() as records:
        records.installation.add(Installation(vendor="V", zone="UTC", demo_now=MOMENT))
    with any_empty_store.reading() as records:
        found = records.installation.this()
    assert found is not None
    assert found.demo_now == MOMENT
    assert found.demo_now.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(any_empty_store: Store) -> None:
    naive = MOMENT.replace(tzinfo=None)
    with pytest.raises(Exception, match="no time zone"), any_empty_store.transaction() as records:
        records.installation.add(Installation(vendor="V", zone="UTC", demo_now=naive))


def test_what_fails_leaves_nothing_behind(any_empty_store: Store) -> None:
    def fails() -> None:
        with any_empty_store.transaction() as records:
            records.installation.add(Installation(vendor="V", zone="UTC"))
            records.session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    with any_empty_store.reading() as records:
        assert records.installation.this() is None


def _is_unique(record: type[Record]) -> bool:
    table = Record.metadata.tables[record.__tablename__]
    return any(isinstance(each, UniqueConstraint) for each in table.constraints)


@pytest.mark.parametrize(
    "record", [r for r in RECORDS if _is_unique(r)], ids=lambda each: each.__name__
)
def test_what_is_unique_is_there_once(any_empty_store: Store, record: type[Record]) -> None:
    maker = Maker(any_empty_store)
    maker.make(record)
    maker.forget(record)
    with pytest.raises(IntegrityError):
        maker.make(record)
