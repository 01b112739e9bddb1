"""Writes a migration: `make migration m="what changed"`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from storage import schema
from storage.store import Store


def main(message: str) -> None:
    """Migrate an empty database as far as the files go, and write what is missing."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{Path(folder) / 'empty.db'}")
        schema.upgrade(store.engine)
        schema.revise(store.engine, message)
        store.close()


if __name__ == "__main__":
    main(sys.argv[1])
