"""What every record has in common, and how its values look in SQL."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Date,
    DateTime,
    Dialect,
    Enum,
    Integer,
    MetaData,
    String,
    TypeDecorator,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

MILLION = 6  #: decimals of `Millionths`


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, stored and returned in UTC on any database (SQLite forgets the zone)."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone; moments are aware")
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


class Exact(TypeDecorator[Decimal]):
    """A decimal with every digit it was given (SQLite would make it a float)."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return format(value, "f") if value is not None else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return Decimal(value) if value is not None else None


class Millionths(TypeDecorator[Decimal]):
    """A decimal of up to six places as a whole number, so that the database adds it up exactly."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        scaled = value.scaleb(MILLION)
        if scaled != int(scaled):
            raise ValueError(f"{value} has more than {MILLION} decimals")
        return int(scaled)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return Decimal(value).scaleb(-MILLION) if value is not None else None


def _values(members: type[StrEnum]) -> list[str]:
    return [member.value for member in members]


#: Stored as the readable value, so a new member needs no migration.
WORD = Enum(StrEnum, values_callable=_values, native_enum=False, length=32)

#: A small document, compared and indexed as binary where the database can.
DOCUMENT = JSON().with_variant(JSONB(), "postgresql")

#: The number of a row of which there are millions a month.
BIG_ID = BigInteger().with_variant(Integer(), "sqlite")

#: What a document column holds.
Document = dict[str, Any]


class Record(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """A row: a dataclass whose rules about itself are its methods."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {
        datetime: UtcDateTime,
        date: Date,
        Decimal: Exact,
        StrEnum: WORD,
        Document: DOCUMENT,
    }
