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

from models.morphology import looks_like_name
from models.page import Alternative, Reading
from pipeline.language.known import core, is_known, is_spelt
from pipeline.reading.halves import find_halves
from pipeline.reading.second import FIRST, rewritten

_TABLE: Final = Path(__file__).with_name("confusions.tsv")
# A shorter word has too many likes.
_SHORTEST: Final = 5
# What a word put right is worth: sure enough to stand, doubtful enough to be shown as such.
_CONFIDENCE: Final = 0.6


@cache
def learnt() -> Mapping[str, tuple[str, ...]]:
    """What each letter that was read may have been, in lower case, the likeliest first."""
    meant = defaultdict(list)
    for row in _TABLE.read_text(encoding="utf-8").splitlines():
        if not row.startswith("#"):
            read, letter, _ = row.split("\t")
            meant[read].append(letter)
    return {read: tuple(letters) for read, letters in meant.items()}


@lru_cache(maxsize=100_000)
def put_right(token: str) -> str | None:
    """The one existing word that is a learnt confusion away, in the token's case, or None."""
    word = core(token)
    if len(word) < _SHORTEST or not is_spelt(token) or is_known(token):
        return None
    if word[0].isupper() and looks_like_name(word):
        return None
    found = {other for other in _one_away(word) if is_known(other) and not looks_like_name(other)}
    return token.replace(word, found.pop()) if len(found) == 1 else None


def _one_away(word: str) -> Iterator[str]:
    for place, letter in enumerate(word):
        for meant in learnt().get(letter.lower(), ()):
            written = meant.upper() if letter.isupper() else meant
            yield word[:place] + written + word[place + 1 :]


def correct(
    reading: Reading, alternatives: tuple[Alternative, ...]
) -> tuple[Reading, tuple[Alternative, ...]]:
    """Put a Russian reading's words right; `alternatives` with what stood there before."""
    changes: dict[int, tuple[str, float]] = {}
    replaced: list[Alternative] = []
    halves = find_halves(reading)
    for index, word in enumerate(reading.words):
        if index in halves:
            continue
        token = reading.text[word.start : word.end]
        better = put_right(token)
        if better is not None:
            changes[index] = (better, min(word.confidence, _CONFIDENCE))
            replaced.append(Alternative(index, token, word.confidence, FIRST))
    return rewritten(reading, changes), (*alternatives, *replaced)
