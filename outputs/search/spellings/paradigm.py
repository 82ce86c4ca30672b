"""The other forms of a query word: what a page may say where the reader typed the base form."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from models.morphology import analyzer
from models.names.scripts import script_of
from outputs.search.analyzer import term_of
from outputs.search.spellings.kazakh import has_kazakh_letters, kazakh_forms, strip_kazakh_endings

_NAMES: Final = frozenset({"Surn", "Name", "Patr", "Geox"})
# Readings rarer than this share are not meant by whoever types a word into a search.
_SHARE: Final = 0.2
# Forms that the stemmer cuts down to another word's stem: «верен» to «вер».
_LEFT_OUT: Final = frozenset({"PRTF", "PRTS", "GRND", "ADJS", "COMP"})
_OF_MANY: Final = ("ов", "ев")
_RUSSIAN_SURNAME: Final = re.compile(r"(?:[ое]ва?|ина?|[сц]к(?:ий|ая)|енко|чук)$")
_SHORTEST: Final = 3
_SHORTEST_CUT: Final = 5
_MOST_TERMS: Final = 16


@lru_cache(maxsize=20_000)
def form_terms(word: str) -> tuple[str, ...]:
    """Return the index terms of the forms of `word`, its own terms left out, at most 16.

    Russian forms are the dictionary's; a word that it lacks is a surname mostly, whose Russian
    forms share one stem in the index. Kazakh endings are put to names and to Kazakh words. A
    word in other letters has none.
    """
    lowered = word.lower()
    if len(lowered) < _SHORTEST or not lowered.isalpha() or script_of(word) != "cyrillic":
        return ()
    own = {term_of(word, capitalised=size) for size in (True, False)}
    terms = dict.fromkeys((*_russian(lowered), *_kazakh(lowered, min(map(len, own)))))
    return tuple(term for term in terms if term and term not in own)[:_MOST_TERMS]


def _russian(word: str) -> Iterator[str]:
    readings = [reading for reading in analyzer().parse(word) if reading.is_known]
    surnames = [reading for reading in readings if "Surn" in reading.tag]
    for reading in surnames or readings:
        if not _is_meant(reading):
            continue
        is_name = bool(_NAMES & reading.tag.grammemes)
        for form in reading.lexeme:
            if form.tag.POS in _LEFT_OUT - {reading.tag.POS}:
                continue
            term = "" if is_name and form.tag.number == "plur" else form.word
            term = term and term_of(term, capitalised=is_name)
            # «соловьев» is a surname before it is «of many nightingales».
            if is_name or not term.endswith(_OF_MANY):
                yield term


def _is_meant(reading: Any) -> bool:
    tag = reading.tag
    # «Петров» is a surname; that it is also «of several Пётр» would find the forename.
    plural_name = tag.number == "plur" and bool({"Name", "Surn", "Patr"} & tag.grammemes)
    return not plural_name and (reading.score >= _SHARE or bool(_NAMES & tag.grammemes))


def _kazakh(word: str, shortest: int) -> Iterator[str]:
    """Yield the terms of Kazakh forms of a name or a Kazakh word; Russian nouns take none."""
    kazakh = has_kazakh_letters(word)
    if not kazakh and not _takes_kazakh_endings(word):
        return
    # A Kazakh word may lose letters of its stem in the index: «Бөкейханда» is there as «бокейх».
    least = max(_SHORTEST_CUT, shortest - 2) if kazakh else shortest
    stems = dict.fromkeys((word, strip_kazakh_endings(word) if kazakh else word))
    for stem in stems:
        for form in kazakh_forms(stem, owned=not _RUSSIAN_SURNAME.search(word)):
            term = term_of(form, capitalised=True)
            if len(term) >= least:
                yield term


def _takes_kazakh_endings(word: str) -> bool:
    readings = [reading for reading in analyzer().parse(word) if reading.is_known]
    surname = word.endswith(_OF_MANY) or any("Surn" in reading.tag for reading in readings)
    return surname or not readings
