"""What every search back end can do, and the two things it is asked with: terms and filters."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol, Self

from pyroaring import BitMap
from sqlalchemy import Connection

from models.database import Database
from models.errors import ARGUMENT_INVALID, ConfigError
from models.page import Terms
from outputs.search.queries.filters import Filters
from outputs.search.terms import CountedTerm, Sought

_CURSOR: Final = re.compile(
    r"(?P<score>-?0x[01]\.[0-9a-f]{1,13}p(?:-[0-9]{1,4}|\+[0-9]{1,3}))_(?P<page_id>[0-9]{1,18})"
    r"(?:_(?P<tier>[1-9][0-9]?))?"
)


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last hit of one part of the answer; the next part begins after it.

    Attributes:
        score: of the hit.
        page_id: of the hit.
        tier: of the answer that it is in: 0 for the exact one, then those that widening finds.
    """

    score: float
    page_id: int
    tier: int = 0

    def __str__(self) -> str:
        tier = f"_{self.tier}" if self.tier else ""
        return f"{self.score.hex()}_{self.page_id}{tier}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `str` wrote.

        Raises:
            ConfigError: `argument-invalid`.
        """
        found = _CURSOR.fullmatch(text)
        if found is None:
            raise ConfigError(ARGUMENT_INVALID, f"after={text}")
        tier = int(found["tier"] or 0)
        return cls(float.fromhex(found["score"]), int(found["page_id"]), tier)


@dataclass(frozen=True, slots=True)
class Hit:
    """A page found; the lower the score, the better. Without a query every score is 0."""

    page_id: int
    score: float


class SearchIndex(Protocol):
    """A derived index of page terms, kept in step with the record.

    What changes it joins the transaction of the connection it is given. An index that lies outside
    the record's database only notes the change there and takes it in by `settle` afterwards; what
    it answers in between never holds a page as it no longer is.
    """

    name: str

    def prepare(self, connection: Connection) -> None:
        """Create the index if this back end has none; it is empty then, whatever was read."""

    def put(self, connection: Connection, page_id: int, terms: Terms) -> None:
        """Index a page, in place of what was indexed of it before."""

    def remove(self, connection: Connection, page_id: int) -> None:
        """Forget a page; nothing happens if it is unknown."""

    def prune(self, connection: Connection) -> None:
        """Forget pages that the record no longer has."""

    def clear(self, connection: Connection) -> None:
        """Forget everything and begin anew with the current analyzer."""

    def settle(self, database: Database, *, least: int = 1) -> None:
        """Take in what was committed, if it is at least so many pages; for the one writer."""

    def recorded_analyzer(self, connection: Connection) -> str | None:
        """The analyzer version that the index was made with.

        None when there is no index; empty when it is another back end's, or was lost and waits for
        the next `settle`.
        """

    def vocabulary(self, connection: Connection) -> Iterable[CountedTerm]:
        """Each term of the texts and names once, with the number of pages that have it."""

    def find(
        self,
        connection: Connection,
        sought: Sought | None,
        *,
        filters: Filters,
        limit: int,
        after: Cursor | None = None,
    ) -> list[Hit]:
        """The next `limit` pages by score, then page id; all pages in order without `sought`."""

    def count(self, connection: Connection, sought: Sought | None, *, filters: Filters) -> int:
        """How many pages `find` would give in all."""

    def matched(self, connection: Connection, sought: Sought | None, *, filters: Filters) -> BitMap:
        """The ids of all pages that `find` would give, for counts over them."""
