"""Databases to test on: a fresh SQLite file each, copied from one that was built once."""

from __future__ import annotations

import shutil
from pathlib import Path

from storage.base import Record
from storage.store import Store


def build(path: Path) -> Store:
    store = Store(f"sqlite:///{path}")
    Record.metadata.create_all(store.engine)
    return store


def copy(template: Path, path: Path) -> Store:
    shutil.copy(template, path)
    return Store(f"sqlite:///{path}")
