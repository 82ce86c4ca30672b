"""Put letters that were read as capitals small where they cannot be capitals.

The engine sees each line in one size, so small letters of the shape of their capitals (т, п, ж, ү)
come out as either. Inside of a word none is a capital; at the beginning of a word that begins no
sentence the picture tells, where such a letter is no higher than the small ones beside it. Where a
sentence begins, one that is higher is a capital.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from models.page import Alternative, Box, Reading, Word
from pipeline.engines.protocols import GreyImage
from pipeline.reading.ink import ink_below
from pipeline.reading.second import replaced

_INSIDE: Final = re.compile(r"(?<=[а-яёәіңғүұқөһ]{2})[А-ЯЁӘІҢҒҮҰҚӨҺ](?![А-ЯЁӘІҢҒҮҰҚӨҺ])")
_TITLED: Final = re.compile(r"\(?([ВГЖЗИКЛМНОПСТУХЧШЪЫЬЭЮЯҒҚҢӨҮҰ])[а-яёәіңғүұқөһ]{2}")
_FLAT: Final = frozenset("авгежзиклмнопстхчшъыьэюяәө")
_DESCENDING: Final = frozenset("УҒҚҢҮҰ")
"""Their small letters reach below the line."""
# Heights by those of small letters beside: 29 small first letters of 38 rendered pages 0.81 to
# 1.23, 27 of them to 1.14, capitals from 1.16, on real typescript from 1.18.
_AS_HIGH: Final = (0.9, 1.15)
# The same after the end of a sentence: ten false small letters of 13 pages 1.11 to 1.31, of 1,785
# true ones, wherever they stand, 95 % to 1.08.
_HIGHER: Final = 1.1
_ENDED: Final = re.compile(r"[а-яёәіңғүұқөһ]{4,}[»\")]?[.!?]")  # «г.», «обл.» end none
_SMALL: Final = re.compile(r"[вгжзиклмнопстхчшыэюяө][а-яёәіңғүұқөһ]+\W*")
_AROUND: Final = 6  # pixels; the box of a word may cut its letters
_SPACES: Final = 3  # letters' widths between words, at most
_FREE: Final = 6  # pixels of paper before a word
_EDGE: Final = 0.15  # of a letter's width, into which its neighbour may reach


def lower_letters(
    reading: Reading, picture: GreyImage, alternatives: tuple[Alternative, ...] = ()
) -> tuple[Reading, tuple[Alternative, ...]]:
    """Put false capitals small.

    Args:
        reading: of the page, boxes in pixels of `picture`.
        picture: that was read, black on white.
        alternatives: kept so far.

    Returns:
        The reading, and `alternatives` with what stood there before.
    """
    changes: dict[int, tuple[str, float]] = {}
    before: Word | None = None
    for index, word in enumerate(reading.words):
        token = reading.text[word.start : word.end]
        places = [found.start() for found in _INSIDE.finditer(token)]
        if (
            before is not None
            and _goes_on(reading, before, word)
            and (titled := _TITLED.match(token))
        ):
            places.append(titled.start(1))
        small = [place for place in places if _is_small(picture, token, word.box, place)]
        if small:
            letters = (each.lower() if n in small else each for n, each in enumerate(token))
            changes[index] = ("".join(letters), word.confidence)
        before = word
    return replaced(reading, changes, alternatives)


def raise_letters(
    reading: Reading, picture: GreyImage, alternatives: tuple[Alternative, ...] = ()
) -> tuple[Reading, tuple[Alternative, ...]]:
    """Put first letters of sentences large that were read small and are higher than those beside.

    Args:
        reading: of the page, boxes in pixels of `picture`.
        picture: that was read, black on white.
        alternatives: kept so far.

    Returns:
        The reading, and `alternatives` with what stood there before.
    """
    changes: dict[int, tuple[str, float]] = {}
    for index, (before, word) in enumerate(pairwise(reading.words), start=1):
        token = reading.text[word.start : word.end]
        ended = _ENDED.fullmatch(reading.text[before.start : before.end])
        if ended and _SMALL.fullmatch(token):
            height = _height(picture, token, word.box, 0)
            if height is not None and height >= _HIGHER:
                changes[index] = (token[0].upper() + token[1:], word.confidence)
    return replaced(reading, changes, alternatives)


def _goes_on(reading: Reading, before: Word, word: Word) -> bool:
    """Whether a sentence goes on from a word to the next, which begins no cell of a table."""
    end = reading.text[before.end - 1]
    if before.block != word.block or not (end.isalpha() or end in ",-"):
        return False
    letter = before.box.width / (before.end - before.start)
    if before.line == word.line:
        return word.box.left - before.box.right < _SPACES * letter
    return word.box.left < before.box.left


def _is_small(picture: GreyImage, token: str, box: Box, place: int) -> bool:
    """Whether the letter at `place` is as high as the small ones of the token."""
    height = _height(picture, token, box, place)
    low, high = _AS_HIGH
    return height is not None and low <= height <= high


def _height(picture: GreyImage, token: str, box: Box, place: int) -> float | None:
    """How high a letter is, by the small ones of its token, which are as wide; None if unknown."""
    heights = _extents(picture, len(token), box)
    first = heights[place]
    flat = [
        extent
        for other, (letter, extent) in enumerate(zip(token, heights, strict=True))
        if extent and letter in _FLAT and other != place
    ]
    if first is None or not flat:
        return None
    small = float(np.median([bottom - top for top, bottom in flat]))
    line = float(np.median([bottom for _, bottom in flat]))
    bottom = line if token[place] in _DESCENDING else first[1]
    return (bottom - first[0]) / small


def _extents(picture: GreyImage, letters: int, box: Box) -> Sequence[tuple[int, int] | None]:
    """First and last row, of a part of the picture, of the ink of each letter."""
    rows = slice(max(0, box.top - _AROUND), box.bottom + _AROUND)
    part = picture[rows, box.left : box.right]
    if not part.size:  # engines give boxes without width, too
        return [None] * letters
    threshold = ink_below(part)
    ink = part < threshold
    before = picture[rows, max(0, box.left - _FREE) : max(0, box.left - _FREE // 2)]
    if (before < threshold).any():
        return [None] * letters  # cut out of a longer token, perhaps through a letter
    columns = np.flatnonzero(ink.any(axis=0))
    if not columns.size:
        return [None] * letters
    edges = np.linspace(columns[0], columns[-1] + 1, letters + 1)
    margin = _EDGE * (edges[1] - edges[0])
    extents: list[tuple[int, int] | None] = []
    for left, right in zip(edges[:-1], edges[1:], strict=True):
        inked = ink[:, int(left + margin) : max(int(left + margin) + 1, int(right - margin))]
        found = np.flatnonzero(inked.sum(axis=1) > 1)
        extents.append((int(found[0]), int(found[-1]) + 1) if found.size else None)
    return extents
