"""Put a field into a query or take one out, so that a click and typing come to the same."""

from dataclasses import replace
from functools import lru_cache
from typing import Final

from outputs.search.queries.fields import Field, FieldTerm
from outputs.search.queries.lexemes import QueryError, read_lexemes
from outputs.search.queries.query import parse_question

_QUOTES: Final = str.maketrans(dict.fromkeys('"«»“”„', " "))
_ONE_OF: Final = frozenset({Field.TYPE, Field.LANG, Field.COLLECTION})
_ONCE: Final = frozenset({Field.DATE})


def add_field(query: str, field: Field, value: str) -> str:
    """Return the query with a further field.

    Of what a page has but one, a further value stands beside those there, any of which will do; a
    date takes the place of the one there; of names all must stand on the page.

    Raises:
        QueryError: the query cannot be read.
    """
    added = FieldTerm(field, " ".join(value.translate(_QUOTES).split()))
    for term in parse_question(query).fields:
        if term.field is not field or term.negated or term.position is None:
            continue
        if field in _ONE_OF:
            values = [*term.value.split(","), added.value]
            added = replace(added, value=",".join(dict.fromkeys(values)))
        if field in _ONE_OF | _ONCE:
            query = remove_field(query, term.position)
            break
    return f"{query} {added}".strip() if _takes_a_field(query) else f"({query}) {added}"


@lru_cache(maxsize=256)  # a page offers a hundred values beside one query
def _takes_a_field(query: str) -> bool:
    """Whether a field may follow the query as it is: fields stand outside of OR."""
    try:
        parse_question(f"{query} {FieldTerm(Field.LANG, 'ru')}")
    except QueryError:
        return False
    return True


def remove_field(query: str, position: int) -> str:
    """Return the query without the field whose name stands at `position`.

    Raises:
        QueryError: the query cannot be read.
    """
    lexemes = list(read_lexemes(query))
    first = next(i for i, each in enumerate(lexemes) if each.position == position)
    last = first + 1
    if first and lexemes[first - 1].kind == "NOT":
        first -= 1
    if first and lexemes[first - 1].kind == "AND":
        first -= 1
    elif lexemes[last].kind == "AND":
        last += 1
    before, after = query[: lexemes[first].position], query[lexemes[last].position :]
    return f"{before.strip()} {after.strip()}".strip()
