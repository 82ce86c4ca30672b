"""Letters that a word has room for beyond those that were read: «САД» where «САДП. Ф. 3.» stands.

Lost dashes and numbers, and titles with their letters apart that were read as one word, leave boxes
too wide for what they say, however sure the engine is.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from models.page import Page, Word

Values = npt.NDArray[np.float64]

_ROOM: Final = 3.0
"""Letters beyond which a word is too wide: on four drawings of rendered pages 0.5 to 0.9 of those
with room for 3 to 4 more were misread, of those with room for 2 on clean type 0.05 to 0.12."""
_TOLD: Final = 3  # letters of a word that tells how wide letters are
_FEWEST: Final = 6  # such words; fewer tell nothing
_ROUNDS: Final = 3
_STRAY: Final = 3.0  # times the usual deviation at which a word counts half
_HELD: Final = 2.0  # words' worth by which a kind of letter is held to the usual width
_WIDTHS: Final = (0.5, 1.8)  # of the usual width that a kind of letter can have
_KINDS: Final = 5
_WIDE: Final = frozenset("жшщмюфы")
_NARROW: Final = frozenset(".,:;'!|()/\"-[]")


def missing_letters(page: Page, words: Sequence[Word]) -> Values:
    """Letters that each word has room for beyond those read; 0 where it is not clearly too wide.

    Kinds of letters (narrow, wide, capitals, figures) have the widths that fit the page best, so
    that typescript and print are measured alike; words higher than most are of larger type.

    Args:
        page: as it was read.
        words: of its body.
    """
    assert page.reading is not None
    missing = np.zeros(len(words))
    sizes = np.array([(word.box.width, word.box.height) for word in words], float).reshape(-1, 2)
    if page.upright and page.upright.rotation % 180:
        sizes = sizes[:, ::-1]
    text = page.reading.text
    kinds = np.array([_kinds(text[word.start : word.end]) for word in words]).reshape(-1, _KINDS)
    letters = kinds.sum(axis=1)
    told = letters >= _TOLD
    if told.sum() < _FEWEST:
        return missing
    width, height = sizes.T
    larger = np.maximum(1.0, height / np.median(height))
    usual = float(np.median((width / letters / larger)[told]))
    if usual <= 0:
        return missing
    scaled = kinds * larger[:, None]
    widths = _fitted(scaled[told], width[told], letters[told], usual)
    room = (width - scaled @ widths) / usual
    return np.where(room > _ROOM, room, missing)


def _fitted(kinds: Values, width: Values, letters: Values, usual: float) -> Values:
    """The width of each kind of letter, by least squares that words which stray weigh less in."""
    widths = np.full(_KINDS, usual)
    for _ in range(_ROUNDS):
        off = width - kinds @ widths
        scale = _STRAY * (float(np.median(np.abs(off))) + 0.1 * usual)
        weights = 1 / (1 + (off / scale) ** 2) / letters
        pull = kinds.T @ (weights * off) + _HELD * (usual - widths)
        curve = (kinds * weights[:, None]).T @ kinds + _HELD * np.eye(_KINDS)
        widths = widths + np.linalg.solve(curve, pull)
    low, high = _WIDTHS
    return np.asarray(np.clip(widths, low * usual, high * usual), dtype=np.float64)


def _kinds(token: str) -> list[float]:
    """How many letters of each kind a token has."""
    counts = [0.0] * _KINDS
    for letter in token:
        if letter in _NARROW:
            kind = 0
        elif letter in _WIDE:
            kind = 1
        elif letter.isupper():
            kind = 2
        elif letter.isdigit():
            kind = 3
        else:
            kind = 4
        counts[kind] += 1
    return counts
