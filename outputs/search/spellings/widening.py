"""What else a page may say for a word of a query: it was misread, or the name spelled otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from math import exp
from typing import Final, Literal, get_args

from models.misreading.confusions import Confusions
from models.morphology import is_russian_word
from outputs.search.analyzer import query_terms
from outputs.search.expansion import exact_terms
from outputs.search.spellings.soundalike import in_cyrillic, is_foreign, may_be_name, sound_alikes
from outputs.search.spellings.vocabulary import SHORTEST, Vocabulary

Widen = Literal["none", "near", "wider"]
LEVELS: Final[tuple[Widen, ...]] = get_args(Widen)
Kind = Literal["form", "noise", "script", "place"]

# Of so many letters on, a word may be misread in ways that were never counted.
_LONG: Final = 6
_DEAREST: Final = 6.5
_MOST: Final = {"near": 24, "wider": 64}
_MOST_MISREADINGS: Final = 120
# A word that stands on so many times more pages than misreading explains is another word.
_MORE_OFTEN: Final = 20
# What the stemmer takes off the base forms of most Russian words.
_ENDINGS: Final = ("", "а", "я", "о", "е", "ь", "ия", "ие", "ый", "ий", "ать", "ить", "еть")


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a word of a query was widened to.

    Attributes:
        asked: the word as typed.
        kind: form (its other forms), noise (as OCR misreads it), script (other spellings of a
            name) or place (other names of a place).
        terms: of the index; for a place its names.
    """

    asked: str
    kind: Kind
    terms: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """The expansion for programs."""
        return {"asked": self.asked, "kind": self.kind, "terms": list(self.terms)}


class Widening:
    """Widens words by the vocabulary of one collection; gives the same for the same word."""

    def __init__(
        self, vocabulary: Vocabulary, level: Widen, confusions: Confusions | None = None
    ) -> None:
        self._vocabulary = vocabulary
        self._level = level
        self._confusions = confusions or Confusions.load()

    def further(self, word: str, *, is_name: bool) -> list[Expansion]:
        """Return what widens `word` beyond its exact terms, only terms that the index has.

        Args:
            word: as typed.
            is_name: whether it surely is one, as in a field for people.
        """
        if self._level == "none" or not word.isalpha():
            return []
        exact = set(exact_terms(word))
        found: list[Expansion] = []
        if is_name or may_be_name(word):
            spellings = self._spellings(word)
            found += _expansion(word, "script", [term for term in spellings if term not in exact])
            exact |= set(spellings)
        return found + _expansion(word, "noise", self._misread(word, exact))

    def known(self, terms: Iterable[str]) -> tuple[str, ...]:
        """Those of the terms that stand on a page."""
        return tuple(term for term in terms if self._vocabulary.pages(term))

    def _spellings(self, word: str) -> list[str]:
        own = exact_terms(in_cyrillic(word)) if is_foreign(word) else ()
        known = [term for term in own if self._vocabulary.pages(term) or len(term) < SHORTEST]
        return list(dict.fromkeys((*known, *sound_alikes(word, self._vocabulary))))

    def _misread(self, word: str, exact: set[str]) -> list[str]:
        own = [term for term in query_terms(in_cyrillic(word)) if len(term) >= SHORTEST]
        if not own:
            return []
        via: list[str] = []
        if self._level == "wider":
            for term in own:
                via += self._confusions.misreadings(term, most=_MOST_MISREADINGS)
        pages = sum(self._vocabulary.pages(term) for term in exact)
        costs = {}
        for term, count in self._vocabulary.near(own, via=via).items():
            if term not in exact:
                cost = min(self._confusions.cost(meant, term) for meant in own)
                if _is_misreading(term, cost, count, pages):
                    costs[term] = cost
        ranked = sorted(costs, key=lambda term: (costs[term], term))
        if self._level == "near":
            return list(islice((term for term in ranked if not _is_word(term)), _MOST["near"]))
        return ranked[: _MOST[self._level]]


def _is_misreading(term: str, cost: float, count: int, pages: int) -> bool:
    """Whether a term of this cost on so many pages may be a word of `pages` pages, misread."""
    if cost > _DEAREST and len(term) < _LONG:
        return False
    return count <= max(1.0, pages * exp(-cost)) * _MORE_OFTEN


@lru_cache(maxsize=100_000)
def _is_word(term: str) -> bool:
    """Whether a term is the stem of a word that the dictionary has: «стройк» is no тройка."""
    return any(is_russian_word(term + ending) for ending in _ENDINGS)


def _expansion(word: str, kind: Kind, terms: Iterable[str]) -> list[Expansion]:
    found = tuple(terms)
    return [Expansion(word, kind, found)] if found else []
