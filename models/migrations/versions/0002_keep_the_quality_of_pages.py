"""Keep the quality of pages.

Revision: 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "page_quality",
        sa.Column("page_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("expected_cer", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["page_id"],
            ["page.id"],
            name=op.f("fk_page_quality_page_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("page_id", name=op.f("pk_page_quality")),
    )
    with op.batch_alter_table("page_quality", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_page_quality_expected_cer"), ["expected_cer"], unique=False
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("page_quality", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_page_quality_expected_cer"))

    op.drop_table("page_quality")
