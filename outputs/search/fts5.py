"""Search in SQLite's FTS5, in the same file and transaction as the record."""

from collections.abc import Iterator
from typing import Any, Final

from pyroaring import BitMap
from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Integer,
    Select,
    column,
    delete,
    func,
    insert,
    literal,
    literal_column,
    or_,
    select,
    table,
    text,
)

from models.database import Database
from models.entity import Label
from models.page import Terms
from models.tables import PageRow
from outputs.search import changes, madeby
from outputs.search.analyzer import SEPARATOR
from outputs.search.conditions import among, page_conditions, resolve_findings, surely_named
from outputs.search.expansion import AllOf, AnyOf, Near, Phrase, Sought
from outputs.search.filters import Filters, Named, Said
from outputs.search.index import Cursor, Hit
from outputs.search.vocabulary import CountedTerm

# Our terms are stems already: the tokenizer must only split at blanks and keep й apart from и.
# A plain table, since contentless ones leave ghost hits or rank 0 (SQLite 3.40).
_CREATE: Final = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_page USING fts5("
    "body, person, place, org, "
    f"tokenize = \"unicode61 remove_diacritics 0 tokenchars '{SEPARATOR}'\")"
)
_LIST_TERMS: Final = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_term"
    " USING fts5vocab('main', 'search_page', 'col')"
)
_TERMS: Final = (
    "SELECT term, max(doc), max(col = 'person') FROM temp.search_term"
    f" WHERE term <> '{SEPARATOR}' GROUP BY term"
)
_PAGES: Final = table(
    "search_page",
    column("rowid", Integer),
    *(column(name) for name in ("body", "person", "place", "org")),
)
_FIELDS: Final = {Label.PERSON: "person", Label.PLACE: "place", Label.ORG: "org"}
_MATCHED: ColumnElement[Any] = literal_column("search_page")


class Fts5Index:
    """The index of a record in SQLite; it keeps its terms, so that a page can be replaced."""

    name = "fts5"

    def prepare(self, connection: Connection) -> None:
        """Create the tables unless they are there; what is out of step is emptied."""
        changes.prepare(connection)
        if not self.recorded_analyzer(connection):
            self.clear(connection)

    def put(self, connection: Connection, page_id: int, terms: Terms) -> None:
        """Write the page's terms under its id."""
        connection.execute(delete(_PAGES).where(_PAGES.c.rowid == page_id))
        connection.execute(
            insert(_PAGES).values(
                rowid=page_id,
                body=terms.body,
                person=terms.person,
                place=terms.place,
                org=terms.org,
            )
        )
        changes.note(connection, page_id, terms)

    def remove(self, connection: Connection, page_id: int) -> None:
        """Delete the page's terms."""
        connection.execute(delete(_PAGES).where(_PAGES.c.rowid == page_id))
        changes.note(connection, page_id, None)

    def prune(self, connection: Connection) -> None:
        """Delete the terms of vanished pages, before their ids are given to new ones."""
        connection.execute(delete(_PAGES).where(_PAGES.c.rowid.not_in(select(PageRow.id))))
        changes.prune(connection)

    def clear(self, connection: Connection) -> None:
        """Drop the terms and begin anew."""
        changes.prepare(connection)
        connection.execute(text("DROP TABLE IF EXISTS search_page"))
        connection.execute(text(_CREATE))
        madeby.claim(connection, self.name)

    def settle(self, database: Database, *, least: int = 1) -> None:
        """Nothing is left to do after a transaction."""

    def recorded_analyzer(self, connection: Connection) -> str | None:
        """Read the version beside the index."""
        return madeby.recorded_analyzer(connection, self.name)

    def vocabulary(self, connection: Connection) -> Iterator[CountedTerm]:
        """Read FTS5's own list of terms, made for this connection only."""
        connection.execute(text(_LIST_TERMS))
        listed = connection.execute(text(_TERMS), execution_options={"yield_per": 10_000})
        for term, pages, named in listed:
            yield CountedTerm(term, pages, bool(named))

    def find(
        self,
        connection: Connection,
        sought: Sought | None,
        *,
        filters: Filters,
        limit: int,
        after: Cursor | None = None,
    ) -> list[Hit]:
        """Rank by bm25; every match is scored (4 µs each), there is no shortcut in FTS5."""
        hits = _hits(sought)
        found = _narrowed(connection, select(hits.c.page_id, hits.c.score), hits, filters)
        if after:
            found = found.where(
                or_(
                    hits.c.score > after.score,
                    (hits.c.score == after.score) & (hits.c.page_id > after.page_id),
                )
            )
        found = found.order_by(hits.c.score, hits.c.page_id).limit(limit)
        return [Hit(page_id, score) for page_id, score in connection.execute(found)]

    def count(self, connection: Connection, sought: Sought | None, *, filters: Filters) -> int:
        """Count the matches without ranking them."""
        hits = _hits(sought, ranked=False)
        counted = _narrowed(connection, select(func.count()).select_from(hits), hits, filters)
        return int(connection.execute(counted).scalar_one())

    def matched(self, connection: Connection, sought: Sought | None, *, filters: Filters) -> BitMap:
        """Read the ids of all matches."""
        hits = _hits(sought, ranked=False)
        found = _narrowed(connection, select(hits.c.page_id), hits, filters)
        return BitMap(connection.scalars(found))


def _hits(sought: Sought | None, *, ranked: bool = True) -> CTE:
    score = func.bm25(_MATCHED) if ranked and sought else literal(0.0)
    chosen: Select[Any] = select(_PAGES.c.rowid.label("page_id"), score.label("score"))
    if sought:
        chosen = chosen.where(_MATCHED.op("MATCH")(match_expression("body", sought)))
    return chosen.cte("hit")


def _narrowed(
    connection: Connection, statement: Select[Any], hits: CTE, filters: Filters
) -> Select[Any]:
    filters = resolve_findings(connection, filters)
    conditions = [*page_conditions(filters), *_index_conditions(connection, filters)]
    if not conditions:
        return statement
    return statement.join(PageRow, PageRow.id == hits.c.page_id).where(*conditions)


def _index_conditions(connection: Connection, filters: Filters) -> Iterator[ColumnElement[bool]]:
    for named in filters.wanted:
        if isinstance(named, Named) and filters.tenths:
            candidates = connection.scalars(_named(named))
            yield among(PageRow.id, surely_named(connection, named, filters, candidates))
        elif isinstance(named, Named | Said):
            yield PageRow.id.in_(_named(named))
    for named in filters.unwanted:
        if isinstance(named, Named | Said):
            yield PageRow.id.not_in(_named(named))


def _named(named: Named | Said) -> Select[Any]:
    field = _FIELDS[named.label] if isinstance(named, Named) else "body"
    expression = match_expression(field, named.sought)
    return select(_PAGES.c.rowid).where(_MATCHED.op("MATCH")(expression))


def match_expression(field: str, sought: Sought) -> str:
    """Return the FTS5 query for what is sought in one field."""
    return f"{{{field}}} : ({_render(sought)})"


def _render(sought: Sought) -> str:
    match sought:
        case Phrase():
            return _render_phrase(sought)
        case Near(phrases, distance):
            return f"NEAR({' '.join(map(_render_phrase, phrases))}, {distance})"
        case AnyOf(parts):
            return " OR ".join(f"({_render(part)})" for part in parts)
        case AllOf(wanted, unwanted):
            joined = " AND ".join(f"({_render(part)})" for part in wanted)
            excluded = "".join(f" NOT ({_render(part)})" for part in unwanted)
            return f"({joined}){excluded}"


def _render_phrase(phrase: Phrase) -> str:
    # Terms are letters and digits only; quoting keeps AND, OR, NOT and NEAR from being read.
    quoted = " ".join(phrase.terms).replace('"', '""')
    return f'"{quoted}"' + " *" * phrase.prefix
