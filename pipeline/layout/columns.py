"""Find columns of prose side by side, as newspapers and protocols without rules have them."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from models.page import Box
from pipeline.engines.protocols import GreyImage
from pipeline.layout.marks import HALF, Marks, find_boxes, half_of

_GUTTER: Final = 6  # pixels, 2 mm: the narrowest way between columns
_SHORTEST: Final = 90  # pixels, 30 mm: rivers in justified text run over fewer lines
_PITCH: Final = 25  # pixels from line to line, at most
_FOLD: Final = 3  # rows that no fold of the paper takes, and the smallest print does
_NARROWEST: Final = 90  # pixels of a column
_LINES: Final = 6
_FULL: Final = 0.75  # of the column's width that its middling line fills: prose, not a list
_SPACE: Final = 0.6  # of the way's width; narrower is a space in a line across
# Spaces of typescript stand below each other over many lines. Ways between true columns were 3 to
# 15 times as wide as the wider spaces beside them, such chains of spaces 0.7 to 1.1 times.
_WIDER: Final = 1.5
_WIDE_SPACES: Final = 75  # percent of the spaces that are narrower
_LETTER_GAP: Final = 3  # pixels; between letters there is less
_NARROW_LINES: Final = 10  # percent of the lines, those that come closest to each other
_TAILS: Final = 9  # rows that letters reach up and down from where they cross
_OPENED: Final = 1.2  # times its height that an opened book is wide
_SPINE_LONG: Final = 0.7  # of the height
_SPINE_WIDE: Final = 0.05  # of the width
_SPINE_OFF: Final = 0.1  # of the width, from the middle
_LEVEL: Final = 0.8  # of the longest way that another one must run beside it


def find_columns(marks: Marks, area: Box) -> tuple[Box, ...]:
    """Find the columns in a part of a page that has no table.

    Columns part at an empty way, ruled or not, that runs down over many lines, and their lines
    are full: a list of words with explanations beside them is read line by line. The two pages of
    an opened book are columns whatever is on them.

    Args:
        marks: of the prepared page.
        area: the part, in pixels of the reduced picture.

    Returns:
        Boxes in pixels of the reduced picture, from left to right and of one height; none where
        the text runs across.
    """
    ink = half_of(marks, area)
    if ink.shape[0] < _SHORTEST or ink.shape[1] < 2 * _NARROWEST:
        return ()
    ways = _ways(ink)
    if not ways:
        return ()
    spine = next((way for way in ways if _is_spine(way, ink)), None)
    if spine is not None:
        return _between_ways([spine], (0, ink.shape[0]), area)
    longest = max(ways, key=lambda way: way.height)
    if _usual_width(ink, longest, longest) < _WIDER * _space(ink, longest):
        return ()
    beside = [way for way in ways if _overlap(way, longest) >= _LEVEL * longest.height]
    beside.sort(key=lambda way: way.left)
    top, bottom = _extent(ink, beside, longest)
    sides = pairwise([0, *(side for way in beside for side in (way.left, way.right)), ink.shape[1]])
    if not all(_is_prose(ink[top:bottom, left:right]) for left, right in list(sides)[::2]):
        return ()
    return _between_ways(beside, (top, bottom), area)


def _is_spine(way: Box, ink: GreyImage) -> bool:
    """Whether a way parts the two pages of an opened book."""
    height, width = ink.shape
    middle = (way.left + way.right) / 2 / width
    return bool(
        width > _OPENED * height
        and way.height > _SPINE_LONG * height
        and way.width > _SPINE_WIDE * width
        and abs(middle - 0.5) < _SPINE_OFF
    )


def _between_ways(ways: Sequence[Box], rows: tuple[int, int], area: Box) -> tuple[Box, ...]:
    """The columns between ways, in pixels of the reduced page."""
    middles = [(way.left + way.width // 2) * HALF for way in ways]
    top, bottom = (row * HALF for row in rows)
    return tuple(
        Box(area.left + left, area.top + top, right - left, bottom - top)
        for left, right in pairwise([0, *middles, area.width])
    )


def _extent(ink: GreyImage, ways: Sequence[Box], longest: Box) -> tuple[int, int]:
    """From which to which row the columns run.

    A line across may have a space where the way is: it ends the columns when its space is clearly
    narrower than the way. Where one column is longer than the others, the way runs on beside it.
    """
    crossed = np.zeros(len(ink), np.uint8)
    for way in ways:
        usual = _usual_width(ink, way, longest)
        crossed |= _widths(ink, way) < max(_GUTTER, _SPACE * usual)
    for top, bottom in _runs(crossed):
        if bottom - top < _FOLD:
            crossed[top:bottom] = 0
    tails = np.asarray(cv2.dilate(crossed, np.ones(_TAILS, np.uint8))).ravel()
    rows = np.flatnonzero(_is_gap(ink) | (tails > 0))
    middle = longest.top + longest.height // 2
    above, below = rows[rows < middle], rows[rows > middle]
    return (int(above[-1]) + 1 if above.size else 0, int(below[0]) if below.size else len(ink))


def _is_gap(ink: GreyImage) -> npt.NDArray[np.bool_]:
    """The rows that belong to more empty rows than lines of one text are apart."""
    gap = np.zeros(ink.shape[0], dtype=bool)
    for top, bottom in _runs(~ink.any(axis=1)):
        gap[top:bottom] = bottom - top > _PITCH
    return gap


def _usual_width(ink: GreyImage, way: Box, rows: Box) -> float:
    """How far the ink on both sides of a way is apart where it comes close, pixels."""
    widths = _widths(ink, way)[rows.top : rows.bottom]
    return float(np.percentile(widths[widths < ink.shape[1]], _NARROW_LINES))


def _space(ink: GreyImage, way: Box) -> float:
    """How wide the wider spaces between the words of the lines along a way are, pixels."""
    middle = way.left + way.width // 2
    spaces = [
        end - start - 1
        for top, bottom in _runs(ink[way.top : way.bottom].any(axis=1))
        for start, end in pairwise(
            np.flatnonzero(ink[way.top + top : way.top + bottom].any(axis=0))
        )
        if end - start > _LETTER_GAP and not start < middle <= end
    ]
    return float(np.percentile(spaces, _WIDE_SPACES)) if spaces else 0.0


def _widths(ink: GreyImage, way: Box) -> npt.NDArray[np.int64]:
    """How far the ink left and right of a way is apart in each row; the page's width if none is."""
    middle = way.left + way.width // 2
    left, right = ink[:, :middle][:, ::-1], ink[:, middle:]
    both = left.any(axis=1) & right.any(axis=1)
    apart = left.argmax(axis=1) + right.argmax(axis=1)
    return np.asarray(np.where(both, apart, ink.shape[1]), dtype=np.int64)


def _ways(ink: GreyImage) -> list[Box]:
    """Long empty ways down between two columns of ink."""
    wide = cv2.dilate(ink, np.ones((1, _GUTTER), np.uint8))
    empty = _between(ink) & (1 - np.asarray(wide, dtype=np.uint8))
    runs = cv2.morphologyEx(
        cv2.morphologyEx(empty, cv2.MORPH_CLOSE, np.ones((_FOLD, 1), np.uint8)),
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
    left = np.logical_or.accumulate(ink.astype(bool), axis=1)
    right = np.logical_or.accumulate(ink[:, ::-1].astype(bool), axis=1)[:, ::-1]
    both = (left & right).astype(np.uint8)
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
    lines = _runs(part.any(axis=1))
    spans = [np.flatnonzero(part[top:bottom].any(axis=0)) for top, bottom in lines]
    return [(int(span[0]), int(span[-1])) for span in spans]


def _runs(profile: npt.ArrayLike) -> list[tuple[int, int]]:
    """Where a profile is true without a break, as half-open ranges."""
    filled = np.asarray(profile, dtype=bool)
    changes = np.flatnonzero(np.diff(np.concatenate(([False], filled, [False]))))
    return [(int(a), int(b)) for a, b in changes.reshape(-1, 2)]
