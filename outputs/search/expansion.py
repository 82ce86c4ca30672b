"""From what a person asked to the terms an index is asked for: the one place to widen a query."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Final

from models.homoglyphs import fold_letters
from outputs.search.analyzer import NEAR, analyze, analyze_query
from outputs.search.query import And, Asked, Nearby, Or, Words

# «Алма-Ата» with two readings of each word makes four phrases; more than this helps nobody.
_MOST_COMBINATIONS: Final = 32


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that follow each other; `prefix` makes the last one a beginning."""

    terms: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Phrases in any order, with at most `distance` words between them."""

    phrases: tuple[Phrase, ...]
    distance: int = NEAR


@dataclass(frozen=True, slots=True)
class AllOf:
    """All of `wanted` (never empty) and none of `unwanted`."""

    wanted: tuple["Sought", ...]
    unwanted: tuple["Sought", ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of `parts` (never empty)."""

    parts: tuple["Sought", ...]


Sought = Phrase | Near | AllOf | AnyOf


def expand(asked: Asked) -> Sought | None:
    """Return the terms that answer `asked`; None when nothing of it is a word («№»)."""
    match asked:
        case Words():
            return _any_of(_phrases(asked))
        case Nearby(parts, distance):
            choices = [phrases for part in parts if (phrases := _phrases(part))]
            combinations = islice(product(*choices), _MOST_COMBINATIONS)
            return _any_of([Near(chosen, distance) for chosen in combinations if chosen])
        case Or(parts):
            return _any_of([found for part in parts if (found := expand(part))])
        case And(wanted, unwanted):
            return _all_of(
                [found for part in wanted if (found := expand(part))],
                [found for part in unwanted if (found := expand(part))],
            )


def expand_name(text: str) -> Sought | None:
    """Return the terms of a person's or a place's name as typed; None when it holds no word.

    A single letter is an initial and stands for every name that begins with it.
    """
    combinations = islice(product(*analyze_query(text)), _MOST_COMBINATIONS)
    return _any_of(
        [
            Near(tuple(Phrase((term,), prefix=_is_initial(term)) for term in terms))
            for terms in combinations
            if terms
        ]
    )


def _is_initial(term: str) -> bool:
    return len(term) == 1 and term.isalpha()


def _phrases(words: Words) -> list[Phrase]:
    positions = analyze_query(words.text)
    if not positions:
        return []
    stems = [Phrase(terms) for terms in islice(product(*positions), _MOST_COMBINATIONS)]
    return _begun(words.text, stems) if words.prefix else stems


def _begun(text: str, stems: list[Phrase]) -> list[Phrase]:
    """«Караганди*» is longer than the stem that the index holds, so the stem is asked for, too."""
    last = analyze(text)[-1]
    beginning = fold_letters(text[last.start : last.end])
    leads = dict.fromkeys(stem.terms[:-1] for stem in stems)
    begun = [Phrase((*lead, beginning), prefix=True) for lead in leads]
    return [*begun, *(stem for stem in stems if not stem.terms[-1].startswith(beginning))]


def _any_of(parts: Sequence[Sought]) -> Sought | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))


def _all_of(wanted: list[Sought], unwanted: list[Sought]) -> Sought | None:
    if not wanted:
        return None
    if len(wanted) == 1 and not unwanted:
        return wanted[0]
    return AllOf(tuple(wanted), tuple(unwanted))
