"""Many rows at a time in SQLite, and the ids that were given."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, Table, insert, text

_TOGETHER: Final = 10_000


def load(
    connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Add rows; `names` says which column each value of a row is for."""
    waiting = iter(rows)
    while chunk := list(islice(waiting, _TOGETHER)):
        connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in chunk])


def last_ids(connection: Connection) -> dict[str, int]:
    """Return the greatest id that was given, of tables that never give one again."""
    return {row.name: row.seq for row in connection.execute(text("SELECT * FROM sqlite_sequence"))}
