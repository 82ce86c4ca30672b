"""Which back end made the index, with which analyzer: one row, since only one is kept in step."""

from typing import Final

from sqlalchemy import Column, Connection, MetaData, Table, Text, delete, insert, inspect, select

from outputs.search.analyzer import ANALYZER_VERSION

# A derived table, so it is not among the record's migrations.
_MADE_BY: Final = Table(
    "search_index",
    MetaData(),
    Column("name", Text, primary_key=True),
    Column("analyzer", Text, nullable=False),
)


def recorded_analyzer(connection: Connection, name: str) -> str | None:
    """The analyzer of the index that this back end made; empty when another is kept in step."""
    if not inspect(connection).has_table(_MADE_BY.name):
        return None
    made_by = connection.execute(select(_MADE_BY)).one_or_none()
    if made_by is None:
        return None
    return str(made_by.analyzer) if made_by.name == name else ""


def claim(connection: Connection, name: str) -> None:
    """Write down that from now on this back end is kept in step, by the current analyzer.

    The index of another back end is out of step from here, so its row goes.
    """
    _MADE_BY.create(connection, checkfirst=True)
    connection.execute(delete(_MADE_BY))
    connection.execute(insert(_MADE_BY).values(name=name, analyzer=ANALYZER_VERSION))
