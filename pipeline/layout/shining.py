"""Leave out what was read in the cells of tables but shines through from the back of the sheet.

Cells have blank paper, on which the engine reads what little there is. What it is unsure of and
what is pale as well is none of the table: of such words on 27 heavy tables and lists 45 were
nonsense, seven near to what is written and none was right.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from models.page import Box, Cell, Reading, Word
from models.page.joining import mean_confidence
from pipeline.engines.protocols import GreyImage
from pipeline.layout.marks import factor_of, find_darkness, reduced

_UNSURE: Final = 0.5  # confidence
_SURE: Final = 0.85  # confidence of words that tell how dark the type is
_PALE: Final = 0.5  # of the darkness of the type
_DARKER: Final = 85  # percent of a word's pixels that are paler than its strokes


def without_shining(reading: Reading, picture: GreyImage, cells: Sequence[Cell]) -> Reading:
    """The reading of a page without unsure words in its cells that are far paler than its type.

    Args:
        reading: boxes in pixels of the picture.
        picture: of the page.
        cells: of its tables, in the same pixels.
    """
    doubted = [
        n
        for n, word in enumerate(reading.words)
        if word.confidence < _UNSURE and _is_in(word, cells)
    ]
    sure = [word for word in reading.words if word.confidence >= _SURE]
    if not doubted or not sure:
        return reading
    factor = factor_of(picture)
    darkness = find_darkness(reduced(picture, factor))
    palest = _PALE * float(np.median([_depth(darkness, word.box, factor) for word in sure]))
    left_out = {n for n in doubted if _depth(darkness, reading.words[n].box, factor) < palest}
    return without_words(reading, left_out) if left_out else reading


def _is_in(word: Word, cells: Sequence[Cell]) -> bool:
    x, y = word.box.left + word.box.width / 2, word.box.top + word.box.height / 2
    return any(
        cell.box.left <= x < cell.box.right and cell.box.top <= y < cell.box.bottom
        for cell in cells
    )


def _depth(darkness: GreyImage, box: Box, factor: float) -> float:
    """How dark the strokes of a word are, grey levels; boxes are in pixels of the picture."""
    left, top, right, bottom = (
        round(side * factor) for side in (box.left, box.top, box.right, box.bottom)
    )
    part = darkness[top : max(bottom, top + 1), left : max(right, left + 1)]
    return float(np.percentile(part, _DARKER)) if part.size else 0.0


def without_words(reading: Reading, left_out: set[int]) -> Reading:
    """The reading without some words, each with the gap before it."""
    pieces: list[str] = []
    words: list[Word] = []
    offset, end_before = 0, 0
    for n, word in enumerate(reading.words):
        if n not in left_out:
            gap = reading.text[end_before : word.start] if words else ""
            start = offset + len(gap)
            offset = start + word.end - word.start
            pieces += [gap, reading.text[word.start : word.end]]
            words.append(replace(word, start=start, end=offset))
        end_before = word.end
    return replace(
        reading, text="".join(pieces), words=tuple(words), confidence=mean_confidence(words)
    )
