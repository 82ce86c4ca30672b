"""Many rows at a time in SQLite, and the ids that were given."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, Table, insert, text

from models.tables import Record

_TOGETHER: Final = 10_000
_FORGET: Final = text("DELETE FROM sqlite_sequence WHERE name = :table")
_GO_ON: Final = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)")


def load(
    connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Add rows; `names` says which column each value of a row is for."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")  # rows may lead to later ones
    waiting = iter(rows)
    while chunk := list(islice(waiting, _TOGETHER)):
        connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in chunk])


def last_ids(connection: Connection) -> dict[str, int]:
    """Return the greatest id that was given, of tables that never give one again."""
    return {row.name: row.seq for row in connection.execute(text("SELECT * FROM sqlite_sequence"))}


def go_on_after(connection: Connection, ids: Mapping[str, int]) -> None:
    """Give the next row an id after this one, in tables that never give one again."""
    for table, last in ids.items():
        if Record.metadata.tables[table].dialect_options["sqlite"]["autoincrement"]:
            values = {"table": table, "last": last}
            connection.execute(_FORGET, values)
            connection.execute(_GO_ON, values)
