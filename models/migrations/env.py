"""Run migrations over the connection that models.database hands in."""

from typing import Any

from alembic import context

from models.tables import Record


def is_ours(name: str | None, kind: str, parents: Any) -> bool:
    """Leave the tables of the search back ends alone: they are derived and made by themselves."""
    return kind != "table" or name in Record.metadata.tables


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Record.metadata,
    include_name=is_ours,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
