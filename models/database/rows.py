"""Write many rows by one statement, some at a time."""

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from itertools import chain, islice
from typing import Any, Final

from sqlalchemy import Connection, Table, bindparam
from sqlalchemy.orm import DeclarativeBase

_CHUNK: Final = 10_000


def load_rows(
    connection: Connection, table: Table | type[DeclarativeBase], rows: Iterable[Mapping[str, Any]]
) -> None:
    """Add new rows in the quickest way that the database has; all give the same columns.

    Nothing stands for a column that is left out but what the database itself knows.
    """
    loaded = table if isinstance(table, Table) else table.__table__
    waiting = iter(rows)
    for first in waiting:
        names = tuple(first)
        values = ([row[name] for name in names] for row in chain((first,), waiting))
        _own(connection).load(connection, loaded, names, values)


def last_ids(connection: Connection) -> dict[str, int]:
    """Return the greatest id that tables gave, whether that row is still there or not.

    Tables that give a deleted row's id again may be missing.
    """
    ids: dict[str, int] = _own(connection).last_ids(connection)
    return ids


def go_on_after(connection: Connection, ids: Mapping[str, int]) -> None:
    """Give each table's next row an id after this one."""
    _own(connection).go_on_after(connection, ids)


def execute_many(connection: Connection, statement: Any, rows: Iterable[Mapping[str, Any]]) -> None:
    """Execute for all rows, some at a time; values that are not of the condition are set."""
    for chunk in _chunks(rows):
        made = statement
        if statement.is_update and not statement._values:
            names = [name for name in chunk[0] if not name.startswith("_")]
            made = statement.values({name: bindparam(name) for name in names})
        connection.execute(made, chunk)


def _own(connection: Connection) -> Any:
    return import_module(f"models.database.{connection.dialect.name}_rows")


def _chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    waiting = iter(rows)
    while chunk := list(islice(waiting, _CHUNK)):
        yield chunk
