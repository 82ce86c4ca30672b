"""What the indexes that lie in the record's own database have in common."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import Any, Final

from pyroaring import BitMap
from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Select,
    delete,
    func,
    literal,
    or_,
    select,
)

from models.database import Database
from models.database.expressions import among
from models.entity import Label
from models.page import Terms
from models.tables import PageRow
from outputs.search import changes
from outputs.search.backends import lineage, madeby
from outputs.search.backends.conditions import page_conditions, resolve_findings, surely_named
from outputs.search.index import Cursor, Hit
from outputs.search.queries.filters import Filters, Named, Said
from outputs.search.terms import CountedTerm, Sought

_FIELDS: Final = {Label.PERSON: "person", Label.PLACE: "place", Label.ORG: "org"}


class OwnIndex(ABC):
    """An index in the same database and transaction as the record.

    Attributes:
        name: of the back end.
        pages: its table.
        page_id: the column of that table that says which page a row is of.
    """

    name: str
    pages: Any
    page_id: Any

    @abstractmethod
    def put(self, connection: Connection, page_id: int, terms: Terms) -> None:
        """Write the page's terms under its id."""

    @abstractmethod
    def vocabulary(self, connection: Connection) -> Iterable[CountedTerm]:
        """Each term of the texts and names once, with the number of pages that have it."""

    @abstractmethod
    def _create(self, connection: Connection) -> None:
        """Make the table anew."""

    @abstractmethod
    def _matched(self, connection: Connection, field: str, sought: Sought) -> ColumnElement[bool]:
        """The condition that a page's field answers."""

    @abstractmethod
    def _score(self, connection: Connection, sought: Sought) -> ColumnElement[float]:
        """How well a page's text answers, the lower the better."""

    def prepare(self, connection: Connection) -> None:
        """Create the tables unless they are there; what is out of step is emptied."""
        lineage.begin(connection)
        if not self.recorded_analyzer(connection):
            self.clear(connection)

    def remove(self, connection: Connection, page_id: int) -> None:
        """Delete the page's terms."""
        connection.execute(delete(self.pages).where(self.page_id == page_id))
        changes.note(connection, page_id, None)

    def prune(self, connection: Connection) -> None:
        """Delete the terms of vanished pages, before their ids are given to new ones."""
        connection.execute(delete(self.pages).where(self.page_id.not_in(select(PageRow.id))))
        changes.prune(connection)

    def clear(self, connection: Connection) -> None:
        """Drop the terms and begin anew."""
        changes.prepare(connection)
        self._create(connection)
        madeby.claim(connection, self.name)

    def settle(self, database: Database, *, least: int = 1) -> None:  # noqa: B027
        """Nothing is left to do after a transaction."""

    def recorded_analyzer(self, connection: Connection) -> str | None:
        """Read the version beside the index."""
        return madeby.recorded_analyzer(connection, self.name)

    def find(
        self,
        connection: Connection,
        sought: Sought | None,
        *,
        filters: Filters,
        limit: int,
        after: Cursor | None = None,
    ) -> list[Hit]:
        """Rank; every match is scored, there is no shortcut."""
        hits = self._hits(connection, sought, ranked=True)
        found = self._narrowed(connection, select(hits.c.page_id, hits.c.score), hits, filters)
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
        hits = self._hits(connection, sought)
        counted = select(func.count()).select_from(hits)
        narrowed = self._narrowed(connection, counted, hits, filters)
        return int(connection.execute(narrowed).scalar_one())

    def matched(self, connection: Connection, sought: Sought | None, *, filters: Filters) -> BitMap:
        """Read the ids of all matches."""
        hits = self._hits(connection, sought)
        found = self._narrowed(connection, select(hits.c.page_id), hits, filters)
        return BitMap(connection.scalars(found))

    def _hits(self, connection: Connection, sought: Sought | None, *, ranked: bool = False) -> CTE:
        score = self._score(connection, sought) if ranked and sought else literal(0.0)
        chosen: Select[Any] = select(self.page_id.label("page_id"), score.label("score"))
        if sought:
            chosen = chosen.where(self._matched(connection, "body", sought))
        return chosen.cte("hit")

    def _narrowed(
        self, connection: Connection, statement: Select[Any], hits: CTE, filters: Filters
    ) -> Select[Any]:
        filters = resolve_findings(connection, filters)
        conditions = [*page_conditions(filters), *self._index_conditions(connection, filters)]
        if not conditions:
            return statement
        return statement.join(PageRow, PageRow.id == hits.c.page_id).where(*conditions)

    def _index_conditions(
        self, connection: Connection, filters: Filters
    ) -> Iterator[ColumnElement[bool]]:
        for named in filters.wanted:
            if isinstance(named, Named) and filters.tenths:
                candidates = connection.scalars(self._named(connection, named))
                yield among(PageRow.id, surely_named(connection, named, filters, candidates))
            elif isinstance(named, Named | Said):
                yield PageRow.id.in_(self._named(connection, named))
        for named in filters.unwanted:
            if isinstance(named, Named | Said):
                yield PageRow.id.not_in(self._named(connection, named))

    def _named(self, connection: Connection, named: Named | Said) -> Select[Any]:
        field = _FIELDS[named.label] if isinstance(named, Named) else "body"
        return select(self.page_id).where(self._matched(connection, field, named.sought))
