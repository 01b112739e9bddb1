"""Brings a database to the newest schema, and says when records have drifted from it."""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError

if TYPE_CHECKING:
    from alembic.config import Config

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"
MIGRATING = 7_461_726  #: the PostgreSQL advisory lock that lets one replica migrate at a time


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Apply what is missing, in one transaction; replicas that start together wait."""
    from alembic import command  # slow to import, and most commands never need it

    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATING})
        command.upgrade(_config(connection), revision)


def check(engine: Engine) -> None:
    """Raise if the records need a migration that does not exist yet."""
    from alembic import command

    with engine.begin() as connection:
        command.check(_config(connection))


def revise(engine: Engine, message: str) -> None:
    """Write the migration that brings the newest schema to what the records describe."""
    from alembic import command

    with engine.begin() as connection:
        command.revision(_config(connection), message, autogenerate=True)


@dataclass(frozen=True, slots=True)
class State:
    """How far a database is. `trouble` is why it cannot be reached."""

    reachable: bool
    present: bool = False
    newest: bool = False
    trouble: str = ""


def is_present(engine: Engine) -> bool:
    """Has this database ever been migrated?"""
    return inspect(engine).has_table("alembic_version")


def state(engine: Engine) -> State:
    """Look at a database without changing it; nothing raises."""
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    try:
        with engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
            newest = ScriptDirectory.from_config(_config(connection)).get_current_head()
    except SQLAlchemyError as trouble:
        return State(reachable=False, trouble=type(trouble).__name__)
    return State(reachable=True, present=current is not None, newest=current == newest)


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config(toml_file=PYPROJECT, stdout=StringIO())  # it has nothing to tell people
    config.attributes["connection"] = connection
    return config
