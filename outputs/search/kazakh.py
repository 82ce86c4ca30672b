"""A light stripper of Kazakh plural and case endings, for words that show Kazakh letters."""

import re
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
