"""What is sought, as queries of tantivy; it must match exactly what `matching` matches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations, product
from typing import Final

from tantivy import Occur, Query

from outputs.search.backends.tantivypages import PAIRS, SCHEMA, pair
from outputs.search.terms import AllOf, AnyOf, Near, Phrase, Sought

# Beyond this many placings of NEAR's phrases (five words, or three within 35) tantivy's slop
# stands in for them, which also takes in words somewhat farther apart.
_MOST_PLACINGS: Final = 4000
_ANY: Final = ".*"


@dataclass(frozen=True, slots=True)
class Field:
    """Where words are sought.

    Attributes:
        name: of the field.
        common: words of it whose neighbouring pairs were indexed, too.
    """

    name: str
    common: frozenset[str] = frozenset()


def render(field: Field, sought: Sought) -> Query:
    """Return the query for what is sought in one field."""
    match sought:
        case Phrase():
            return _phrase(field, _constraints(sought))
        case Near():
            return either(_near(field, sought))
        case AnyOf(parts):
            return either([render(field, part) for part in parts])
        case AllOf(wanted, unwanted):
            return both(
                [render(field, part) for part in wanted],
                unwanted=[render(field, part) for part in unwanted],
            )


def either(queries: Sequence[Query]) -> Query:
    """Any of the queries; none of them match nothing."""
    if not queries:
        return Query.empty_query()
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def both(
    wanted: Sequence[Query], *, conditions: Sequence[Query] = (), unwanted: Sequence[Query] = ()
) -> Query:
    """All of the queries; `conditions` hold as well, without a part in the score."""
    parts = [(Occur.Must, query) for query in wanted]
    parts += [(Occur.Must, Query.const_score_query(query, 0.0)) for query in conditions]
    if len(parts) == 1 and wanted and not unwanted:
        return wanted[0]
    if not parts:
        parts = [(Occur.Must, Query.const_score_query(Query.all_query(), 0.0))]
    return Query.boolean_query([*parts, *((Occur.MustNot, query) for query in unwanted)])


def is_ranked(sought: Sought) -> bool:
    """Whether scores tell pages apart: a mere beginning of a word counts alike on every page."""
    match sought:
        case Phrase(terms, prefix):
            return len(terms) > 1 or not prefix
        case Near():
            return True
        case AnyOf(parts) | AllOf(parts):
            return any(is_ranked(part) for part in parts)


Constraint = tuple[str, bool]
"""A term, and whether it is only a beginning."""


def _constraints(phrase: Phrase) -> dict[int, Constraint]:
    last = len(phrase.terms) - 1
    return {
        place: (term, phrase.prefix and place == last) for place, term in enumerate(phrase.terms)
    }


def _phrase(field: Field, placed: dict[int, Constraint], slop: int = 0) -> Query:
    if len(placed) == 1:
        ((term, begins),) = placed.values()
        if begins:
            return Query.regex_query(SCHEMA, field.name, _escaped(term) + _ANY)
        return Query.term_query(SCHEMA, field.name, term)
    if any(begins for _, begins in placed.values()):
        patterns = [
            (place, _escaped(term) + _ANY * begins) for place, (term, begins) in placed.items()
        ]
        query = Query.regex_phrase_query(SCHEMA, field.name, list(patterns), slop)
    else:
        words = [(place, term) for place, (term, _) in placed.items()]
        query = Query.phrase_query(SCHEMA, field.name, list(words), slop)
    return query if slop else both([query], conditions=_neighbours(field, placed))


def _neighbours(field: Field, placed: dict[int, Constraint]) -> list[Query]:
    """The pairs of common words in a phrase: where both stand on most pages, these are fewer."""
    words = {place: term for place, (term, begins) in placed.items() if not begins}
    pairs = [(words[place], words[place + 1]) for place in words if place + 1 in words]
    return [
        Query.term_query(SCHEMA, PAIRS, pair(*neighbours))
        for neighbours in pairs
        if field.common.issuperset(neighbours)
    ]


def _escaped(term: str) -> str:
    return "".join(letter if letter.isalnum() else f"\\{letter}" for letter in term)


def _near(field: Field, near: Near) -> list[Query]:
    """FTS5's rule: from the end of the first phrase to the start of the last."""
    lengths = [len(phrase.terms) for phrase in near.phrases]
    furthest = near.distance + max(lengths)
    pair = lengths == [1, 1]
    if pair or (furthest + 1) ** (len(lengths) - 1) * len(lengths) > _MOST_PLACINGS:
        orders = sorted(_orders(near), key=repr)
        return [_phrase(field, dict(placed), slop) for placed, slop in orders]
    # Slop holds between each two neighbours, not in all, and within phrases as well; but a phrase
    # may have gaps of given length, so every placing of the phrases to each other is asked for.
    placings = {
        tuple(sorted(placed.items()))
        for starts in product(range(furthest + 1), repeat=len(lengths))
        if min(starts) == 0
        and max(starts) - min(map(sum, zip(starts, lengths, strict=True))) <= near.distance
        and (placed := _together(near.phrases, starts))
    }
    return [_phrase(field, dict(placed)) for placed in sorted(placings)]


def _orders(near: Near) -> set[tuple[tuple[tuple[int, Constraint], ...], int]]:
    """Every order of the phrases, with as many words between them as may be.

    One word may also stand for two phrases, as «Иванов» for `иванов` and `и*`.
    """
    orders = set()
    for order in permutations(near.phrases):
        inner = sum(len(phrase.terms) for phrase in order[1:-1])
        placed: dict[int, Constraint] = {}
        for phrase in order:
            start = len(placed)
            placed |= {start + place: each for place, each in _constraints(phrase).items()}
        if near.distance >= inner:
            orders.add((tuple(placed.items()), near.distance - inner))
    for one, other in combinations(near.phrases, 2):
        if len(one.terms) == len(other.terms) == 1 and (merged := _together((one, other), (0, 0))):
            ((term, begins),) = merged.values()
            others = list(near.phrases)
            others.remove(one)
            others.remove(other)
            orders |= _orders(Near((*others, Phrase((term,), begins)), near.distance))
    return orders


def _together(phrases: Sequence[Phrase], starts: Iterable[int]) -> dict[int, Constraint] | None:
    """Return what must stand at which place; None where two phrases exclude each other."""
    placed: dict[int, Constraint] = {}
    for phrase, start in zip(phrases, starts, strict=True):
        for place, constraint in _constraints(phrase).items():
            merged = _merged(placed.get(start + place, ("", True)), constraint)
            if merged is None:
                return None
            placed[start + place] = merged
    first = min(placed)
    return {place - first: constraint for place, constraint in placed.items()}


def _merged(one: Constraint, other: Constraint) -> Constraint | None:
    (longer, exact), (shorter, begins) = sorted((one, other), key=lambda each: len(each[0]))[::-1]
    if longer == shorter:
        return longer, exact and begins
    return (longer, exact) if begins and longer.startswith(shorter) else None
