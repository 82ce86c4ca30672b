"""The pages of frequent words as bitmaps, since an index reads page ids out one by one.

They lie in the record's database beside the changes, so a transaction sees bitmaps and changes of
one state, and a database that was put back from a copy has those that it had.
"""

from collections.abc import Iterable
from itertools import islice
from typing import Final

from pyroaring import BitMap
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    LargeBinary,
    MetaData,
    Select,
    Table,
    Text,
    delete,
    insert,
    select,
)

from models.database.expressions import among

EVERY_PAGE: Final = ("page", "")
"""Field and term under which all pages of the index stand."""

# A derived table, so it is not among the record's migrations. All rows are of one sequence.
_POSTINGS: Final = Table(
    "search_postings",
    MetaData(),
    Column("field", Text, primary_key=True),
    Column("term", Text, primary_key=True),
    Column("sequence", BigInteger, nullable=False),
    Column("pages", LargeBinary, nullable=False),
)
_BATCH: Final = 200

Posting = tuple[str, str, BitMap]
"""Field, term, and the pages that have it."""


def prepare(connection: Connection) -> None:
    """Create the table unless it is there."""
    _POSTINGS.create(connection, checkfirst=True)


def keep(connection: Connection, sequence: int, postings: Iterable[Posting]) -> None:
    """Keep the bitmaps of an index that has taken in changes up to `sequence`, and no others."""
    connection.execute(delete(_POSTINGS))
    rows = (
        {"field": field, "term": term, "sequence": sequence, "pages": pages.serialize()}
        for field, term, pages in postings
    )
    while batch := list(islice(rows, _BATCH)):
        connection.execute(insert(_POSTINGS), batch)


def forget(connection: Connection) -> None:
    """Drop all bitmaps."""
    connection.execute(delete(_POSTINGS))


def kept_until(connection: Connection) -> int | None:
    """The change after which the bitmaps were made; None when there are none."""
    field, term = EVERY_PAGE
    found = select(_POSTINGS.c.sequence)
    found = found.where(_POSTINGS.c.field == field, _POSTINGS.c.term == term)
    return connection.execute(found).scalar_one_or_none()


def of_terms(connection: Connection, field: str, terms: Iterable[str]) -> dict[str, BitMap]:
    """The bitmaps of those of the terms that are frequent."""
    return _read(connection, _chosen(field).where(among(_POSTINGS.c.term, terms)))


def of_beginning(connection: Connection, field: str, beginning: str) -> dict[str, BitMap]:
    """The bitmaps of frequent terms that begin so."""
    begins = _POSTINGS.c.term.startswith(beginning, autoescape=True)
    return _read(connection, _chosen(field).where(begins))


def _chosen(field: str) -> Select[tuple[str, bytes]]:
    return select(_POSTINGS.c.term, _POSTINGS.c.pages).where(_POSTINGS.c.field == field)


def _read(connection: Connection, chosen: Select[tuple[str, bytes]]) -> dict[str, BitMap]:
    return {row.term: BitMap.deserialize(row.pages) for row in connection.execute(chosen)}
