"""Inserts that a row already there turns into nothing, on either database."""

from __future__ import annotations

from sqlalchemy import Insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.base import Record


def insert_missing(session: Session, record: type[Record]) -> Insert:
    """Any unique key decides. Where another transaction is inserting the same one, this waits
    for it, so that the next statement sees the row that won."""
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    kind = sqlite.insert if on_sqlite else postgresql.insert
    return kind(record.metadata.tables[record.__tablename__]).on_conflict_do_nothing()
