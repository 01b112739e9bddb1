"""Millions of rows into one table, the way that each database takes them fastest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import psycopg
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

ROWS = 50_000  #: held in memory at a time
Row = Sequence[Any]


def insert_all(
    connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Row]
) -> None:
    """The rows are what the database stores: no types of ours, no defaults of the record."""
    named = ", ".join(f'"{column}"' for column in columns)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" for _ in columns)
        statement = f"INSERT INTO {table} ({named}) VALUES ({marks})"
        for some in _some(iter(rows)):
            connection.exec_driver_sql(statement, some)
        return
    _copy(connection, f"COPY {table} ({named}) FROM STDIN", rows)


def _some(rows: Iterator[Row]) -> Iterator[list[Any]]:
    while some := list(islice(rows, ROWS)):
        yield some


def _copy(connection: Connection, statement: str, rows: Iterable[Row]) -> None:
    driver: Any = connection.connection.driver_connection
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except psycopg.IntegrityError as refused:
        raise IntegrityError(statement, None, refused) from refused
