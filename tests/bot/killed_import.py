"""An import in a process of its own, to be killed at any moment."""

from __future__ import annotations

from pathlib import Path

from bot import sales
from handlers.incentives.bringing import taking
from handlers.incentives.files.reading import read
from storage.store import Store
from tests.conftest import NOW


def main(database: str, path: Path, source: str) -> None:
    taking.ROWS = 50
    store = Store(database)
    with path.open("rb") as stream:
        for _ in sales.take(store, read(stream), source, NOW):
            """Each part is committed when it is here."""
    store.close()
