"""Whether a word that was read exists: what decides between two readings of it."""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Final

from models.morphology import is_russian_word
from models.page import Reading
from pipeline.language.lexicon import given_names, surnames
from pipeline.language.slovnet_ner import known_words

_EDGE: Final = re.compile(r"^[\W_]+|[\W_]+$")
_WORD: Final = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*")
# Shorter strings are words by chance: «ив», «ко».
_SHORTEST: Final = 3


def core(token: str) -> str:
    """The token without the punctuation at its edges."""
    return _EDGE.sub("", token)


def is_spelt(token: str) -> bool:
    """Whether a token has the form of a Russian word, long enough to be looked up."""
    bare = core(token)
    return len(bare) >= _SHORTEST and _WORD.fullmatch(bare) is not None


@lru_cache(maxsize=100_000)
def is_known(token: str) -> bool:
    """Whether a token is a word, form or name of a list, without the punctuation at its edges."""
    if not is_spelt(token):
        return False
    word = core(token)
    lower = word.lower()
    if is_russian_word(lower) or lower in given_names() or lower in surnames():
        return True
    # Newspapers name more people and places than a dictionary does; their misprints are no words.
    return word[0].isupper() and lower in known_words()


def find_halves(reading: Reading) -> Mapping[int, tuple[str, str]]:
    """Words broken at a line end: by the index of either half, what stands before and after it."""
    halves: dict[int, tuple[str, str]] = {}
    for index, (word, following) in enumerate(pairwise(reading.words)):
        token = reading.text[word.start : word.end]
        if token.endswith("-") and following.line > word.line:
            rest = reading.text[following.start : following.end]
            halves[index] = ("", core(rest))
            halves[index + 1] = (core(token), "")
    return halves


def is_known_half(token: str, half: tuple[str, str]) -> bool:
    """Whether a half makes a word with the other, `half` as `find_halves` gives it."""
    before, after = half
    return is_known(before + core(token) + after)
