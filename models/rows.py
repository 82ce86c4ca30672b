"""Write many rows by one statement, some at a time."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, bindparam

_CHUNK: Final = 10_000


def execute_many(connection: Connection, statement: Any, rows: Iterable[Mapping[str, Any]]) -> None:
    """Execute for all rows, some at a time; values that are not of the condition are set."""
    for chunk in _chunks(rows):
        made = statement
        if statement.is_update and not statement._values:
            names = [name for name in chunk[0] if not name.startswith("_")]
            made = statement.values({name: bindparam(name) for name in names})
        connection.execute(made, chunk)


def _chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    waiting = iter(rows)
    while chunk := list(islice(waiting, _CHUNK)):
        yield chunk
