"""Whether what was derived from the record still belongs to it, or to one that was there before.

A number of changes alone does not tell: a record that was put back from a copy counts on from an
older one and soon has the same numbers for other changes. So every program that is about to change
the record first gives a name to what it will do.
"""

from dataclasses import dataclass
from secrets import token_hex
from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    Text,
    insert,
    inspect,
    select,
)

from outputs.search import changes

# A derived table, so it is not among the record's migrations. One row for each program that
# changed pages: after which change it began.
_STRETCHES: Final = Table(
    "search_stretch",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("begun", BigInteger, nullable=False),
)
_UNNAMED: Final = "unnamed"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A state of the record: its newest change, and the stretch of changes which that is of."""

    sequence: int
    stretch: str


def begin(connection: Connection) -> None:
    """Begin a stretch of changes, in the transaction that makes the first of them or earlier."""
    changes.prepare(connection)
    _STRETCHES.create(connection, checkfirst=True)
    begun = changes.latest(connection)
    connection.execute(insert(_STRETCHES).values(name=token_hex(8), begun=begun))


def stamp(connection: Connection) -> Stamp:
    """The state that a transaction sees."""
    return Stamp(changes.latest(connection), _stretches(connection)[-1][0])


def descends_from(connection: Connection, older: Stamp) -> bool:
    """Whether the record was in this state once, and only went on from there."""
    stretches = [*_stretches(connection), ("", changes.latest(connection))]
    for (name, begun), (_following, ended) in zip(stretches, stretches[1:], strict=False):
        if name == older.stretch:
            return begun <= older.sequence <= ended
    return False


def _stretches(connection: Connection) -> list[tuple[str, int]]:
    """Name and beginning of each, in order; before the first there were changes without a name."""
    first = (_UNNAMED, 0)
    if not inspect(connection).has_table(_STRETCHES.name):
        return [first]
    rows = connection.execute(select(_STRETCHES).order_by(_STRETCHES.c.id))
    return [first, *((row.name, row.begun) for row in rows)]
