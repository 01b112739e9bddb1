"""Runs migrations on the connection that Alembic is given."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy import JSON

from storage.base import Record
from storage.store import Store  # noqa: F401 - maps every record


def shown(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """A document column is written by its name; Alembic forgets its variant's import."""
    return "base.DOCUMENT" if kind == "type" and isinstance(item, JSON) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Record.metadata,
    render_as_batch=True,
    render_item=shown,
    user_module_prefix="base.",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
