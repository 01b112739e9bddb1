"""Runs migrations on the connection that Alembic is given."""

from alembic import context

from storage.base import Record
from storage.store import Store  # noqa: F401 - maps every record

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Record.metadata,
    render_as_batch=True,
    user_module_prefix="base.",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
