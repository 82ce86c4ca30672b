"""Tell by what was read that the engine's layout of a page of plain lines went wrong.

Tesseract takes the numbers of a list, or the years at its line ends, for a column, reads them first
and half of them wrong; on worn scans and around stamps it leaves whole lines out. Read as one block
of lines such pages come out right, while two true columns become one heap.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from statistics import median
from typing import Final

import numpy as np
import numpy.typing as npt

from models.page import Box, Reading
from pipeline.layout.arrange import Galley
from pipeline.layout.overlooked import are_read
from pipeline.layout.tables import around

_NARROW: Final = 4.0  # times as wide as a line is high: a number, a year, no line of prose
_TORN: Final = 3  # lines beside which such ones stand
_FEWEST: Final = 3  # lines of a column
_SAME_LINE: Final = 0.5  # of the lower of two boxes that they share
_OVERLOOKED: Final = 0.03  # of the letters; on pages read well 0 to 0.02
_LEAST: Final = 100  # letters, of which so small a share says something
_SAYS: Final = 0.6  # confidence of a line, which has no context
_SENSE: Final = 0.5  # confidence of what says nothing
_MORE: Final = 1.01  # times as much sense; what was torn must only keep it
_AS_MUCH: Final = 0.97


def needs_lines(reading: Reading, galley: Galley) -> bool:
    """Whether a page is to be read again as one block of lines, as columns in a galley are.

    Args:
        reading: of the galley, boxes in its pixels.
        galley: the page as it was set.
    """
    letters = galley.letters
    if galley.strips:
        return galley.is_columns and overlooks(galley.restored(reading), letters)
    if not len(letters) or not (is_torn(reading) or overlooks(reading, letters)):
        return False
    return not has_columns(reading)


def is_torn(reading: Reading) -> bool:
    """Whether numbers that stand before or behind several lines were taken for a column."""
    narrow, wide = _blocks(reading)
    numbers = [line for block in narrow for line in block]
    beside = (_is_beside(line, numbers) for block in wide for line in block)
    return sum(beside) >= _TORN


def has_columns(reading: Reading) -> bool:
    """Whether there are columns of lines side by side."""
    _, wide = _blocks(reading)
    boxes = [around(block) for block in wide if len(block) >= _FEWEST]
    return any(
        one.right <= other.left and min(one.bottom, other.bottom) > max(one.top, other.top)
        for one in boxes
        for other in boxes
    )


def overlooks(reading: Reading, letters: npt.NDArray[np.int64]) -> bool:
    """Whether more letters were left out than seals, dirt and drawings explain."""
    if len(letters) < _LEAST:
        return False
    return bool(are_read(letters, reading.words).mean() < 1 - _OVERLOOKED)


def says_something(line: Reading) -> bool:
    """Whether letters were read on a line, surely enough to be no grain."""
    return line.confidence >= _SAYS and sum(map(str.isalpha, line.text)) >= _FEWEST


def better_of(reading: Reading, as_lines: Reading) -> Reading:
    """The reading of a page that was doubted, or that of the same page as one block of lines."""
    wanted = _AS_MUCH if is_torn(reading) else _MORE
    return as_lines if _sense(as_lines) > wanted * _sense(reading) else reading


def makes_more_sense(reading: Reading, other: Reading) -> bool:
    """Whether a reading of a page has clearly more to say than another of it."""
    return _sense(reading) > _MORE * _sense(other)


def _sense(reading: Reading) -> float:
    return sum(
        max(0.0, word.confidence - _SENSE) * (word.end - word.start) for word in reading.words
    )


def _blocks(reading: Reading) -> tuple[list[list[Box]], list[list[Box]]]:
    """The lines of each block, of narrow blocks and of the others."""
    blocks: defaultdict[int, list[Box]] = defaultdict(list)
    for (block, _), words in groupby(reading.words, key=lambda word: (word.block, word.line)):
        blocks[block].append(around([word.box for word in words]))
    if not blocks:
        return [], []
    height = median(line.height for block in blocks.values() for line in block)
    widest = _NARROW * height
    narrow = [block for block in blocks.values() if around(block).width <= widest]
    return narrow, [block for block in blocks.values() if around(block).width > widest]


def _is_beside(line: Box, others: Sequence[Box]) -> bool:
    """Whether a line goes on, to the left or right, in one of others."""
    return any(
        min(line.bottom, other.bottom) - max(line.top, other.top)
        > _SAME_LINE * min(line.height, other.height)
        and (line.right <= other.left or other.right <= line.left)
        for other in others
    )
