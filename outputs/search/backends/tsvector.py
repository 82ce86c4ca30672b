"""Search in PostgreSQL's tsvector, in the same database and transaction as the record."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from math import log
from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Double,
    Index,
    MetaData,
    Select,
    Table,
    Text,
    bindparam,
    cast,
    func,
    literal,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR, insert

from models.database.expressions import among
from models.page import Terms
from outputs.search import changes
from outputs.search.backends.ownindex import OwnIndex
from outputs.search.backends.tsquery import leaves, loose_query, strict_query
from outputs.search.backends.tsterms import FIELDS, fits, vector
from outputs.search.matching import matches
from outputs.search.terms import CountedTerm, Sought

# Terms are stems already, so no configuration of the server's reads them, `simple` neither.
_PAGES: Final = Table(
    "search_page",
    MetaData(),
    Column("page_id", BigInteger, primary_key=True, autoincrement=False),
    *(Column(name, TSVECTOR, nullable=False) for name in FIELDS),
    # The terms of a page that is too long for positions; what it answers is looked up in them.
    Column("long", Text),
)
Index("ix_search_page_terms", *(_PAGES.c[name] for name in FIELDS), postgresql_using="gin")
Index("ix_search_page_long", _PAGES.c.page_id, postgresql_where=_PAGES.c.long.is_not(None))
_PUT: Final = insert(_PAGES).values(
    page_id=bindparam("page"),
    long=bindparam("whole"),
    **{name: cast(bindparam(f"_{name}", type_=Text), TSVECTOR) for name in FIELDS},
)
_PUT_AGAIN: Final = _PUT.on_conflict_do_update(
    index_elements=[_PAGES.c.page_id],
    set_={name: _PUT.excluded[name] for name in (*FIELDS, "long")},
)
_TERMS: Final = text(
    "SELECT word, max(ndoc) AS pages, bool_or(named) AS named FROM ("
    + " UNION ALL ".join(
        f"SELECT word, ndoc, {name == 'person'} AS named"
        f" FROM ts_stat('SELECT {name} FROM search_page')"
        for name in FIELDS
    )
    + ") AS term GROUP BY word"
)
# Divides by the logarithm of the text's length.
_BY_LENGTH: Final = 1


class TsVectorIndex(OwnIndex):
    """The index of a record in PostgreSQL."""

    name = "tsvector"
    pages = _PAGES
    page_id = _PAGES.c.page_id

    def put(self, connection: Connection, page_id: int, terms: Terms) -> None:
        """Write the page's terms under its id."""
        is_long = not fits(terms)
        values = {f"_{name}": vector(getattr(terms, name), bare=is_long) for name in FIELDS}
        whole = json.dumps(asdict(terms), ensure_ascii=False) if is_long else None
        connection.execute(_PUT_AGAIN, {"page": page_id, "whole": whole, **values})
        changes.note(connection, page_id, terms)

    def vocabulary(self, connection: Connection) -> Iterator[CountedTerm]:
        """Count the terms of all pages."""
        for row in connection.execute(_TERMS, execution_options={"yield_per": 10_000}):
            yield CountedTerm(row.word, row.pages, row.named)

    def _create(self, connection: Connection) -> None:
        _PAGES.drop(connection, checkfirst=True)
        _PAGES.create(connection)

    def _matched(self, connection: Connection, field: str, sought: Sought) -> ColumnElement[bool]:
        terms = _PAGES.c[field]
        found = _answers(terms, strict_query(sought))
        long = select(_PAGES.c.page_id, _PAGES.c.long).where(
            _PAGES.c.long.is_not(None), _answers(terms, loose_query(sought))
        )
        rows = connection.execute(long).all()
        if not rows:
            return found
        answering = [
            row.page_id for row in rows if matches(sought, json.loads(row.long)[field].split())
        ]
        return (found & _PAGES.c.long.is_(None)) | among(_PAGES.c.page_id, answering)

    def _score(self, connection: Connection, sought: Sought) -> ColumnElement[float]:
        """Weigh how often and how early each term stands by how rare it is, after BM25."""
        queries = leaves(sought)
        weights = _rarities(connection, queries) if len(queries) > 1 else [1.0]
        return sum(
            (
                cast(func.ts_rank(_PAGES.c.body, _query(query), _BY_LENGTH), Double) * -weight
                for query, weight in zip(queries, weights, strict=True)
            ),
            start=literal(0.0),
        )


def _answers(terms: ColumnElement[str], query: str) -> ColumnElement[bool]:
    return terms.op("@@", is_comparison=True)(_query(query))


def _query(query: str) -> ColumnElement[str]:
    return cast(literal(query, Text), TSQUERY)


def _rarities(connection: Connection, queries: Iterable[str]) -> list[float]:
    """The inverse document frequency of each, as BM25 has it."""
    counted: list[Select[int]] = [
        select(func.count()).where(_answers(_PAGES.c.body, query)) for query in queries
    ]
    pages, *found = connection.execute(
        select(
            select(func.count()).select_from(_PAGES).scalar_subquery(),
            *(each.scalar_subquery() for each in counted),
        )
    ).one()
    return [log(1 + (pages - count + 0.5) / (count + 0.5)) for count in found]
