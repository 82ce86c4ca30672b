"""Put right a word that does not exist by one letter that the engine is known to confuse.

Only where exactly one such change gives a word of the dictionary, never on what may be a name, and
never without a trace: the engine's own reading stays beside the text. Which letters are confused
was learnt from transcribed pages by `training/confusions.py`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from models.morphology import is_russian_word, looks_like_name
from models.page import Alternative, Reading
from pipeline.language.known import core, is_known, is_spelt
from pipeline.reading.halves import find_halves
from pipeline.reading.second import replaced

_FOLDER: Final = Path(__file__).parent
# A shorter word has too many likes.
_SHORTEST: Final = 5
# What a word put right is worth: sure enough to stand, doubtful enough to be shown as such.
_CONFIDENCE: Final = 0.6


# No list has all words of Kazakh: what is read so surely stays.
_SURE: Final = 0.95


@cache
def learnt(*, kazakh: bool = False) -> Mapping[str, tuple[str, ...]]:
    """What each letter that was read may have been, in lower case, the likeliest first."""
    meant = defaultdict(list)
    table = _FOLDER / ("confusions_kk.tsv" if kazakh else "confusions.tsv")
    for row in table.read_text(encoding="utf-8").splitlines():
        if not row.startswith("#"):
            read, letter, _ = row.split("\t")
            meant[read].append(letter)
    return {read: tuple(letters) for read, letters in meant.items()}


@lru_cache(maxsize=100_000)
def put_right(token: str, *, kazakh: bool = False) -> str | None:
    """The one existing word that is a learnt confusion away, in the token's case, or None."""
    word = core(token)
    if len(word) < _SHORTEST or not is_spelt(token, kazakh=kazakh):
        return None
    if is_known(token, kazakh=kazakh) or _may_be_name(word, kazakh):
        return None
    exists = _is_kazakh if kazakh else _is_no_name
    found = {other for other in _one_away(word, kazakh) if exists(other)}
    return token.replace(word, found.pop()) if len(found) == 1 else None


def _is_kazakh(word: str) -> bool:
    return is_known(word, kazakh=True)


def _is_no_name(word: str) -> bool:
    """Whether the dictionary has a word: what only lists of names have is a name of its own."""
    return is_russian_word(word) and not looks_like_name(word)


def _may_be_name(word: str, kazakh: bool) -> bool:
    """Whether a capitalised word has the form of a name; Kazakh names have any form."""
    return word[0].isupper() and (kazakh or looks_like_name(word))


def _one_away(word: str, kazakh: bool) -> Iterator[str]:
    for place, letter in enumerate(word):
        for meant in learnt(kazakh=kazakh).get(letter.lower(), ()):
            written = meant.upper() if letter.isupper() else meant
            yield word[:place] + written + word[place + 1 :]


def correct(
    reading: Reading, alternatives: tuple[Alternative, ...], *, kazakh: bool = False
) -> tuple[Reading, tuple[Alternative, ...]]:
    """Put a reading's words right; `alternatives` with what stood there before."""
    changes: dict[int, tuple[str, float]] = {}
    halves = find_halves(reading)
    for index, word in enumerate(reading.words):
        if index in halves:
            continue
        if kazakh and word.confidence >= _SURE:
            continue
        token = reading.text[word.start : word.end]
        better = put_right(token, kazakh=kazakh)
        if better is not None:
            changes[index] = (better, min(word.confidence, _CONFIDENCE))
    return replaced(reading, changes, alternatives)
