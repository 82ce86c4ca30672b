"""Many rows at a time in SQLite, and the ids that were given."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, Table, text

from models.tables import Record

# In a statement: triggers make SQLite keep what each statement changes, until it has ended.
_MOST_VALUES: Final = 500
_FORGET: Final = text("DELETE FROM sqlite_sequence WHERE name = :table")
_GO_ON: Final = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)")


def load(
    connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Add rows; `names` says which column each value of a row is for."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")  # rows may lead to later ones
    kinds = [table.c[name].type.dialect_impl(connection.dialect) for name in names]
    bind = [kind.bind_processor(connection.dialect) for kind in kinds]
    waiting, together = iter(rows), _MOST_VALUES // len(names)
    while chunk := list(islice(waiting, together)):
        values = tuple(to(v) if to else v for row in chunk for to, v in zip(bind, row, strict=True))
        connection.exec_driver_sql(_insert(table.name, tuple(names), len(chunk)), values)


@lru_cache(maxsize=64)
def _insert(table: str, names: tuple[str, ...], rows: int) -> str:
    columns = ", ".join(f'"{name}"' for name in names)
    places = ", ".join(["(" + ", ".join("?" * len(names)) + ")"] * rows)
    return f'INSERT INTO "{table}" ({columns}) VALUES {places}'


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
