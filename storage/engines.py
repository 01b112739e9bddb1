"""How each database is opened so that it keeps what it promised.

SQLite has one writer. Its transactions begin with `BEGIN IMMEDIATE`, because a deferred one
that reads and then writes fails at once with "database is locked", whatever `busy_timeout`
says. Readers have connections of their own. `synchronous=FULL` makes a commit survive a
power cut, not only a crash of the process.

Errors do not show what was to be stored: bank accounts and names end in no log.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

BUSY_TIMEOUT_MS = 10_000
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
    "PRAGMA foreign_keys=ON",
)


def writing_engine(url: str) -> Engine:
    if not is_sqlite(url):
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
    return _sqlite(url, "BEGIN IMMEDIATE", pool_size=1, max_overflow=0, pool_timeout=30)


def reading_engine(url: str, writing: Engine) -> Engine:
    """PostgreSQL reads through the same pool; SQLite through connections of its own."""
    return _sqlite(url, "BEGIN", pool_size=4, max_overflow=8) if is_sqlite(url) else writing


def is_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def _sqlite(url: str, begin: str, **pool: int) -> Engine:
    engine = create_engine(url, hide_parameters=True, **pool)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        for pragma in PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
