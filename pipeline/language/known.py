"""Which words exist in Russian, which sound Kazakh, and how many of a text do neither."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from models.morphology import is_russian_word
from pipeline.language.kazakh_words import is_listed_kazakh
from pipeline.language.lexicon import given_names, read_forms, surnames
from pipeline.language.slovnet_ner import known_words

_EDGE: Final = re.compile(r"^[\W_]+|[\W_]+$")
_WORD: Final = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*")
LETTERS: Final = "А-Яа-яЁёӘәІіҢңҒғҮүҰұҚқӨөҺһ"
"""Of Russian and Kazakh, for a class of a regular expression."""
_KAZAKH: Final = re.compile(rf"[{LETTERS}]+(?:-[{LETTERS}]+)*")
# Shorter strings are words by chance: «ив», «ко».
_SHORTEST: Final = 3
_LETTERS: Final = re.compile(r"[^\W\d_]{3,}(?:-[^\W\d_]+)*")
# Sounds of Kazakh: vowels and gutturals of one word are all back or all front; it has no two such
# vowels side by side, no three consonants, no two at the beginning, and no voiced stop at the end.
_BACK: Final = re.compile("[аоұықғ]")
_FRONT: Final = re.compile("[әеөүікг]")
_VOWEL: Final = re.compile("[аәеёиоөуүұыіэюяӯ]")
_UNHEARD: Final = re.compile(
    "[бвгғджзйкқлмнңпрстфхһцчшщ]{3}|^[бвгғджзкқлмнңпрстфхһцчшщ]{2}|[аәеоөұүыі]{2}|[бвгғд]$"
)


def core(token: str) -> str:
    """The token without the punctuation at its edges."""
    return _EDGE.sub("", token)


def is_spelt(token: str, *, kazakh: bool = False) -> bool:
    """Whether a token has the form of a Russian word, long enough to be looked up."""
    bare = core(token)
    letters = _KAZAKH if kazakh else _WORD
    return len(bare) >= _SHORTEST and letters.fullmatch(bare) is not None


@lru_cache(maxsize=100_000)
def is_known(token: str, *, kazakh: bool = False) -> bool:
    """Whether a token is a word, form or name of a list, without the punctuation at its edges.

    Args:
        token: as it was read.
        kazakh: whether words of Kazakh count beside those of Russian.
    """
    if not is_spelt(token, kazakh=kazakh):
        return False
    if kazakh and is_listed_kazakh(core(token).lower()):
        return True
    word = core(token)
    lower = word.lower()
    if is_russian_word(lower) or lower in given_names() or lower in surnames():
        return True
    # Newspapers name more people and places than a dictionary does; their misprints are no words.
    return word[0].isupper() and lower in known_words()


def unknown_share(tokens: Sequence[str], *, kazakh: bool) -> float:
    """Share of unknown words, half a word added to either side so that few words say little."""
    words = [bare for token in tokens if _LETTERS.fullmatch(bare := core(token))]
    unknown = sum(is_unknown(word, kazakh=kazakh) for word in words)
    return (unknown + 0.5) / (len(words) + 5)


def is_unknown(token: str, *, kazakh: bool) -> bool:
    """Whether a token has three letters and more, and no lexicon knows it, nor do Kazakh sounds."""
    bare = core(token)
    if not _LETTERS.fullmatch(bare):
        return False
    return not (is_kazakh_word(bare) if kazakh else is_known(bare))


def is_kazakh_word(token: str) -> bool:
    """Whether a word is listed, Russian, or sounds Kazakh.

    No lexicon of Kazakh ships with the project. Of the words of clean news 10 % are called
    unknown this way (loans, compounds), of those with every fifth letter misread 45 %.
    """
    word = token.lower()
    if word in read_forms("form_words_kk") or word in given_names() or is_known(word):
        return True
    if not _VOWEL.search(word) or _UNHEARD.search(word):
        return False
    return not (_BACK.search(word) and _FRONT.search(word))
