"""What every record has in common, and how its values look in SQL."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Date, DateTime, Dialect, Enum, MetaData, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


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


def _values(members: type[StrEnum]) -> list[str]:
    return [member.value for member in members]


#: Stored as the readable value, so a new member needs no migration.
WORD = Enum(StrEnum, values_callable=_values, native_enum=False, length=32)

#: A small document, compared and indexed as binary where the database can.
DOCUMENT = JSON().with_variant(JSONB(), "postgresql")

#: What a document column holds.
Document = dict[str, Any]


class Record(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """A row: a dataclass whose rules about itself are its methods."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {
        datetime: UtcDateTime,
        date: Date,
        StrEnum: WORD,
        Document: DOCUMENT,
    }
