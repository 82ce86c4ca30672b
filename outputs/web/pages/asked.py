"""What a reader asked for, as typed into the form, and what that means to the search."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from models.errors import ARGUMENT_INVALID, ConfigError
from outputs.search.index import Cursor
from outputs.search.ordering import Order
from outputs.search.queries.fields import Field
from outputs.search.queries.rewriting import add_field
from outputs.search.service import SearchRequest
from outputs.search.spellings.widening import Widen

Places = Literal["then", "always"]
"""Whether a place is sought under the name typed, or under all names that it has had."""
_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_HITS: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an address of the search asks, kept as typed so that the form can show it again."""

    q: str = ""
    person: str = ""
    place: str = ""
    date_from: str = ""
    date_to: str = ""
    collection: str = ""
    widen: Widen = "near"
    places: Places = "then"
    order: Order = "relevance"

    @property
    def params(self) -> dict[str, str]:
        """The parameters of an address that asks the same."""
        return {
            "q": self.q,
            "person": self.person,
            "place": self.place,
            "from": self.date_from,
            "to": self.date_to,
            "collection": self.collection,
            "widen": self.widen if self.widen != "near" else "",
            "places": self.places if self.places != "then" else "",
            "order": self.order if self.order != "relevance" else "",
        }

    @property
    def folded(self) -> "Asked":
        """The same as one query, so that a reader sees all that is asked in one place."""
        dates = self.date_from.strip()
        if dates != self.date_to.strip():
            dates += f"..{self.date_to.strip()}"
        beside = (
            (Field.PERSON, self.person),
            (Field.PLACE, self.place),
            (Field.DATE, dates),
            (Field.COLLECTION, self.collection),
        )
        query = self.q
        for field, value in beside:
            if value.strip():
                query = add_field(query, field, value)
        return Asked(q=query, widen=self.widen, places=self.places, order=self.order)

    @property
    def words(self) -> dict[str, str]:
        """The parameters that mark hits on a page."""
        marking = ("q", "person", "place", "widen", "places")
        return {name: value for name, value in self.params.items() if name in marking}

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked yet."""
        beside = (self.person, self.place, self.date_from, self.date_to, self.collection)
        return not any(value.strip() for value in (self.q, *beside))

    def request(self, *, after: str = "", limit: int = _HITS) -> SearchRequest:
        """What the search is asked.

        Raises:
            ConfigError: (argument-invalid) a date or the cursor cannot be read.
        """
        return SearchRequest(
            query=self.q,
            person=self.person,
            place=self.place,
            date_from=read_day(self.date_from, last=False),
            date_to=read_day(self.date_to, last=True),
            collection=self.collection or None,
            widen=self.widen,
            places_across_time=self.places == "always",
            order=self.order,
            limit=limit,
            after=Cursor.parse(after) if after else None,
        )


def read_day(text: str, *, last: bool) -> date | None:
    """Read `1937`, `1937-11` or `1937-11-21` as its first or last day; None when empty.

    Raises:
        ConfigError: (argument-invalid) it is none of these.
    """
    if not text.strip():
        return None
    match = _DATE.fullmatch(text.strip())
    if match is None:
        raise ConfigError(ARGUMENT_INVALID, text)
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        month = month or (12 if last else 1)
        return date(year or 0, month, day or (monthrange(year or 0, month)[1] if last else 1))
    except ValueError as error:
        raise ConfigError(ARGUMENT_INVALID, text) from error
