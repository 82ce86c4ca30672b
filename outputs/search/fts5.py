"""Search in SQLite's FTS5, in the same file and transaction as the record."""

from typing import Any, Final

from sqlalchemy import (
    CTE,
    Column,
    ColumnElement,
    Connection,
    Integer,
    MetaData,
    Select,
    Table,
    Text,
    column,
    delete,
    func,
    insert,
    inspect,
    literal,
    literal_column,
    or_,
    select,
    table,
    text,
)

from models.page import Terms
from models.tables import PageRow
from outputs.search.analyzer import ANALYZER_VERSION, SEPARATOR
from outputs.search.expansion import AllOf, AnyOf, Near, Phrase, Sought
from outputs.search.index import Cursor, Filters, Hit, page_conditions

# Our terms are stems already: the tokenizer must only split at blanks and keep й apart from и.
# A plain table, since contentless ones leave ghost hits or rank 0 (SQLite 3.40).
_CREATE: Final = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_page USING fts5("
    f"body, person, place, tokenize = \"unicode61 remove_diacritics 0 tokenchars '{SEPARATOR}'\")"
)
_PAGES: Final = table(
    "search_page", column("rowid", Integer), column("body"), column("person"), column("place")
)
_MATCHED: ColumnElement[Any] = literal_column("search_page")
# Which analyzer made which index; a derived table, so it is not among the record's migrations.
_MADE_BY: Final = Table(
    "search_index",
    MetaData(),
    Column("name", Text, primary_key=True),
    Column("analyzer", Text, nullable=False),
)


class Fts5Index:
    """The index of a record in SQLite; it keeps its terms, so that a page can be replaced."""

    name = "fts5"

    def prepare(self, connection: Connection) -> None:
        """Create the tables unless they are there."""
        connection.execute(text(_CREATE))
        _MADE_BY.create(connection, checkfirst=True)
        if self.recorded_analyzer(connection) is None:
            values = {"name": self.name, "analyzer": ANALYZER_VERSION}
            connection.execute(insert(_MADE_BY).values(values))

    def put(self, connection: Connection, page_id: int, terms: Terms) -> None:
        """Write the page's terms under its id."""
        self.remove(connection, page_id)
        connection.execute(
            insert(_PAGES).values(
                rowid=page_id, body=terms.body, person=terms.person, place=terms.place
            )
        )

    def remove(self, connection: Connection, page_id: int) -> None:
        """Delete the page's terms."""
        connection.execute(delete(_PAGES).where(_PAGES.c.rowid == page_id))

    def prune(self, connection: Connection) -> None:
        """Delete the terms of vanished pages, before their ids are given to new ones."""
        connection.execute(delete(_PAGES).where(_PAGES.c.rowid.not_in(select(PageRow.id))))

    def clear(self, connection: Connection) -> None:
        """Drop both tables and create them anew."""
        connection.execute(text("DROP TABLE IF EXISTS search_page"))
        _MADE_BY.drop(connection, checkfirst=True)
        self.prepare(connection)

    def recorded_analyzer(self, connection: Connection) -> str | None:
        """Read the version beside the index."""
        if not inspect(connection).has_table(_MADE_BY.name):
            return None
        made_by = select(_MADE_BY.c.analyzer).where(_MADE_BY.c.name == self.name)
        return connection.execute(made_by).scalar_one_or_none()

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
        hits = _hits(sought, filters)
        found = _narrowed(select(hits.c.page_id, hits.c.score), hits, filters)
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
        hits = _hits(sought, filters, ranked=False)
        counted = _narrowed(select(func.count()).select_from(hits), hits, filters)
        return int(connection.execute(counted).scalar_one())


def _hits(sought: Sought | None, filters: Filters, *, ranked: bool = True) -> CTE:
    score = func.bm25(_MATCHED) if ranked and sought else literal(0.0)
    chosen: Select[Any] = select(_PAGES.c.rowid.label("page_id"), score.label("score"))
    if expression := match_expression(sought, filters):
        chosen = chosen.where(_MATCHED.op("MATCH")(expression))
    return chosen.cte("hit")


def _narrowed(statement: Select[Any], hits: CTE, filters: Filters) -> Select[Any]:
    conditions = list(page_conditions(filters))
    if not conditions:
        return statement
    return statement.join(PageRow, PageRow.id == hits.c.page_id).where(*conditions)


def match_expression(sought: Sought | None, filters: Filters) -> str:
    """Return the FTS5 query for the words and the names; empty when neither is asked for."""
    asked = {"body": sought, "person": filters.person, "place": filters.place}
    return " AND ".join(f"{{{field}}} : ({_render(part)})" for field, part in asked.items() if part)


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
