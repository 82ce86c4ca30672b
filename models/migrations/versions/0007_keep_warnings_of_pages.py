"""Keep warnings of pages.

Revision: 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "page_warning",
        sa.Column("page_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["page_id"],
            ["page.id"],
            name=op.f("fk_page_warning_page_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("page_id", "stage", name=op.f("pk_page_warning")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("page_warning")
