"""What money rests on is only ever added: by the records, and by triggers in the database.

A migration that makes one of these tables makes its triggers, too, and so does one that makes
it anew (on SQLite a batch operation drops them):
`for made in guards.statements(op.get_bind().dialect.name, "earnings", …): op.execute(made)`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import DDL, Connection, event, text
from sqlalchemy.orm import object_session

from storage.base import Record


class AppendOnly(RuntimeError):
    """Somebody tried to change what money was or will be paid on."""


@dataclass(frozen=True, slots=True)
class Guard:
    """A table that is only added to; to a period in one of the states `shut` not even that.

    The period is the row's own, or that of its row in `parent`, which `column` points to.
    """

    table: str
    shut: tuple[str, ...] = ()
    parent: str = ""
    column: str = ""

    def statements(self, dialect: str) -> list[str]:
        return self._sqlite() if dialect == "sqlite" else self._postgresql()

    @property
    def _states(self) -> str:
        return ", ".join(f"'{state}'" for state in self.shut)

    def _sqlite(self) -> list[str]:
        made = [
            f"CREATE TRIGGER {self.table}_no_{change.lower()} BEFORE {change} ON {self.table} "
            f"BEGIN SELECT RAISE(ABORT, '{self.table} is only added to'); END"
            for change in ("UPDATE", "DELETE")
        ]
        own = "SELECT state FROM periods WHERE id = NEW.period_id"
        through = (
            f"SELECT s.state FROM {self.parent} p JOIN periods s ON s.id = p.period_id "
            f"WHERE p.id = NEW.{self.column}"
        )
        shut = (
            f"CREATE TRIGGER {self.table}_shut BEFORE INSERT ON {self.table} "
            f"WHEN ({through if self.parent else own}) IN ({self._states}) "
            f"BEGIN SELECT RAISE(ABORT, 'the period of {self.table} is shut'); END"
        )
        return [*made, shut] if self.shut else made

    def _postgresql(self) -> list[str]:
        made = [
            _APPEND_ONLY,
            f"CREATE TRIGGER {self.table}_only_added BEFORE UPDATE OR DELETE OR TRUNCATE "
            f"ON {self.table} FOR EACH STATEMENT EXECUTE FUNCTION mitra_append_only()",
        ]
        through = f"SELECT p.period_id FROM {self.parent} p JOIN added a ON a.{self.column} = p.id"
        periods = through if self.parent else "SELECT period_id FROM added"
        name = f"{self.table}_shut"
        shut = [
            _SHUT.format(name=name, table=self.table, periods=periods, states=self._states),
            f"CREATE TRIGGER {name} AFTER INSERT ON {self.table} "
            "REFERENCING NEW TABLE AS added "
            f"FOR EACH STATEMENT EXECUTE FUNCTION mitra_{name}()",
        ]
        return made + shut if self.shut else made


_APPEND_ONLY = """
CREATE OR REPLACE FUNCTION mitra_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'check_violation',
    MESSAGE = TG_TABLE_NAME || ' is only added to';
END $$"""

#: Locked for share: a period that is being closed is waited for, and then seen to be closed.
_SHUT = """
CREATE OR REPLACE FUNCTION mitra_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found text;
BEGIN
  FOR found IN SELECT s.state FROM periods s WHERE s.id IN ({periods}) FOR SHARE LOOP
    IF found IN ({states}) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'the period of {table} is shut';
    END IF;
  END LOOP;
  RETURN NULL;
END $$"""

GUARDS: list[Guard] = []


def append_only(record: type[Record], **shut: Any) -> None:
    """Nobody changes or deletes a row of it, neither through the session nor in SQL."""
    table = record.metadata.tables[record.__tablename__]
    guard = Guard(table.name, **shut)
    GUARDS.append(guard)
    for change in ("before_update", "before_delete"):
        event.listen(record, change, _refuse)
    for dialect in ("sqlite", "postgresql"):
        for statement in guard.statements(dialect):
            made: Any = DDL(statement).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]  # theirs
            event.listen(table, "after_create", made)


def statements(dialect: str, *tables: str) -> list[str]:
    """What makes the triggers of these tables, or of all, in a migration."""
    wanted = [guard for guard in GUARDS if not tables or guard.table in tables]
    return [statement for guard in wanted for statement in guard.statements(dialect)]


def unguarded(connection: Connection) -> set[str]:
    """The tables whose triggers are missing from this database."""
    sqlite = "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'"
    postgresql = "SELECT event_object_table FROM information_schema.triggers"
    query = sqlite if connection.dialect.name == "sqlite" else postgresql
    found = set(connection.scalars(text(query)))
    return {guard.table for guard in GUARDS} - found


def _refuse(_: Any, __: Any, row: Record) -> None:
    session = object_session(row)
    if session is not None and (row in session.deleted or session.is_modified(row)):
        raise AppendOnly(f"{row.__tablename__} is only added to")
