"""changes of deals for other systems."""

import sqlalchemy as sa
from alembic import op

from storage import base, guards

revision = "9c5d17c0822a"
down_revision = "365dd3f7dd46"


def upgrade() -> None:

    op.create_table(
        "crm_targets",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("since", base.UtcDateTime(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("cursor", sa.String(), nullable=False),
        sa.Column("looked_at", base.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_crm_targets")),
    )
    op.create_table(
        "crm_changes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("at", base.UtcDateTime(), nullable=False),
        sa.Column("next_at", base.UtcDateTime(), nullable=False),
        sa.Column("deal", base.DOCUMENT, nullable=False),
        sa.Column(
            "state",
            sa.Enum("waiting", "sent", "failed", name="changestate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("sent_at", base.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["deal_id"], ["deals.id"], name=op.f("fk_crm_changes_deal_id")),
        sa.ForeignKeyConstraint(
            ["target"], ["crm_targets.name"], name=op.f("fk_crm_changes_target")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crm_changes")),
        sa.UniqueConstraint("key", name=op.f("uq_crm_changes_key")),
        sa.UniqueConstraint(
            "target", "deal_id", "sequence", name=op.f("uq_crm_changes_target_deal_id_sequence")
        ),
    )
    with op.batch_alter_table("crm_changes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_crm_changes_target_state_next_at"),
            ["target", "state", "next_at"],
            unique=False,
        )

    op.create_table(
        "crm_links",
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("synced_at", base.UtcDateTime(), nullable=False),
        sa.Column("agreed", base.DOCUMENT, nullable=False),
        sa.Column("refused", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["deal_id"], ["deals.id"], name=op.f("fk_crm_links_deal_id")),
        sa.ForeignKeyConstraint(
            ["target"], ["crm_targets.name"], name=op.f("fk_crm_links_target")
        ),
        sa.PrimaryKeyConstraint("target", "deal_id", name=op.f("pk_crm_links")),
        sa.UniqueConstraint("target", "external_id", name=op.f("uq_crm_links_target_external_id")),
    )
    op.create_table(
        "crm_wins",
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("transaction_id", sa.Integer(), nullable=False),
        sa.Column("at", base.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["deal_id"], ["deals.id"], name=op.f("fk_crm_wins_deal_id")),
        sa.ForeignKeyConstraint(
            ["transaction_id"], ["transactions.id"], name=op.f("fk_crm_wins_transaction_id")
        ),
        sa.PrimaryKeyConstraint("deal_id", name=op.f("pk_crm_wins")),
    )
    for made in guards.statements(op.get_bind().dialect.name, "crm_wins"):
        op.execute(made)


def downgrade() -> None:

    op.drop_table("crm_wins")
    op.drop_table("crm_links")
    with op.batch_alter_table("crm_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_crm_changes_target_state_next_at"))

    op.drop_table("crm_changes")
    op.drop_table("crm_targets")
