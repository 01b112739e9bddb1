"""Databases to test on: a fresh one each, copied from one that was built once."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import create_engine, make_url, text

from storage.base import Record
from storage.store import Store

Fill = Callable[[Store], None]


class Databases(Protocol):
    """Copies of an empty database, or of one that holds what `fill` put into it."""

    def fresh(self, name: str, fill: Fill) -> Iterator[Store]:
        """A store of its own, gone afterwards; `fill` fills the template of that name."""


def build(path: Path) -> Store:
    store = Store(f"sqlite:///{path}")
    Record.metadata.create_all(store.engine)
    return store


def copy(template: Path, path: Path) -> Store:
    shutil.copy(template, path)
    return Store(f"sqlite:///{path}")


class Sqlite:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def fresh(self, name: str, fill: Fill) -> Iterator[Store]:
        template = self._folder / f"{name}.db"
        if not template.exists():
            store = build(template)
            fill(store)
            store.close()
        store = copy(template, self._folder / f"{secrets.token_hex(8)}.db")
        yield store
        store.close()
        for path in self._folder.glob(f"{Path(store.url).name}*"):
            path.unlink()


class Postgres:
    """Databases of one server, named so that they are known as ours."""

    def __init__(self, address: str) -> None:
        self._server = create_engine(address, isolation_level="AUTOCOMMIT")
        self._address = make_url(address)
        self._prefix = f"mitra_test_{secrets.token_hex(4)}"
        self._templates: set[str] = set()

    def fresh(self, name: str, fill: Fill) -> Iterator[Store]:
        template = self._template(name, fill)
        database = f"{self._prefix}_{secrets.token_hex(8)}"
        self._do(f"CREATE DATABASE {database} TEMPLATE {template}")
        with self._store(database) as store:
            yield store
        self._do(f"DROP DATABASE {database} WITH (FORCE)")

    def close(self) -> None:
        for name in self._templates:
            self._do(f"DROP DATABASE {name}")
        self._server.dispose()

    def _template(self, name: str, fill: Fill) -> str:
        template = f"{self._prefix}_{name}"
        if template not in self._templates:
            self._do(f"CREATE DATABASE {template}")
            self._templates.add(template)
            with self._store(template) as store:
                Record.metadata.create_all(store.engine)
                fill(store)
        return template

    @contextmanager
    def _store(self, database: str) -> Iterator[Store]:
        url = self._address.set(database=database)
        store = Store(url.render_as_string(hide_password=False))
        yield store
        store.close()

    def _do(self, statement: str) -> None:
        with self._server.connect() as connection:
            connection.execute(text(statement))
