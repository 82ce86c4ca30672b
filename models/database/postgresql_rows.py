"""Many rows at a time in PostgreSQL, by COPY, and the ids that follow them."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import Any, Final

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Table, text
from sqlalchemy.exc import DBAPIError

# The server remembers every row of a statement until its foreign keys are checked.
_TOGETHER: Final = 50_000
_GO_ON: Final = text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :last)")
_SEQUENCES: Final = text(
    "SELECT owner.relname, pg_sequence_last_value(sequence.oid::regclass) AS last_value"
    " FROM pg_class AS sequence JOIN pg_depend AS owned ON owned.objid = sequence.oid"
    " JOIN pg_class AS owner ON owner.oid = owned.refobjid"
    " WHERE sequence.relkind = 'S' AND owned.deptype = 'a'"
)


def load(
    connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Add rows; `names` says which column each value of a row is for."""
    kinds = [table.c[name].type.dialect_impl(connection.dialect) for name in names]
    bind = [kind.bind_processor(connection.dialect) for kind in kinds]
    driver: Any = connection.connection.driver_connection
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, names))
    )
    leads_to_itself = any(key.column.table is table for key in table.foreign_keys)
    waiting = iter(rows)
    for first in waiting:
        batch = chain((first,), waiting if leads_to_itself else islice(waiting, _TOGETHER - 1))
        try:
            with driver.cursor() as cursor, cursor.copy(statement) as copy:
                for row in batch:
                    copy.write_row([to(v) if to else v for to, v in zip(bind, row, strict=True)])
        except psycopg.Error as error:
            raise DBAPIError.instance("COPY", None, error, psycopg.Error) from error


def last_ids(connection: Connection) -> dict[str, int]:
    """Return the greatest id that each table ever gave."""
    given = connection.execute(_SEQUENCES).all()
    return {row.relname: row.last_value for row in given if row.last_value}


def go_on_after(connection: Connection, ids: Mapping[str, int]) -> None:
    """Give each table's next row an id after this one."""
    for table, last in ids.items():
        connection.execute(_GO_ON, {"table": f'"{table}"', "last": last})
