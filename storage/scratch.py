"""A database for a while: made empty, and gone afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.base import Record
from storage.store import Store


@contextmanager
def scratch() -> Iterator[Store]:
    """An empty store in a file of its own."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{Path(folder) / 'scratch.db'}")
        Record.metadata.create_all(store.engine)
        try:
            yield store
        finally:
            store.close()
