"""Terms as PostgreSQL's tsvector holds them, within the bounds that it sets."""

from collections import defaultdict
from dataclasses import asdict
from typing import Final

from models.page import Terms
from outputs.search.analyzer import SEPARATOR

FIELDS: Final = ("body", "person", "place", "org")

# https://www.postgresql.org/docs/15/textsearch-limitations.html: positions up to 16,383, 255 of a
# lexeme, which has 2,046 bytes at most; a vector 1 MB. NEAR looks some words past the last.
_LAST_PLACE: Final = 16_000
_MOST_PLACES: Final = 255
_LONGEST: Final = 500
_MOST_BYTES: Final = 900_000


def fits(terms: Terms) -> bool:
    """Whether vectors can hold all of a page: every term, whole, wherever it stands."""
    return all(_fits(_places(field)) for field in asdict(terms).values())


def vector(terms: str, *, bare: bool) -> str:
    """Return a field of the index as the text of a tsvector.

    Args:
        terms: in order, parted by blanks.
        bare: leave the positions out, and what does not fit.
    """
    places = _places(terms)
    if not bare:
        return " ".join(
            f"{lexeme(term)}:{','.join(map(str, found))}" for term, found in places.items()
        )
    held: list[str] = []
    left = _MOST_BYTES
    for term in places:
        left -= len(term[:_LONGEST].encode())
        if left < 0:
            break
        held.append(lexeme(term))
    return " ".join(held)


def lexeme(term: str) -> str:
    """Return a term as it is written in a vector or a query."""
    quoted = term[:_LONGEST].replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}'"


def _places(terms: str) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, term in enumerate(terms.split(), 1):
        if term != SEPARATOR:
            places[term].append(place)
    return places


def _fits(places: dict[str, list[int]]) -> bool:
    return all(
        len(term) <= _LONGEST and len(found) <= _MOST_PLACES and found[-1] <= _LAST_PLACE
        for term, found in places.items()
    )
