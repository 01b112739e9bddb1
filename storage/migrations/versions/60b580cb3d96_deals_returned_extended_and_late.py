"""deals returned, extended and late."""

import sqlalchemy as sa
from alembic import op

from storage import base

revision = "60b580cb3d96"
down_revision = "c3a1d0f4e627"


def upgrade() -> None:
    with op.batch_alter_table("deals", schema=None) as batch_op:
        batch_op.add_column(sa.Column("returned_at", base.UtcDateTime(), nullable=True))
        batch_op.add_column(
            sa.Column("asked_field", sa.String(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("asked", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("extensions", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(sa.Column("nudged_at", base.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("late_at", base.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("reminded", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("deals", schema=None) as batch_op:
        batch_op.drop_column("reminded")
        batch_op.drop_column("late_at")
        batch_op.drop_column("nudged_at")
        batch_op.drop_column("extensions")
        batch_op.drop_column("asked")
        batch_op.drop_column("asked_field")
        batch_op.drop_column("returned_at")
