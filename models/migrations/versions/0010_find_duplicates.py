"""Find the duplicates of a source without reading all sources.

Revision: 0010, after 0009.
"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    # By itself, not in a batch: that would make the table anew and lose the triggers that count.
    op.create_index("ix_source_duplicate_of_id", "source", ["duplicate_of_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_source_duplicate_of_id", table_name="source")
