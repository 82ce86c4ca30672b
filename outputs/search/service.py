"""Answer a search: pages in order, each with a snippet, its highlights and their boxes."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection

from models.database import Database
from models.errors import (
    ARGUMENT_INVALID,
    INDEX_OLD,
    WORKSPACE_MISSING,
    ConfigError,
    StoreError,
)
from outputs.search.analyzer import ANALYZER_VERSION
from outputs.search.fields import Field, FieldTerm
from outputs.search.filters import Condition
from outputs.search.hits import SearchHit, describe_hits
from outputs.search.index import Cursor, SearchIndex
from outputs.search.query import Question, parse_question
from outputs.search.reading import read_question

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
        within: what the pages must answer besides, which no reader typed.
        limit: how many hits, 1 to `MOST_HITS`.
        after: `SearchPage.next` of the part before.
    """

    query: str = ""
    person: str | None = None
    place: str | None = None
    date_from: date | None = None
    date_to: date | None = None
    collection: str | None = None
    within: tuple[Condition, ...] = ()
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
        question = _question(request)
        if not 1 <= request.limit <= MOST_HITS:
            raise ConfigError(ARGUMENT_INVALID, f"limit={request.limit}, 1 to {MOST_HITS}")
        with self._database.read() as connection:
            self._check_analyzer(connection)
            tier = read_question(connection, question, request.query)
            sought = tier.sought
            filters = replace(tier.filters, wanted=(*tier.filters.wanted, *request.within))
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


def _question(request: SearchRequest) -> Question:
    """The query, and the options beside it as fields like those that can be typed into it."""
    question = parse_question(request.query)
    days = (request.date_from, request.date_to)
    span = "..".join(day.isoformat() if day else "" for day in days) if any(days) else None
    beside = (
        (Field.PERSON, request.person),
        (Field.PLACE, request.place),
        (Field.DATE, span),
        (Field.COLLECTION, request.collection),
    )
    given = [
        FieldTerm(field, value.strip(), position=None)
        for field, value in beside
        if value and value.strip()
    ]
    return Question(question.words, (*question.fields, *given))
