"""Kazakh plural and case endings: stripped from the words of a page, put to those of a query."""

import re
from collections.abc import Iterator
from typing import Final

_LETTERS: Final = re.compile(r"[әғқңөұүһі]")
# Genitive, dative, accusative, locative, ablative and instrumental, each by vowel harmony and by
# the sound before it (Kazakh grammar, septik zhalghaulary); the longest is tried first.
_CASE: Final = re.compile(
    r"(?:[ндт](?:ың|ің)|[дтн](?:ан|ен)|[мбп]ен|[нд]да|[нд]де|да|де|та|те|ға|ге|қа|ке"
    r"|[ндт](?:ы|і))$"
)
_PLURAL: Final = re.compile(r"[лдт](?:ар|ер)$")
_SHORTEST_STEM: Final = 3
# Names whose nominative looks like a case form.
_WHOLE: Final = frozenset(
    [
        "қарағанды",
        "амангелді",
        "көкпекті",
        "сарепті",
        "теректі",
        "шарбақты",
        "қамысты",
        "зеренді",
        "қарамеңді",
        "өлеңті",
        "қызылорда",
        "жаңаарқа",
        "асықата",
        "бөке",
        "қобда",
        "атбасар",
        "ақмола",
        "үшарал",
        "қазақстан",
        "қырғызстан",
        "түркістан",
        "өзбекстан",
        "тәжікстан",
        "өскемен",
        "әулиеата",
    ]
)


def has_kazakh_letters(word: str) -> bool:
    """Whether a lower-case `word` holds a letter that Russian lacks."""
    return _LETTERS.search(word) is not None


def strip_kazakh_endings(word: str) -> str:
    """Return lower-case `word` without its case ending and then its plural.

    `мүшелердің` gives `мүше`, `қарағандыда` gives `қарағанды`. Possessives stay: Snowball takes
    their -ы off afterwards, as it does from облысы.
    """
    for ending in (_CASE, _PLURAL):
        if word in _WHOLE:
            return word
        stem = ending.sub("", word)
        if len(stem) >= _SHORTEST_STEM:
            word = stem
    return word


_VOWELS: Final = frozenset("аәеэёиоөуұүыіюя")
# Which consonant an ending begins with, by the last sound of the word (Kazakh grammar, ündestik):
# genitive, dative, accusative, locative, ablative, instrumental.
_AFTER_VOWEL: Final = "ның ға ны да дан мен"
_AFTER_NASAL: Final = "ның ға ды да нан мен"
_AFTER_SONORANT: Final = "дың ға ды да дан мен"
_AFTER_SIBILANT: Final = "дың ға ды да дан бен"
_AFTER_VOICELESS: Final = "тың қа ты та тан пен"
# A possessive, and what case endings become after it: of -ұлы and -қызы, which are ones, as well.
_OWNED: Final = "ның на н нда нан мен"
_FATHERS_CHILD: Final = re.compile(r"(?:[ұу]лы|[қк]ызы)$")
_TO_FRONT: Final = str.maketrans("ағықд", "егікд")


def kazakh_forms(word: str, *, owned: bool = True) -> Iterator[str]:
    """Yield the case forms of a lower-case word, in both vowel harmonies.

    Names do not keep to one: «Тоқаевтың», «Тоқаевтің».

    Args:
        word: in the nominative; it may end in -ұлы or -қызы.
        owned: whether to yield those of its 3rd person possessive, too: «хаттамасында».
    """
    if _FATHERS_CHILD.search(word):
        yield from _with(word, _OWNED)
        return
    yield from _with(word, _endings(word))
    if not owned:
        return
    possessive = "сы" if word[-1] in _VOWELS else "ы"
    for ending in (possessive, possessive.translate(_TO_FRONT)):
        yield word + ending
        yield from _with(word + ending, _OWNED)


def _with(word: str, endings: str) -> Iterator[str]:
    for ending in endings.split():
        yield word + ending
        yield word + ending.translate(_TO_FRONT)


def _endings(word: str) -> str:
    last = word[-1]
    if last in _VOWELS:
        return _AFTER_VOWEL
    if last in "мнң":
        return _AFTER_NASAL
    if last in "рлй":
        return _AFTER_SONORANT
    return _AFTER_SIBILANT if last in "жз" else _AFTER_VOICELESS
