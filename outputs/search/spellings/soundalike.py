"""Other spellings of a name among the words of a collection: Бөкейхан, Букейханов, Bokeikhanov."""

from functools import lru_cache
from typing import Final

from models.morphology import looks_like_name
from models.names.blocking import bone
from models.names.distance import nearness
from models.names.person import PersonName
from models.names.scripts import script_of, to_cyrillic
from models.names.views import View, views
from outputs.search.spellings.vocabulary import Vocabulary

_SAME: Final = frozenset({"same sound", "variants", "same skeleton", "like sound"})
_SHORTEST: Final = 3


def is_foreign(word: str) -> bool:
    """Whether the word is written in letters that are not Cyrillic."""
    return script_of(word) != "cyrillic"


def may_be_name(word: str) -> bool:
    """Whether a word of a query may be meant as a name: a capital, another script, its form."""
    return word[:1].isupper() or is_foreign(word) or looks_like_name(word)


def in_cyrillic(word: str) -> str:
    """Return a word of any script in Cyrillic letters."""
    return to_cyrillic(word)


def sound_alikes(word: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the terms of names that spell the name `word` otherwise, the most frequent first."""
    name = _view(word)
    if len(name.stem) < _SHORTEST:
        return ()
    found = vocabulary.alike(bone(name.stem))
    alike = [term for term in found if _is_same(name, _view(term))]
    return tuple(sorted(alike, key=lambda term: (-found[term], term)))


def _is_same(name: View, other: View) -> bool:
    kazakh = name.kazakh or other.kazakh
    # Only Kazakh surnames go with and without -ов: Гайдук is not Гайдуков (E23).
    if name.ending != other.ending and not kazakh:
        return False
    if {name.ending, other.ending} == {"ov", "in"}:
        return False
    return nearness(name.stem, other.stem, kazakh=kazakh)[0] in _SAME


@lru_cache(maxsize=50_000)
def _view(surname: str) -> View:
    return views(PersonName(surname, "", "", "", "", surname))[0]
