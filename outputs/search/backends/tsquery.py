"""What is sought as PostgreSQL's tsquery, NEAR among it, which that language lacks."""

from collections.abc import Iterable, Iterator
from typing import Final

from outputs.search.analyzer import SEPARATOR
from outputs.search.backends.tsterms import lexeme
from outputs.search.terms import AllOf, AnyOf, Near, Phrase, Sought

# No vector holds the separator, so this stands everywhere, even before the first word.
_ANYTHING: Final = f"!{lexeme(SEPARATOR)}"


def strict_query(sought: Sought) -> str:
    """Return the query that exactly the pages with positions answer that answer `sought`."""
    match sought:
        case Phrase():
            return f"({' <-> '.join(_terms(sought))})"
        case Near():
            return _near(sought)
        case AnyOf(parts):
            return _joined(" | ", map(strict_query, parts))
        case AllOf(wanted, unwanted):
            excluded = (f"!{strict_query(part)}" for part in unwanted)
            return _joined(" & ", (*map(strict_query, wanted), *excluded))


def loose_query(sought: Sought) -> str:
    """Return a query for terms without positions that no page lacks that answers `sought`."""
    match sought:
        case Phrase():
            return _joined(" & ", _terms(sought))
        case Near(phrases):
            return _joined(" & ", map(loose_query, phrases))
        case AnyOf(parts):
            return _joined(" | ", map(loose_query, parts))
        case AllOf(wanted):
            return _joined(" & ", map(loose_query, wanted))


def leaves(sought: Sought) -> list[str]:
    """Return the queries for the single terms of what is wanted, each once."""
    return list(dict.fromkeys(_wanted(sought)))


def _wanted(sought: Sought) -> Iterator[str]:
    match sought:
        case Phrase():
            yield from _terms(sought)
        case Near(parts) | AnyOf(parts) | AllOf(parts):
            for part in parts:
                yield from _wanted(part)


def _terms(phrase: Phrase) -> list[str]:
    terms = [lexeme(term) for term in phrase.terms]
    return [*terms[:-1], terms[-1] + ":*"] if phrase.prefix else terms


def _near(near: Near) -> str:
    """Return the query for phrases that all lie within a window.

    `anything <k> phrase` is the phrase taken to begin k words earlier, and `&` between positions
    asks for one common beginning. The phrases are near where some place is at most the distance
    before each of them, or within it; the longest phrase says how far each may begin before that.
    """
    longest = max(len(phrase.terms) for phrase in near.phrases)
    windows = (
        _joined(
            " | ",
            (
                f"({_ANYTHING} <{back}> {strict_query(phrase)})" if back else strict_query(phrase)
                for back in range(longest - len(phrase.terms), longest + near.distance + 1)
            ),
        )
        for phrase in near.phrases
    )
    # Beside a following operator `&` is about positions, alone it would be about the page.
    return f"({_joined(' & ', windows)} <0> {_ANYTHING})"


def _joined(operator: str, queries: Iterable[str]) -> str:
    return f"({operator.join(queries)})"
