"""Search in a dictionary: the reference that every other back end must agree with."""

from collections import Counter
from collections.abc import Iterable, Iterator, Set

from pyroaring import BitMap
from sqlalchemy import Connection, select

from models.database import Database
from models.entity import Label
from models.page import Terms
from models.tables import PageRow
from outputs.search.analyzer import ANALYZER_VERSION, SEPARATOR
from outputs.search.backends.conditions import page_conditions, resolve_findings, surely_named
from outputs.search.index import Cursor, Hit
from outputs.search.matching import find_stretches, matches
from outputs.search.queries.filters import Filters, Named, Said
from outputs.search.terms import CountedTerm, Sought


class MemoryIndex:
    """An index that lives with the object and never rolls back."""

    name = "memory"

    def __init__(self) -> None:
        self._pages: dict[int, Terms] = {}
        self._analyzer: str | None = None

    def prepare(self, connection: Connection) -> None:
        """Remember the analyzer."""
        self._analyzer = self._analyzer or ANALYZER_VERSION

    def put(self, connection: Connection, page_id: int, terms: Terms) -> None:
        """Keep the page's terms."""
        self._pages[page_id] = terms

    def remove(self, connection: Connection, page_id: int) -> None:
        """Drop the page's terms."""
        self._pages.pop(page_id, None)

    def prune(self, connection: Connection) -> None:
        """Keep the pages that the record has."""
        known = set(connection.scalars(select(PageRow.id)))
        self._pages = {page: terms for page, terms in self._pages.items() if page in known}

    def clear(self, connection: Connection) -> None:
        """Drop all terms."""
        self._pages.clear()
        self._analyzer = ANALYZER_VERSION

    def settle(self, database: Database, *, least: int = 1) -> None:
        """Nothing is left to do after a transaction."""

    def recorded_analyzer(self, connection: Connection) -> str | None:
        """The version at `prepare`."""
        return self._analyzer

    def vocabulary(self, connection: Connection) -> Iterator[CountedTerm]:
        """Count the pages of each term."""
        pages: Counter[str] = Counter()
        named: set[str] = set()
        for terms in self._pages.values():
            person = set(terms.person.split())
            pages.update({*terms.body.split(), *person} - {SEPARATOR})
            named |= person
        for term, count in pages.items():
            yield CountedTerm(term, count, term in named)

    def find(
        self,
        connection: Connection,
        sought: Sought | None,
        *,
        filters: Filters,
        limit: int,
        after: Cursor | None = None,
    ) -> list[Hit]:
        """Rank by the number of places where sought terms stand."""
        hits = [
            Hit(page_id, -float(len(find_stretches(sought, terms.body.split()))) if sought else 0.0)
            for page_id, terms in self._matching(connection, sought, filters)
        ]
        hits.sort(key=lambda hit: (hit.score, hit.page_id))
        if after:
            hits = [hit for hit in hits if (hit.score, hit.page_id) > (after.score, after.page_id)]
        return hits[:limit]

    def count(self, connection: Connection, sought: Sought | None, *, filters: Filters) -> int:
        """Count the matches."""
        return sum(1 for _ in self._matching(connection, sought, filters))

    def matched(self, connection: Connection, sought: Sought | None, *, filters: Filters) -> BitMap:
        """The ids of all matches."""
        return BitMap(page_id for page_id, _ in self._matching(connection, sought, filters))

    def _matching(
        self, connection: Connection, sought: Sought | None, filters: Filters
    ) -> Iterable[tuple[int, Terms]]:
        filters = resolve_findings(connection, filters)
        allowed = set(connection.scalars(select(PageRow.id).where(*page_conditions(filters))))
        for named in filters.wanted:
            if isinstance(named, Named | Said):
                allowed &= self._named(connection, named, filters)
        for named in filters.unwanted:
            if isinstance(named, Named | Said):
                allowed -= self._named(connection, named, Filters())
        for page_id, terms in self._pages.items():
            if page_id in allowed and (sought is None or matches(sought, terms.body.split())):
                yield page_id, terms

    def _named(self, connection: Connection, named: Named | Said, filters: Filters) -> Set[int]:
        found = {
            page_id
            for page_id, terms in self._pages.items()
            if matches(named.sought, _field(terms, named).split())
        }
        if isinstance(named, Said) or not filters.tenths:
            return found
        return surely_named(connection, named, filters, found)


def _field(terms: Terms, named: Named | Said) -> str:
    if isinstance(named, Said):
        return terms.body
    return {Label.PERSON: terms.person, Label.PLACE: terms.place, Label.ORG: terms.org}[named.label]
