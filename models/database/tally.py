"""Counts that the database itself keeps by triggers, so that a look at a million pages is quick."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from sqlalchemy import BigInteger, Connection, String, cast, func, literal, select
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute
from sqlalchemy.sql import column, table

from models.tables import EntityRow, LedgerRow, MentionRow, PageRow, SourceRow

# Not among the tables of the record: it is derived, and no copy of a record carries it.
_TALLY: Final = table(
    "tally", column("subject"), column("kind"), column("state"), column("number", BigInteger)
)
_COLUMNS: Final[dict[type[DeclarativeBase], tuple[InstrumentedAttribute[str] | None, ...]]] = {
    PageRow: (PageRow.collection_id, PageRow.state),  # type: ignore[dict-item]
    LedgerRow: (LedgerRow.stage, LedgerRow.state),
    MentionRow: (MentionRow.label, None),
    EntityRow: (EntityRow.label, None),
    SourceRow: (None, None),
}
"""What is counted, and by what; see migration 0009."""

Counted = dict[tuple[str, str], int]
"""Numbers of rows by kind and state, none of them 0."""


def read_tally(connection: Connection) -> dict[str, Counted]:
    """All kept counts by the name of the table that they are of."""
    found: dict[str, Counted] = {each.__tablename__: {} for each in _COLUMNS}
    for row in connection.execute(select(_TALLY).where(_TALLY.c.number != 0)):
        found[row.subject][row.kind, row.state] = int(row.number)
    return found


def by_state(counted: Counted, kind: str | None = None) -> Counter[str]:
    """Numbers of rows by state: of one kind, or of all together."""
    found: Counter[str] = Counter()
    for (own, state), number in counted.items():
        if kind in (None, own):
            found[state] += number
    return found


def count_anew(connection: Connection) -> dict[str, Counted]:
    """The same by counting every row, which takes seconds where there are a million pages."""
    return {each.__tablename__: dict(_count(connection, each)) for each in _COLUMNS}


def _count(
    connection: Connection, counted: type[DeclarativeBase]
) -> Iterator[tuple[tuple[str, str], int]]:
    kind, state = (
        literal("") if each is None else cast(each, String) for each in _COLUMNS[counted]
    )
    inner = select(kind.label("kind"), state.label("state")).select_from(counted).subquery()
    rows = connection.execute(
        select(inner.c.kind, inner.c.state, func.count()).group_by(inner.c.kind, inner.c.state)
    )
    for row in rows:
        yield (str(row[0]), str(row[1])), int(row[2])
