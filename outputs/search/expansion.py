"""From what a person asked to the terms an index is asked for: the one place to widen a query."""

from collections.abc import Callable, Sequence
from heapq import heappop, heappush
from typing import Final, TypeVar

from models.misreading.homoglyphs import fold_letters
from outputs.search.analyzer import analyze, query_terms, words_of
from outputs.search.queries.query import MOST_NEAR, And, Asked, Nearby, Or, Words
from outputs.search.spellings.paradigm import form_terms
from outputs.search.terms import AllOf, AnyOf, Near, Phrase, Sought

# «Алма-Ата» with two terms of each word makes four phrases; more than this helps nobody.
_MOST_COMBINATIONS: Final = 64

T = TypeVar("T")


TermsOf = Callable[[str], tuple[str, ...]]
"""Gives for a word of a query the terms that answer it, likeliest first."""


def exact_terms(word: str) -> tuple[str, ...]:
    """The terms of a word as typed and of its other forms."""
    return tuple(dict.fromkeys((*query_terms(word), *form_terms(word))))


def expand(asked: Asked, terms_of: TermsOf = exact_terms) -> Sought | None:
    """Return the terms that answer `asked`; None when nothing of it is a word («№»).

    What must not occur is never widened: it would take away what was asked for.
    """
    match asked:
        case Words():
            return any_of(_phrases(asked, terms_of))
        case Nearby(parts, distance):
            choices = [phrases for part in parts if (phrases := _phrases(part, terms_of))]
            return any_of([Near(chosen, distance) for chosen in _combined(choices) if chosen])
        case Or(parts):
            return any_of([found for part in parts if (found := expand(part, terms_of))])
        case And(wanted, unwanted):
            return _all_of(
                [found for part in wanted if (found := expand(part, terms_of))],
                [found for part in unwanted if (found := expand(part))],
            )


def expand_name(text: str, terms_of: TermsOf = exact_terms) -> Sought | None:
    """Return the terms of a person's or a place's name as typed; None when it holds no word.

    A single letter is an initial and stands for every name that begins with it. More words than
    people's names have, as in «Особое совещание при Народном комиссаре…», stand as typed.
    """
    words = [terms for word in words_of(text) if (terms := terms_of(word))]
    if len(words) > MOST_NEAR:
        return any_of([Phrase(terms) for terms in _combined(words)])
    choices = [[Phrase((term,), _is_initial(terms[0])) for term in terms] for terms in words]
    return any_of([Near(phrases) for phrases in _combined(choices) if phrases])


def any_of(parts: Sequence[Sought]) -> Sought | None:
    """Return what answers any of `parts`; None when there are none."""
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))


def _is_initial(term: str) -> bool:
    return len(term) == 1 and term.isalpha()


def _combined(choices: Sequence[Sequence[T]]) -> list[tuple[T, ...]]:
    """The likeliest ways to take one of each choice, each of which has its likeliest first."""
    if len(choices) < 2:
        return [(each,) for choice in choices for each in choice]
    # The likeliest first, without making all: twenty words of two terms each have a million ways.
    ways = [(0, (0,) * len(choices))]
    best: list[tuple[T, ...]] = []
    while ways and len(best) < _MOST_COMBINATIONS:
        unlikelihood, way = heappop(ways)
        best.append(tuple(choice[at] for choice, at in zip(choices, way, strict=True)))
        latest = max((place for place, at in enumerate(way) if at), default=0)
        for place in range(latest, len(way)):  # not before, where another way leads to the same
            if way[place] + 1 < len(choices[place]):
                further = (*way[:place], way[place] + 1, *way[place + 1 :])
                heappush(ways, (unlikelihood + 1, further))
    return best


def _phrases(words: Words, terms_of: TermsOf) -> list[Phrase]:
    typed = words_of(words.text)
    positions = [terms for word in typed if (terms := terms_of(word))]
    if words.prefix and positions:  # a beginning has no other forms
        positions[-1] = query_terms(typed[-1]) or positions[-1]
    stems = [Phrase(terms) for terms in _combined(positions) if terms]
    return _begun(words.text, stems) if words.prefix and stems else stems


def _begun(text: str, stems: list[Phrase]) -> list[Phrase]:
    """«Караганди*» is longer than the stem that the index holds, so the stem is asked for, too."""
    last = analyze(text)[-1]
    beginning = fold_letters(text[last.start : last.end])
    leads = dict.fromkeys(stem.terms[:-1] for stem in stems)
    begun = [Phrase((*lead, beginning), prefix=True) for lead in leads]
    return [*begun, *(stem for stem in stems if not stem.terms[-1].startswith(beginning))]


def _all_of(wanted: list[Sought], unwanted: list[Sought]) -> Sought | None:
    if not wanted:
        return None
    if len(wanted) == 1 and not unwanted:
        return wanted[0]
    return AllOf(tuple(wanted), tuple(unwanted))
