"""Find columns of prose side by side, as newspapers and protocols without rules have them."""

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from models.page import Box
from pipeline.engines.protocols import GreyImage
from pipeline.reading.marks import Marks, find_boxes

_HALF: Final = 2  # the look at columns needs no more than 75 dpi
_GUTTER: Final = 6  # pixels, 2 mm: the narrowest way between columns
_SHORTEST: Final = 90  # pixels, 30 mm: rivers in justified text run over fewer lines
_PITCH: Final = 25  # pixels from line to line, at most
_NARROWEST: Final = 90  # pixels of a column
_LINES: Final = 6
_FULL: Final = 0.75  # of the column's width that its middling line fills: prose, not a list
_LEVEL: Final = 0.8  # of the longest way that another one must run beside it


def find_columns(marks: Marks, area: Box) -> tuple[Box, ...]:
    """Find the columns in a part of a page that has no table.

    Columns part at an empty way, ruled or not, that runs down over many lines, and their lines
    are full: a list of words with explanations beside them is read line by line.

    Args:
        marks: of the prepared page.
        area: the part, in pixels of the reduced picture.

    Returns:
        Boxes in pixels of the reduced picture, from left to right and of one height; none where
        the text runs across.
    """
    ink = _coarse(marks, area)
    if ink.shape[0] < _SHORTEST or ink.shape[1] < 2 * _NARROWEST:
        return ()
    ways = _ways(ink)
    if not ways:
        return ()
    longest = max(ways, key=lambda way: way.height)
    top, bottom = longest.top, longest.bottom
    beside = [way for way in ways if _overlap(way, longest) >= _LEVEL * longest.height]
    edges = [0, *sorted(way.left + way.width // 2 for way in beside), ink.shape[1]]
    columns = [Box(a, top, b - a, bottom - top) for a, b in zip(edges, edges[1:], strict=False)]
    if not all(_is_prose(ink[top:bottom, box.left : box.right]) for box in columns):
        return ()
    return tuple(_in_page(box, area) for box in columns)


def _coarse(marks: Marks, area: Box) -> GreyImage:
    """The ink of an area without upright rules, at half the size."""
    rows, columns = slice(area.top, area.bottom), slice(area.left, area.right)
    rules = cv2.dilate(marks.upright[rows, columns], np.ones((1, 5), np.uint8))
    ink = cv2.subtract(marks.ink[rows, columns], np.asarray(rules, dtype=np.uint8))
    size = (area.width // _HALF, area.height // _HALF)
    if 0 in size:
        return np.zeros((0, 0), np.uint8)
    shrunk = cv2.resize(ink * 255, size, interpolation=cv2.INTER_AREA)
    return np.asarray(shrunk > 80, dtype=np.uint8)


def _ways(ink: GreyImage) -> list[Box]:
    """Long empty ways down between two columns of ink."""
    wide = cv2.dilate(ink, np.ones((1, _GUTTER), np.uint8))
    empty = _between(ink) & (1 - np.asarray(wide, dtype=np.uint8))
    runs = cv2.morphologyEx(
        empty,
        cv2.MORPH_OPEN,
        np.ones((_SHORTEST, 1), np.uint8),
        borderType=cv2.BORDER_CONSTANT,
        borderValue=0,
    )
    return [
        way
        for way in find_boxes(np.asarray(runs, dtype=np.uint8))
        if _has_text(ink[way.top : way.bottom, : way.left])
        and _has_text(ink[way.top : way.bottom, way.right :])
    ]


def _between(ink: GreyImage) -> GreyImage:
    """Ones where there is ink on both sides, in the same line or the next."""
    left = np.maximum.accumulate(ink, axis=1)
    right = np.maximum.accumulate(ink[:, ::-1], axis=1)[:, ::-1]
    both = np.asarray(left & right, dtype=np.uint8)
    return np.asarray(cv2.dilate(both, np.ones((_PITCH, 1), np.uint8)), dtype=np.uint8)


def _has_text(part: GreyImage) -> bool:
    """Whether there is ink in a third of the rows."""
    return part.shape[1] >= _NARROWEST and bool(part.any(axis=1).mean() > 1 / 3)


def _overlap(one: Box, other: Box) -> int:
    return min(one.bottom, other.bottom) - max(one.top, other.top)


def _is_prose(part: GreyImage) -> bool:
    """Whether most of the lines in a column are full."""
    across = np.flatnonzero(part.any(axis=0))
    if not across.size or across[-1] - across[0] < _NARROWEST:
        return False
    full = [last - first for first, last in _extents(part)]
    return len(full) >= _LINES and float(np.median(full)) >= _FULL * (across[-1] - across[0])


def _extents(part: GreyImage) -> Sequence[tuple[int, int]]:
    """First and last column of ink of each line of text."""
    lines = _runs(np.asarray(part.any(axis=1)))
    spans = [np.flatnonzero(part[top:bottom].any(axis=0)) for top, bottom in lines]
    return [(int(span[0]), int(span[-1])) for span in spans]


def _runs(filled: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where a profile is filled without a break, as half-open ranges."""
    changes = np.flatnonzero(np.diff(np.concatenate(([False], filled, [False]))))
    return [(int(a), int(b)) for a, b in changes.reshape(-1, 2)]


def _in_page(box: Box, area: Box) -> Box:
    return Box(
        area.left + box.left * _HALF,
        area.top + box.top * _HALF,
        box.width * _HALF,
        box.height * _HALF,
    )
