"""Find items that stand side by side without rules, as «СЛУШАЛИ» and «ПОСТАНОВИЛИ» do in protocols.

Each item begins on the line where the one beside it begins, and an empty line parts it from the
next: such pages are read item by item, where columns of a newspaper are read down.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

import numpy as np
import numpy.typing as npt

from models.page import Box, Cell
from pipeline.engines.protocols import GreyImage
from pipeline.layout.marks import HALF, Marks, half_of

_APART: Final = 1.8  # times as far as lines of one item
_LEAST: Final = 12  # pixels at 75 dpi, 4 mm
_WAY: Final = 11  # pixels at 75 dpi, 3.7 mm: one blank of pica leaves 3.0, two of elite 4.7
_INNER: Final = (0.25, 0.75)  # of the width of the text, where the way may be
_LEVEL: Final = 5  # pixels by which beginnings side by side may differ
_ITEMS: Final = 3
_LINES: Final = 8  # of all items: fewer are a list or a heading
_UNEVEN: Final = 0.5  # of the items: paragraphs of a newspaper may begin side by side by chance
_OPENED: Final = 1.2  # times its height that an opened book is wide

Rows = tuple[int, int]
"""From where to where rows of pixels go, half-open."""


def find_pairs(marks: Marks) -> tuple[Cell, ...]:
    """Find the cells of a table in two columns whose items are parted by empty lines.

    Args:
        marks: of the prepared page, text upright and level within half a degree.

    Returns:
        Cells as `find_tables` gives them; none where items do not stand side by side.
    """
    ink = half_of(marks, marks.whole)
    if ink.shape[1] > _OPENED * ink.shape[0]:
        return ()
    bands = _bands(ink)
    across = np.flatnonzero(ink.any(axis=0))
    if len(bands) < _ITEMS or not across.size:
        return ()
    way = _way(ink, bands, int(across[0]), int(across[-1]))
    if way is None:
        return ()
    runs = (
        list(run) for paired, run in groupby(bands, lambda band: _is_pair(ink, band, way)) if paired
    )
    rows = max(runs, key=len, default=[])
    lines = sum(len(_filled(ink[top:bottom].any(axis=1))) for top, bottom in rows)
    if len(rows) < _ITEMS or lines < max(_LINES, 2 * len(rows)):
        return ()
    if sum(_is_uneven(ink, row, way) for row in rows) < _UNEVEN * len(rows):
        return ()
    sides = [Box(0, 0, way, 0), Box(way, 0, ink.shape[1] - way, 0)]
    return tuple(
        Cell(0, row, column, _enlarged(marks, side, (top, bottom)))
        for row, (top, bottom) in enumerate(rows)
        for column, side in enumerate(sides)
    )


def _bands(ink: GreyImage) -> list[Rows]:
    """The parts of the page that empty lines part."""
    lines = _filled(ink.any(axis=1))
    gaps = [after[0] - before[1] for before, after in zip(lines, lines[1:], strict=False)]
    if not gaps:
        return []
    least = max(_LEAST, _APART * float(np.median(gaps)))
    bands = [lines[0]]
    for line, gap in zip(lines[1:], gaps, strict=True):
        bands[-1:] = [(bands[-1][0], line[1])] if gap < least else [bands[-1], line]
    return bands


def _way(ink: GreyImage, bands: Sequence[Rows], left: int, right: int) -> int | None:
    """The middle of the way that parts the most bands, in pixels from the left."""
    low, high = (round(left + share * (right - left)) for share in _INNER)
    free = np.zeros(ink.shape[1], np.int64)
    for top, bottom in bands:
        filled = np.asarray(ink[top:bottom].any(axis=0))
        inside = np.logical_or.accumulate(filled) & np.logical_or.accumulate(filled[::-1])[::-1]
        free += inside & ~filled
    for least in range(int(free[low:high].max(initial=0)), _ITEMS - 1, -1):
        ways = [way for way in _filled(free[low:high] >= least) if way[1] - way[0] >= _WAY]
        if ways:
            start, end = max(ways, key=lambda way: way[1] - way[0])
            return low + (start + end) // 2
    return None


def _is_pair(ink: GreyImage, band: Rows, way: int) -> bool:
    """Whether something stands on both sides of the way, from the same line on."""
    part = ink[band[0] : band[1]]
    if part[:, way - _WAY // 2 : way + _WAY // 2].any():
        return False
    first = [np.flatnonzero(side.any(axis=1)) for side in (part[:, :way], part[:, way:])]
    return all(rows.size for rows in first) and abs(int(first[0][0]) - int(first[1][0])) <= _LEVEL


def _is_uneven(ink: GreyImage, band: Rows, way: int) -> bool:
    """Whether one side ends lines before the other: columns of a newspaper fill a band alike."""
    part = ink[band[0] : band[1]]
    ends = [int(np.flatnonzero(side.any(axis=1))[-1]) for side in (part[:, :way], part[:, way:])]
    return abs(ends[0] - ends[1]) > 2 * _LEVEL


def _filled(profile: npt.ArrayLike) -> list[Rows]:
    """Where a profile is true without a break."""
    filled = np.asarray(profile, dtype=bool)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], filled, [False]))))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


def _enlarged(marks: Marks, side: Box, rows: Rows) -> Box:
    top, height = rows[0] * HALF, (rows[1] - rows[0]) * HALF
    return marks.enlarged(Box(side.left * HALF, top, side.width * HALF, height))
