"""Answer a search: pages in order, each with a snippet, its highlights and their boxes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from pyroaring import BitMap
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
from outputs.search.counting.facetrows import Facet
from outputs.search.counting.facets import FacetCount, Facets
from outputs.search.highlight import Range
from outputs.search.hits import SearchHit, describe_hits
from outputs.search.index import Cursor, Hit, SearchIndex
from outputs.search.ordering import Order, order_pages
from outputs.search.queries.fields import Field, FieldTerm
from outputs.search.queries.filters import Condition
from outputs.search.queries.query import Question, parse_question
from outputs.search.reading import QuestionReader, Reading
from outputs.search.spellings.vocabulary import Vocabulary
from outputs.search.spellings.widening import Expansion, Widen, Widening

__all__ = ["MOST_HITS", "Search", "SearchHit", "SearchPage", "SearchRequest"]

MOST_HITS: Final = 1000
"""The most hits that one call gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """What is searched for; everything empty lists all pages in order.

    Attributes:
        query: in the language of `outputs.search.queries.query`.
        person: a person's name in any case form and order; an initial stands for any name.
        place: a place's name, of its time or of today.
        date_from: the page speaks of this day or a later one.
        date_to: the page speaks of this day or an earlier one.
        collection: code of one collection.
        within: what the pages must answer besides, which no reader typed.
        widen: whether misread words and other spellings of names are found after the exact answer:
            `none`, `near`, or `wider` for words that were misread twice.
        places_across_time: whether a place is found under all names that it has had.
        order: by relevance, by date, or as in the archive; only by relevance do the pages that
            answer exactly come before the others.
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
    widen: Widen = "near"
    places_across_time: bool = False
    order: Order = "relevance"
    limit: int = 20
    after: Cursor | None = None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One part of the answer.

    Attributes:
        hits: pages, those that answer exactly before those that only widening finds.
        total: how many pages there are in all.
        exact: how many of them answer exactly.
        next: where the next part begins; None at the end.
        expansions: what the words of the query were widened to.
    """

    hits: tuple[SearchHit, ...]
    total: int
    exact: int
    next: Cursor | None
    expansions: tuple[Expansion, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The answer as `aigaq search --json` prints it; `next` goes back as `--after`."""
        return {
            "total": self.total,
            "exact": self.exact,
            "next": str(self.next) if self.next else None,
            "expansions": [expansion.as_json() for expansion in self.expansions],
            "hits": [hit.as_json() for hit in self.hits],
        }


class Search:
    """The search of one record through one index.

    Args:
        database: the record.
        index: what finds pages.
        vocabulary: gives the collection's words, by which a search is widened; without, it is not.
        facets: counts beside an answer; without, they are kept in memory only.
    """

    def __init__(
        self,
        database: Database,
        index: SearchIndex,
        vocabulary: Callable[[], Vocabulary | None] = lambda: None,
        facets: Facets | None = None,
    ) -> None:
        self._database = database
        self._index = index
        self._vocabulary = vocabulary
        self._facets = facets or Facets()

    def search(self, request: SearchRequest) -> SearchPage:
        """Find pages.

        Raises:
            ConfigError: the query cannot be read, or there is no index yet.
            StoreError: the index was made by another analyzer and must be rebuilt.
        """
        if not 1 <= request.limit <= MOST_HITS:
            raise ConfigError(ARGUMENT_INVALID, f"limit={request.limit}, 1 to {MOST_HITS}")
        with self._database.read() as connection:
            self._check_analyzer(connection)
            reading = self.read(connection, request)
            totals = [
                self._index.count(connection, tier.sought, filters=tier.filters)
                for tier in reading.tiers
            ]
            if request.order == "relevance":
                found = self._find(connection, reading, totals, request)
            else:
                found = self._find_in_order(connection, reading, request)
            shown, more = found[: request.limit], len(found) > request.limit
            hits = _described(connection, reading, shown)
        tier, last = shown[-1] if shown else (0, None)
        following = Cursor(last.score, last.page_id, tier) if last and more else None
        return SearchPage(hits, sum(totals), totals[0], following, reading.expansions)

    def mark(self, request: SearchRequest, page_id: int) -> tuple[Range, ...]:
        """Return where a page answers a request, as offsets in its text; nothing for no page.

        Raises:
            ConfigError: the query cannot be read.
        """
        with self._database.read() as connection:
            whole = self.read(connection, request).whole
            page = [Hit(page_id, 0.0)]
            found = describe_hits(connection, page, whole.sought, whole.filters)
        return found[0].highlights if found else ()

    def count(
        self, request: SearchRequest, facets: Sequence[Facet], *, most: int | None = 10
    ) -> Mapping[Facet, list[FacetCount]]:
        """Count values beside the whole answer to a request, what widening finds among it.

        Raises:
            ConfigError: the query cannot be read, or there is no index yet.
            StoreError: the index was made by another analyzer and must be rebuilt.
        """
        with self._database.read() as connection:
            self._check_analyzer(connection)
            whole = self.read(connection, request).whole
            return self._facets.count_beside(
                connection, self._index, whole.sought, whole.filters, facets=facets, most=most
            )

    def matched(self, connection: Connection, request: SearchRequest) -> BitMap:
        """Return the ids of all pages that `search` would find, however many there are.

        Raises:
            ConfigError: the query cannot be read, or there is no index yet.
            StoreError: the index was made by another analyzer and must be rebuilt.
        """
        self._check_analyzer(connection)
        return BitMap.union(*self._matched(connection, self.read(connection, request)))

    def read(self, connection: Connection, request: SearchRequest) -> Reading:
        """Return what a request asks of the index, as `search` answers it.

        Raises:
            ConfigError: the query cannot be read.
        """
        vocabulary = self._vocabulary()
        reader = QuestionReader(
            connection,
            widening=Widening(vocabulary, request.widen) if vocabulary else None,
            places_across_time=request.places_across_time,
        )
        return reader.read(_question(request), request.query, request.within)

    def _find(
        self, connection: Connection, reading: Reading, totals: list[int], request: SearchRequest
    ) -> list[tuple[int, Hit]]:
        """The next hits with the number of their tier, one more than asked for if there is one."""
        after = request.after
        found: list[tuple[int, Hit]] = []
        for number, tier in enumerate(reading.tiers):
            missing = request.limit + 1 - len(found)
            if not missing or not totals[number] or (after and number < after.tier):
                continue
            hits = self._index.find(
                connection,
                tier.sought,
                filters=tier.filters,
                limit=missing,
                after=after if after and number == after.tier else None,
            )
            found += [(number, hit) for hit in hits]
        return found

    def _find_in_order(
        self, connection: Connection, reading: Reading, request: SearchRequest
    ) -> list[tuple[int, Hit]]:
        """The same in an order that the record knows, whatever the tier."""
        tiers = self._matched(connection, reading)
        pages = order_pages(
            connection,
            BitMap.union(*tiers),
            request.order,
            limit=request.limit + 1,
            after=request.after.page_id if request.after else None,
        )
        return [
            (
                next(number for number, tier in enumerate(tiers) if page_id in tier),
                Hit(page_id, 0.0),
            )
            for page_id in pages
        ]

    def _matched(self, connection: Connection, reading: Reading) -> list[BitMap]:
        """The pages of each tier."""
        return [
            self._index.matched(connection, tier.sought, filters=tier.filters)
            for tier in reading.tiers
        ]

    def check(self) -> None:
        """Ask record and index for nothing but an answer.

        Raises:
            AigaqError: one of them cannot answer, or the index is of another time.
        """
        with self._database.read() as connection:
            self._check_analyzer(connection)

    def _check_analyzer(self, connection: Connection) -> None:
        recorded = self._index.recorded_analyzer(connection)
        if recorded is None:
            raise ConfigError(WORKSPACE_MISSING)
        if not recorded:
            raise StoreError(INDEX_OLD, "search index: of another back end, or lost")
        if recorded != ANALYZER_VERSION:
            raise StoreError(
                INDEX_OLD, f"search index: analyzer {recorded}, not {ANALYZER_VERSION}"
            )


def _described(
    connection: Connection, reading: Reading, found: list[tuple[int, Hit]]
) -> tuple[SearchHit, ...]:
    shown: list[SearchHit] = []
    for number, group in groupby(found, key=itemgetter(0)):
        tier, hits = reading.tiers[number], [hit for _number, hit in group]
        described = describe_hits(connection, hits, tier.sought, tier.filters)
        shown += [replace(hit, widened=number > 0) for hit in described]
    return tuple(shown)


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
    return replace(question, fields=(*question.fields, *given))
