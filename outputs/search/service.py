"""Answer a search: pages in order, each with a snippet, its highlights and their boxes."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection

from models.database import Database
from models.entity import Label
from models.errors import (
    ARGUMENT_INVALID,
    INDEX_OLD,
    QUERY_INVALID,
    WORKSPACE_MISSING,
    ConfigError,
    StoreError,
)
from models.i18n import _
from outputs.search.analyzer import ANALYZER_VERSION
from outputs.search.expansion import Sought, expand, expand_name
from outputs.search.filters import Collections, Condition, DateRange, Filters, Named
from outputs.search.hits import SearchHit, describe_hits
from outputs.search.index import Cursor, SearchIndex
from outputs.search.query import QueryError, Question, parse_question

__all__ = ["MOST_HITS", "Search", "SearchHit", "SearchPage", "SearchRequest"]

MOST_HITS: Final = 1000
"""The most hits that one call gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """What is searched for; everything empty lists all pages in order.

    Attributes:
        query: in the language of `outputs.search.query`.
        person: a person's name in any case form and order; an initial stands for any name.
        place: a place's name, of its time or of today.
        date_from: the page speaks of this day or a later one.
        date_to: the page speaks of this day or an earlier one.
        collection: code of one collection.
        limit: how many hits, 1 to `MOST_HITS`.
        after: `SearchPage.next` of the part before.
    """

    query: str = ""
    person: str | None = None
    place: str | None = None
    date_from: date | None = None
    date_to: date | None = None
    collection: str | None = None
    limit: int = 20
    after: Cursor | None = None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One part of the answer; `next` is None at the end."""

    hits: tuple[SearchHit, ...]
    total: int
    next: Cursor | None

    def as_json(self) -> dict[str, Any]:
        """The answer as `aigaq search --json` prints it; `next` goes back as `--after`."""
        return {
            "total": self.total,
            "next": str(self.next) if self.next else None,
            "hits": [hit.as_json() for hit in self.hits],
        }


class Search:
    """The search of one record through one index."""

    def __init__(self, database: Database, index: SearchIndex) -> None:
        self._database = database
        self._index = index

    def search(self, request: SearchRequest) -> SearchPage:
        """Find pages.

        Raises:
            ConfigError: the query cannot be read, or there is no index yet.
            StoreError: the index was made by another analyzer and must be rebuilt.
        """
        question = parse_question(request.query)
        sought, filters = _sought(question, request), _filters(request)
        if not 1 <= request.limit <= MOST_HITS:
            raise ConfigError(ARGUMENT_INVALID, f"limit={request.limit}, 1 to {MOST_HITS}")
        with self._database.read() as connection:
            self._check_analyzer(connection)
            total = self._index.count(connection, sought, filters=filters)
            found = self._index.find(
                connection, sought, filters=filters, limit=request.limit + 1, after=request.after
            )
            hits, more = found[: request.limit], len(found) > request.limit
            shown = describe_hits(connection, hits, sought, filters)
        return SearchPage(shown, total, Cursor(hits[-1].score, hits[-1].page_id) if more else None)

    def _check_analyzer(self, connection: Connection) -> None:
        recorded = self._index.recorded_analyzer(connection)
        if recorded is None:
            raise ConfigError(WORKSPACE_MISSING)
        if recorded != ANALYZER_VERSION:
            raise StoreError(
                INDEX_OLD, f"search index: analyzer {recorded}, not {ANALYZER_VERSION}"
            )


def _sought(question: Question, request: SearchRequest) -> Sought | None:
    for term in question.fields:
        reason = _("there is no field “{name}”; words with a colon need quotes")
        raise QueryError(term.position, reason.format(name=term.field))
    words = question.words
    return _require(expand(words), request.query) if words else None


def _filters(request: SearchRequest) -> Filters:
    names = ((Label.PERSON, request.person), (Label.PLACE, request.place))
    wanted: list[Condition] = [
        Named(label, _require(expand_name(text), text))
        for label, text in names
        if text and text.strip()
    ]
    if request.date_from or request.date_to:
        wanted.append(DateRange(request.date_from, request.date_to))
    if request.collection is not None:
        wanted.append(Collections(frozenset((request.collection,))))
    return Filters(tuple(wanted))


def _require(sought: Sought | None, text: str) -> Sought:
    # «№» asks for something that no page can answer: saying so beats an answer with every page.
    if sought is None:
        raise ConfigError(QUERY_INVALID, _("no word in: {text}").format(text=text.strip()))
    return sought
