"""Find columns of prose side by side, as newspapers and protocols without rules have them."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from models.page import Box
from pipeline.engines.protocols import GreyImage
from pipeline.layout.marks import HALF, Marks, half_of
from pipeline.layout.ways import (
    NARROWEST,
    PITCH,
    SHORTEST,
    Span,
    columns_beside,
    find_ways,
    headings_over,
    overlap,
    reach_of,
    runs_of,
    space_along,
    spans_of,
    usual_width,
)

_LINES: Final = 6
_FULL: Final = 0.75  # of the column's width that its middling line fills: prose, not a list
_FEW: Final = 3  # percent of the lines that are longer: specks, but no line of ragged text
# Spaces of typescript stand below each other over many lines. Ways between true columns were 3 to
# 15 times as wide as the wider spaces beside them, such chains of spaces 0.7 to 1.1 times.
_WIDER: Final = 1.5
_WIDE_SPACES: Final = 75  # percent of the spaces that are narrower
_USUAL_SPACES: Final = 50  # where ways stand beside each other: spaces of narrow columns are wide
_CHAIN: Final = 12  # lines beside a way; that many spaces stand below each other by no chance
_FLUSH: Final = 2  # pixels at 75 dpi between the ends of lines that end alike
_JUSTIFIED: Final = 0.55  # of the lines: paragraphs have a first and a last one, stamps cover some
_OPENED: Final = 1.2  # times its height that an opened book is wide
_SPINE_LONG: Final = 0.7  # of the height
_SPINE_WIDE: Final = 0.05  # of the width
_SPINE_OFF: Final = 0.1  # of the width, from the middle
_LEVEL: Final = 0.8  # of the longest way that another one must run beside it
_RIM: Final = 12  # pixels at 150 dpi by which the box around a picture is larger


def find_columns(marks: Marks, area: Box, *, printed: bool = False) -> tuple[Box, ...]:
    """Find the columns in a part of a page that has no table.

    Columns part at an empty way, ruled or not, that runs down over many lines, and their lines
    are full: a list of words with explanations beside them is read line by line. A stamp or a
    picture over the way does not end them, a heading does. The two pages of an opened book are
    columns whatever is on them.

    Args:
        marks: of the prepared page.
        area: the part, in pixels of the reduced picture.
        printed: it is a column of print itself, or stands above or below columns.

    Returns:
        Boxes in pixels of the reduced picture, from left to right and of one height; none where
        the text runs across.
    """
    ink = half_of(marks, area)
    if ink.shape[0] < SHORTEST or ink.shape[1] < 2 * NARROWEST:
        return ()
    drawn = _with_pictures(ink, marks.pictures, area)
    ways = find_ways(drawn)
    if not ways:
        return ()
    spine = next((way for way in ways if _is_spine(way, ink)), None)
    if spine is not None and not printed:
        return _between_ways([spine], (0, ink.shape[0]), area)
    headings = headings_over(ink, drawn, ways)
    spans = [span for way in ways for span in spans_of(ink, drawn, way, ways, headings)]
    if not spans:
        return ()
    longest = max(spans, key=lambda span: (span.whole.height // PITCH, span.way.height))
    way, whole = longest.seen, longest.whole
    near = [span for span in spans if overlap(span.whole, whole) >= SHORTEST]
    several = printed or len(_beside(near, longest)) > 1
    space = space_along(ink, way, _USUAL_SPACES if several else _WIDE_SPACES)
    wider = 1.0 if several and _lines_along(ink, way, ways) >= _CHAIN else _WIDER
    if usual_width(ink, way) < wider * space:
        return ()
    level = [span for span in near if overlap(span.whole, whole) >= _LEVEL * whole.height]
    found = _beside(level, longest)
    beside = [span.whole for span in found]
    sides = [0, *(side for way in beside for side in (way.left, way.right)), ink.shape[1]]
    columns = list(pairwise(sides))[::2]
    rows = (max(way.top for way in beside), min(way.bottom for way in beside))
    part = ink[slice(*rows)]
    if not all(_is_prose(part[:, slice(*side)]) or _has_way(ways, side, rows) for side in columns):
        return ()
    return _between_ways(beside, reach_of(drawn, found, rows), area)


def is_justified(ink: GreyImage) -> bool:
    """Whether most lines of a column begin at its left side and end at its right one.

    Print of newspapers is set so; lists, labels and typescript are ragged.

    Args:
        ink: of the column.
    """
    lines = np.array(_extents(ink)).reshape(-1, 2)
    if len(lines) < _CHAIN:
        return False
    usual = np.median(lines, axis=0)
    return bool((abs(lines - usual) <= _FLUSH).mean(axis=0).min() >= _JUSTIFIED)


def _beside(spans: Sequence[Span], longest: Span) -> list[Span]:
    """The longest way and those that are a column away from it and each other, from the left."""
    found = [longest]
    for span in spans:
        way = span.whole
        if all(
            way.left >= other.whole.right + NARROWEST or way.right <= other.whole.left - NARROWEST
            for other in found
        ):
            found.append(span)
    return sorted(found, key=lambda span: span.whole.left)


def _lines_along(ink: GreyImage, way: Box, ways: Sequence[Box]) -> int:
    """Lines beside a way, in the column that has fewer."""
    left, right = columns_beside(way, ways, ink.shape[1])
    rows = ink[way.top : way.bottom]
    sides = (rows[:, left : way.left], rows[:, way.right : right])
    return min(len(runs_of(side.any(axis=1))) for side in sides)


def _has_way(ways: Sequence[Box], side: tuple[int, int], rows: tuple[int, int]) -> bool:
    """Whether a side has columns itself, which are looked at apart, along half of its rows."""
    seen = sum(
        max(0, min(way.bottom, rows[1]) - max(way.top, rows[0]))
        for way in ways
        if side[0] + NARROWEST <= way.left and way.right <= side[1] - NARROWEST
    )
    return 2 * seen >= rows[1] - rows[0]


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


def _with_pictures(ink: GreyImage, pictures: Sequence[Box], area: Box) -> GreyImage:
    """The ink with pictures filled, which are no empty paper."""
    drawn = ink.copy()
    for box in pictures:
        left, right = box.left + _RIM - area.left, box.right - _RIM - area.left
        top, bottom = box.top + _RIM - area.top, box.bottom - _RIM - area.top
        left, top, right, bottom = (max(0, side // HALF) for side in (left, top, right, bottom))
        drawn[top:bottom, left:right] = 1
    return drawn


def _is_prose(part: GreyImage) -> bool:
    """Whether most of the lines in a column are full."""
    lines = np.array(_extents(part)).reshape(-1, 2)
    if len(lines) < _LINES:
        return False
    # Specks stand in the margins of worn pages.
    left, right = np.percentile(lines[:, 0], _FEW), np.percentile(lines[:, 1], 100 - _FEW)
    width = float(right - left)
    return width >= NARROWEST and float(np.median(lines[:, 1] - lines[:, 0])) >= _FULL * width


def _extents(part: GreyImage) -> Sequence[tuple[int, int]]:
    """First and last column of ink of each line of text."""
    lines = runs_of(part.any(axis=1))
    spans = [np.flatnonzero(part[top:bottom].any(axis=0)) for top, bottom in lines]
    return [(int(span[0]), int(span[-1])) for span in spans]
