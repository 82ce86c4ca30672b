"""Keep what checks of the stored files found.

Revision: 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "fixity",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checks", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "since", name=op.f("pk_fixity")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "fixity_round",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("position", sa.String(length=64), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fixity_round")),
    )
    op.create_index(op.f("ix_page_image_sha256"), "page", ["image_sha256"], unique=False)


def downgrade() -> None:
    """Take back."""
    op.drop_index(op.f("ix_page_image_sha256"), table_name="page")
    op.drop_table("fixity_round")
    op.drop_table("fixity")
