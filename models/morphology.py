"""The Russian dictionary of pymorphy3, loaded once for everyone who asks it."""

import re
import warnings
from functools import cache, lru_cache
from typing import Any, Final

_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff‐-―'’-]+")
_NAMES: Final = frozenset({"Surn", "Name", "Patr", "Geox", "Orgn"})


@cache
def analyzer() -> Any:  # pymorphy3 ships no types
    """The analyzer of pymorphy3; importing and loading it takes a tenth of a second."""
    import pymorphy3

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pymorphy3.MorphAnalyzer()


def parses(word: str) -> list[Any]:
    """How a Cyrillic word may be parsed; pymorphy3 fails on letters without a name in Unicode."""
    return analyzer().parse(word) if _CYRILLIC.fullmatch(word) else []


def is_russian_word(word: str) -> bool:
    """Whether the dictionary has this form, in any case of letters."""
    return bool(analyzer().word_is_known(word.lower()))


@lru_cache(maxsize=100_000)
def looks_like_name(word: str) -> bool:
    """Whether the form is a name of a person or place, or would be one by its ending."""
    found = parses(word.lower())
    return bool(found and _NAMES & found[0].tag.grammemes)
