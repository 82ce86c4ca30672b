"""Search in SQLite's FTS5, in the same file and transaction as the record."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    column,
    delete,
    func,
    insert,
    literal_column,
    table,
    text,
)

from models.page import Terms
from outputs.search import changes
from outputs.search.analyzer import SEPARATOR
from outputs.search.backends.ownindex import OwnIndex
from outputs.search.terms import AllOf, AnyOf, CountedTerm, Near, Phrase, Sought

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
_MATCHED: ColumnElement[Any] = literal_column("search_page")


class Fts5Index(OwnIndex):
    """The index of a record in SQLite; it keeps its terms, so that a page can be replaced."""

    name = "fts5"
    pages = _PAGES
    page_id = _PAGES.c.rowid

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

    def vocabulary(self, connection: Connection) -> Iterator[CountedTerm]:
        """Read FTS5's own list of terms, made for this connection only."""
        connection.execute(text(_LIST_TERMS))
        listed = connection.execute(text(_TERMS), execution_options={"yield_per": 10_000})
        for term, pages, named in listed:
            yield CountedTerm(term, pages, bool(named))

    def _create(self, connection: Connection) -> None:
        connection.execute(text("DROP TABLE IF EXISTS search_page"))
        connection.execute(text(_CREATE))

    def _matched(self, connection: Connection, field: str, sought: Sought) -> ColumnElement[bool]:
        return _MATCHED.op("MATCH", is_comparison=True)(match_expression(field, sought))

    def _score(self, connection: Connection, sought: Sought) -> ColumnElement[float]:
        return func.bm25(_MATCHED)  # 4 µs a match


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
