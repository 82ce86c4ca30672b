"""Whether a word that was read exists: what decides between two readings of it."""

import re
from functools import lru_cache
from typing import Final

from models.morphology import is_russian_word
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
    word = core(token).lower()
    return (
        word in known_words()
        or is_russian_word(word)
        or word in given_names()
        or word in surnames()
    )
