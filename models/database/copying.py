"""Copy the record into an empty one in another database, and prove that nothing was lost."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection, Table, exists, func, select

from models.database import Database
from models.database.rows import go_on_after, last_ids, load_rows
from models.errors import COPY_DIFFERS, TARGET_NOT_EMPTY, ConfigError, StoreError
from models.tables import Record

_BATCH: Final = 2_000
_UNKNOWN: Final = "\ufffd"


@dataclass(frozen=True, slots=True)
class CopiedTable:
    """A table of the record, and what the copy holds of it.

    Attributes:
        table: its name.
        rows: how many there are, in both.
        digest: SHA-256 of all of them in order of their keys, in both.
    """

    table: str
    rows: int
    digest: str

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        return asdict(self)


def copy_record(
    source: Database, target: Database, on_table: Callable[[CopiedTable], None]
) -> list[CopiedTable]:
    """Copy all tables of the record in one transaction, read them again and compare.

    Search indexes are derived and not copied.

    Args:
        source: with the tables of this program's schema.
        target: the same, without a row, in PostgreSQL.
        on_table: told of each table once its copy proved right.

    Raises:
        ConfigError: (target-not-empty) nothing was written.
        StoreError: (copy-differs) or a database failed; the target is as it was.
    """
    with source.read() as reading, target.write() as writing:
        for table in _filled(writing):
            raise ConfigError(TARGET_NOT_EMPTY, table.name)
        return copy_rows(reading, writing, on_table)


def copy_rows(
    reading: Connection, writing: Connection, on_table: Callable[[CopiedTable], None]
) -> list[CopiedTable]:
    """Copy all tables from one connection to another, read them again and compare.

    Raises:
        StoreError: (copy-differs) what was written must not be committed.
    """
    copied: list[CopiedTable] = []
    for table in Record.metadata.sorted_tables:
        given = _Count()
        load_rows(writing, table, given.over(_rows(reading, table)))
        found = _Count()
        for _row in found.over(_rows(writing, table)):
            pass
        if given.result(table) != found.result(table):
            raise StoreError(COPY_DIFFERS, table.name)
        copied.append(found.result(table))
        on_table(copied[-1])
    go_on_after(writing, _last_ids(reading))
    return copied


def _filled(connection: Connection) -> Iterator[Table]:
    for table in Record.metadata.sorted_tables:
        if connection.execute(select(exists().select_from(table))).scalar_one():
            yield table


def _last_ids(connection: Connection) -> dict[str, int]:
    """The greatest id that each table gave, whether its row is still there or not."""
    last = last_ids(connection)
    for table in Record.metadata.sorted_tables:
        if (numbered := table.autoincrement_column) is not None:
            there = connection.execute(select(func.max(numbered))).scalar_one() or 0
            last[table.name] = max(there, last.get(table.name, 0))
    return {name: number for name, number in last.items() if number}


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    in_order = select(table).order_by(*table.primary_key)
    with connection.execute(in_order, execution_options={"yield_per": _BATCH}) as found:
        for row in found.mappings():
            yield dict(row)


class _Count:
    """Counts rows and works out their digest while they go by."""

    def __init__(self) -> None:
        self._rows = 0
        self._digest = sha256()

    def over(self, rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for row in rows:
            # PostgreSQL keeps no U+0000; see models/database/postgresql.py.
            line = json.dumps(list(row.values()), default=_written, ensure_ascii=False)
            self._digest.update(line.replace("\\u0000", _UNKNOWN).encode() + b"\n")
            self._rows += 1
            yield row

    def result(self, table: Table) -> CopiedTable:
        return CopiedTable(table.name, self._rows, self._digest.hexdigest())


def _written(value: Any) -> str:
    return value.hex() if isinstance(value, bytes) else value.isoformat()
