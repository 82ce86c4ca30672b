"""Read a Kazakh town one misread letter off as the listed one, where it is no name of a person."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from pipeline.language.candidate import CAP_WORD
from pipeline.language.known import is_known
from pipeline.language.nameforms import base_forms, fold_name, is_given, is_patronymic, is_surname
from pipeline.language.spelling import is_alike
from pipeline.language.toponyms import is_toponym, listed_toponyms

_WORD: Final = re.compile(rf"(?<![\w-]){CAP_WORD}(?![\w-])")
_SHORTEST: Final = 5


def town_repairs(text: str) -> Iterator[tuple[int, int, str]]:
    """Words of `text` to be read as a town: half-open offsets and the word meant."""
    for found in _WORD.finditer(text):
        meant = _meant(found.group())
        if meant is not None:
            yield found.start(), found.end(), meant


@lru_cache(maxsize=50_000)
def _meant(word: str) -> str | None:
    if len(word) < _SHORTEST or is_known(word, kazakh=True) or is_toponym(word):
        return None
    if is_given(word) or is_patronymic(word) or is_surname(word):
        return None
    folded = fold_name(word)
    found = {
        name + word[len(name) :]
        for stem in base_forms(word)
        if len(stem) >= _SHORTEST and folded.startswith(stem)
        for name in _near(stem)
    }
    return found.pop() if len(found) == 1 else None


def _near(stem: str) -> Iterator[str]:
    """Listed towns of the same length, one likely letter away, as they are spelt."""
    for hidden in _hidden(stem):
        for name in _index().get(hidden, ()):
            if is_alike(stem, fold_name(name), kazakh=True):
                yield name


@lru_cache(maxsize=1)
def _index() -> dict[str, set[str]]:
    """Towns by what is left without one letter; of two spellings the Kazakh one, «Қарағанды»."""
    spelt = {fold_name(name): name for name in sorted(listed_toponyms(), key=_is_kazakh)}
    index = defaultdict(set)
    for folded, name in spelt.items():
        if len(folded) >= _SHORTEST and folded.isalpha():
            for hidden in _hidden(folded):
                index[hidden].add(name)
    return dict(index)


def _is_kazakh(name: str) -> bool:
    return fold_name(name) != name.lower()


def _hidden(word: str) -> Iterator[str]:
    """The word with one letter after another out of sight; a town's first letter tells most."""
    return (f"{word[:place]}?{word[place + 1 :]}" for place in range(1, len(word)))
