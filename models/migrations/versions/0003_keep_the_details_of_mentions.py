"""Keep the details of mentions.

Revision: 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    # Without a batch: a column that may be null needs no copy of the table, even on SQLite.
    op.add_column("mention", sa.Column("details", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("mention", "details")
