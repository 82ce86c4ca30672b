"""Keep what harvesters are told of units.

Revision: 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "harvest",
        sa.Column("id", _ID, nullable=False),
        sa.Column("collection_id", _ID, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_gone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collection.id"], name=op.f("fk_harvest_collection_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_harvest")),
        sa.UniqueConstraint(
            "collection_id",
            "kind",
            "unit_id",
            name=op.f("uq_harvest_collection_id_kind_unit_id"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_harvest_changed_at_id", "harvest", ["changed_at", "id"])


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_harvest_changed_at_id", table_name="harvest")
    op.drop_table("harvest")
