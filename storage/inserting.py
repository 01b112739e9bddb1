"""Inserts that a row already there turns into nothing, on either database."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.base import Record


def insert_missing(session: Session, record: type[Record]) -> Insert:
    """Any unique key decides. Where another transaction is inserting the same one, this waits
    for it, so that the next statement sees the row that won."""
    return inserting(record, session.get_bind().dialect.name)


@cache
def inserting(record: type[Record], dialect: str) -> Insert:
    """Made once: to build a statement takes longer than to run it."""
    kind = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return kind(record.metadata.tables[record.__tablename__]).on_conflict_do_nothing()
